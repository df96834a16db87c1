package gold

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/casus-project/casus"
)

const small = `{"kind":"report","id":"r1","cluster":"c","outlet":"Quay Ledger","published":"2026-01-04T09:00:00Z","title":"T","style":"wire","country":"VEN","political":true,"origin":"own","paragraphs":[["“Rebels” shelled the town, the army said.","The army shelled it too."],["Nobody was hurt."]]}
{"kind":"mention","id":"m1","doc":"r1","s":1,"t":"shelled","type":"ASSAULT","modes":["heavy-weapons"],"actors":[{"q":"Rebels","x":"REB"}],"recipients":[{"q":"the town"}],"com":"attributed","by":{"q":"the army","x":"MIL","cue":"said"},"event":"e1"}
{"kind":"mention","id":"m2","doc":"r1","s":2,"t":"shelled","type":"ASSAULT","actors":[{"q":"The army","x":"MIL"}],"event":"e2"}
{"kind":"figure","doc":"r1","s":3,"q":"Nobody","value":0,"counted":"wounded","event":"e2"}
{"kind":"link","doc":"r1","s":2,"q":"too","type":"after","from":"m2","to":"m1"}
{"kind":"event","id":"e1"}
{"kind":"event","id":"e2"}
`

// words is a vocabulary of three words.
type vocab struct{}

func (vocab) Mode(t casus.Code, m string) bool {
	return t == "ASSAULT" && (m == "" || m == "heavy-weapons")
}
func (vocab) CAMEO(code string) bool     { return code == "190" }
func (vocab) Sector(s casus.Sector) bool { return s == "REB" || s == "MIL" }

func TestParse(t *testing.T) {
	c, err := Parse("c.jsonl", []byte(small))
	if err != nil {
		t.Fatal(err)
	}
	r := c.Reports[0]
	if want := "“Rebels” shelled the town, the army said. The army shelled it too.\n\nNobody was hurt."; r.Text != want {
		t.Errorf("text %q", r.Text)
	}
	for i, want := range []string{"shelled", "shelled", "Nobody", "too"} {
		if got := c.Rows[i].Span.Of(r.Text); got != want {
			t.Errorf("row %d quotes %q, want %q", i, got, want)
		}
	}
	if got := c.Rows[0].Actors[0].Span.Of(r.Text); got != "Rebels" {
		t.Errorf("actor inside quotation marks: %q", got)
	}
	if c.Rows[0].Span == c.Rows[1].Span {
		t.Error("the second mention should be found in its own sentence")
	}
	if got := c.Rows[0].By.CueSpan.Of(r.Text); got != "said" {
		t.Errorf("cue %q", got)
	}
	counts, err := Check([]*Cluster{c}, vocab{})
	if err != nil || counts.Sentences != 3 || counts.Types["ASSAULT"] != 2 {
		t.Errorf("counts %+v, error %v", counts, err)
	}
}

func TestErrorsNameTheLine(t *testing.T) {
	for _, c := range []struct{ name, old, changed, want string }{
		{"quote_not_there", `"t":"shelled","type":"ASSAULT","modes"`, `"t":"bombed","type":"ASSAULT","modes"`, "c.jsonl:2: sentence 1 of r1 does not contain \"bombed\""},
		{"part_of_a_word", `"q":"too"`, `"q":"to"`, "c.jsonl:5: sentence 2 of r1 does not contain \"to\""},
		{"unknown_field", `"counted"`, `"conted"`, `c.jsonl:4: json: unknown field "conted"`},
		{"no_such_report", `"doc":"r1","s":3`, `"doc":"r9","s":3`, `c.jsonl:4: figure row: no report "r9"`},
		{"unknown_type", `"type":"ASSAULT","modes"`, `"type":"ASAULT","modes"`, `c.jsonl:2: unknown event type "ASAULT"`},
		{"unknown_sector", `"x":"REB"`, `"x":"RBL"`, `c.jsonl:2: unknown sector "RBL" of "Rebels"`},
		{"link_to_nothing", `"to":"m1"`, `"to":"m7"`, `c.jsonl:5: link: no row "m7"`},
		{"event_of_nothing", `"event":"e2"}` + "\n" + `{"kind":"figure"`, `"event":"e3"}` + "\n" + `{"kind":"figure"`, `c.jsonl:3: mention: no event "e3"`},
		{"bad_axis", `"com":"attributed"`, `"com":"sure"`, `c.jsonl:2: com: "sure" is none of`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(small, c.old) {
				t.Fatalf("the case changes nothing: %s", c.old)
			}
			cluster, err := Parse("c.jsonl", []byte(strings.Replace(small, c.old, c.changed, 1)))
			if err == nil {
				_, err = Check([]*Cluster{cluster}, vocab{})
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

func TestRepeatsAcrossParts(t *testing.T) {
	dir := t.TempDir()
	for _, part := range []string{"open", "check"} {
		if err := os.MkdirAll(filepath.Join(dir, part), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, part, "c.jsonl"), []byte(small), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	clusters, err := Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = Check(clusters, vocab{}); err == nil || !strings.Contains(err.Error(), "stands in part open too") {
		t.Errorf("a sentence in two parts should be refused: %v", err)
	}
}

// TestLessonsStandAlone holds that the reports of one file of lessons are clusters of their own, each with its rows.
func TestLessonsStandAlone(t *testing.T) {
	file := `{"kind":"report","id":"l1","cluster":"l1","outlet":"Fenlow Post","published":"2014-03-05T12:00:00Z","title":"","style":"wire","country":"USA","topic":"courts","political":true,"origin":"own","paragraphs":[["A judge jailed two clerks."]]}
{"kind":"mention","id":"l1.1","doc":"l1","s":1,"t":"jailed","type":"COERCE"}
{"kind":"report","id":"l2","cluster":"l2","outlet":"Fenlow Post","published":"2014-03-06T12:00:00Z","title":"","style":"wire","country":"USA","topic":"sport","political":false,"origin":"own","paragraphs":[["The Rovers held on."]]}
`
	got, err := Read(fstest.MapFS{"lessons/a.jsonl": {Data: []byte(file)}}, Lessons)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || len(got[0].Rows) != 1 || len(got[1].Rows) != 0 || got[1].Reports[0].ID != "l2" || got[1].Part != Lessons {
		t.Errorf("clusters %+v", got)
	}
}
