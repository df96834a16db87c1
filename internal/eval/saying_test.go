package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/casus-project/casus"
)

func TestReadStandoff(t *testing.T) {
	text := "Zoë said “no”. It ended."
	ann := "T1\tSource 0 3\tZoë\nT2\tCue 4 8\tsaid\nT3\tContent 9 13\t“no”\nE1\tAttribution:T2 Content:T3 Cue:T2 Source:T1\n"
	got, err := readStandoff("x.ann", ann, text)
	if err != nil || len(got) != 1 {
		t.Fatalf("got %v, %v", got, err)
	}
	for want, spans := range map[string][]casus.Span{"Zoë": got[0].Source, "said": got[0].Cue, "“no”": got[0].Content} {
		if len(spans) != 1 || spans[0].Of(text) != want {
			t.Errorf("%v is not %q", spans, want)
		}
	}
	_, err = readStandoff("x.ann", "T1\tSource 0 99\tZoë\n", text)
	if casus.KindOf(err) != casus.Invalid || !strings.Contains(err.Error(), "x.ann:1") {
		t.Errorf("a range beyond the text gives %v", err)
	}
}

func FuzzReadStandoff(f *testing.F) {
	f.Add("T1\tSource 0 3\tZoë\nE1\tAttribution:T1 Cue:T1\n", "Zoë said")
	f.Add("T1\tContent 0 1;2 3\tx\nE1\tCue:T1 Content:T1", "a b c")
	f.Fuzz(func(t *testing.T, ann, text string) {
		got, err := readStandoff("x", ann, text)
		if err != nil {
			return
		}
		for _, a := range got {
			for _, s := range append(append(a.Cue, a.Source...), a.Content...) {
				if s.Start < 0 || s.End > len(text) || s.End < s.Start {
					t.Errorf("span %v outside a text of %d bytes", s, len(text))
				}
			}
		}
	})
}

func TestMatchCues(t *testing.T) {
	at := func(a, b int) Attribution { return Attribution{Cue: []casus.Span{{Start: a, End: b}}} }
	got := matchCues([]Attribution{at(0, 4), at(10, 14), at(20, 24)}, []Attribution{at(2, 6), at(3, 5), at(21, 22), at(30, 31)})
	if got != (tally{both: 2, gold: 3, pred: 4}) {
		t.Errorf("got %+v", got)
	}
}

func TestReadMarks(t *testing.T) {
	p, ok := readMarks("Crowds <ARG1>left the square</ARG1> <SIG0>after</SIG0> <ARG0>police fired</ARG0> .")
	if want := (tokenPair{cause: tokenRange{5, 7}, effect: tokenRange{1, 4}}); !ok || p != want {
		t.Errorf("got %+v, %v; want %+v", p, ok, want)
	}
	p, _ = readMarks("<ARG1>He went</ARG1> <ARG0><SIG0>to</SIG0> vote</ARG0> .")
	if want := (tokenRange{2, 4}); p.cause != want {
		t.Errorf("a signal inside the cause: got %+v, want %+v", p.cause, want)
	}
}

func TestListItems(t *testing.T) {
	got := listItems(`['a b', "c'd", 'e\'f']`)
	if want := "a b|c'd|e'f"; strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
}

func TestFairSpans(t *testing.T) {
	var s spanTally
	exact := tokenPair{cause: tokenRange{0, 3}, effect: tokenRange{4, 8}}
	s.add([]tokenPair{exact}, []tokenPair{exact})
	if s.fair() != 1 || s.exact() != 1 {
		t.Errorf("the same spans score %v and %v", s.fair(), s.exact())
	}
	s = spanTally{}
	s.add([]tokenPair{exact}, []tokenPair{{cause: tokenRange{0, 3}, effect: tokenRange{5, 8}}})
	// one right, one near: precision and recall are 1 / 1.5
	if got := s.fair(); got < 0.66 || got > 0.67 {
		t.Errorf("one right and one near score %v", got)
	}
}

func TestReadCausal(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "train_subtask1.csv")
	write := func(name, s string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("train_subtask1.csv", "index,text,label\na,Rain fell so roads closed .,1\nb,He slept .,0\n")
	write("train_subtask2_grouped.csv", "text,causal_text_w_pairs,num_rs\nRain fell so roads closed .,['<ARG0>Rain fell</ARG0> so <ARG1>roads closed</ARG1> .'],1\n")
	rows, err := readCausal(path)
	if err != nil || len(rows) != 2 || !rows[0].causal || rows[1].causal {
		t.Fatalf("got %+v, %v", rows, err)
	}
	if len(rows[0].pairs) != 1 || rows[0].text != "Rain fell so roads closed." {
		t.Errorf("got %+v", rows[0])
	}
	write("train_subtask1.csv", "index,text,label\na,Rain,maybe\n")
	if _, err := readCausal(path); casus.KindOf(err) != casus.Invalid {
		t.Errorf("a label that is none gives %v", err)
	}
}
