package eval

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/saying"
	"github.com/casus-project/casus/internal/ling"
)

// SayingTask is what Saying needs: who analyses the texts, who finds the sayings, and which articles to score.
type SayingTask struct {
	Analyser ling.Analyser
	Finder   *saying.Finder
	Keep     func(name string) bool // nil for all; a split of one's own
	Out      io.Writer              // nil for no rows
}

// Attribution is one attribution as spans of bytes: who, by which words, what.
type Attribution struct {
	Source  []casus.Span `json:"source"`
	Cue     []casus.Span `json:"cue"`
	Content []casus.Span `json:"content"`
	Rule    string       `json:"rule,omitempty"` // how casus found it; gold has none
}

// Saying scores who says what on a PolNeAR folder: one that holds text/ and attributions/, or whose sub-folders do.
// An article that several people annotated is scored against the first of them by file name. As that corpus has it,
// attributions do not nest: what stands in the content of another is left out. cue_f1 counts cues that overlap one to
// one; source_f1 and content_f1 compare the label of each token (words and punctuation marks); all are micro-averaged.
func Saying(dir string, task SayingTask) (Result, error) {
	files, err := polnearFiles(dir)
	if err != nil {
		return Result{}, err
	}
	var cues, sources, contents, cueTokens tally
	n := 0
	for _, f := range files {
		if task.Keep != nil && !task.Keep(f.name) {
			continue
		}
		text, gold, err := f.read()
		if err != nil {
			return Result{}, err
		}
		pred, err := task.predict(f.name, text)
		if err != nil {
			return Result{}, err
		}
		n++
		cues.add(matchCues(gold, pred))
		tokens := wordsAndMarks.FindAllStringIndex(text, -1)
		g, p := labels(tokens, gold), labels(tokens, pred)
		for i := range tokens {
			cueTokens.count(g[i] == 'q', p[i] == 'q')
			sources.count(g[i] == 's', p[i] == 's')
			contents.count(g[i] == 'c', p[i] == 'c')
		}
		if err := writeRow(task.Out, f.name, gold, pred); err != nil {
			return Result{}, err
		}
	}
	s := map[string]float64{"cue_token_f1": cueTokens.f1()}
	for _, part := range []struct {
		name string
		t    *tally
	}{{"cue", &cues}, {"source", &sources}, {"content", &contents}} {
		s[part.name+"_p"], s[part.name+"_r"], s[part.name+"_f1"] = part.t.p(), part.t.r(), part.t.f1()
	}
	return Result{Task: "saying", Data: dir, N: n, Scores: s}, nil
}

// predict finds the outermost sayings of a text.
func (task *SayingTask) predict(name, text string) ([]Attribution, error) {
	t, err := task.Analyser.Analyse(&casus.Document{ID: casus.DocID(name), Text: text, Lang: "en"})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	acts := task.Finder.Find(t)
	var out []Attribution
	at := map[int]int{}
	for i, a := range acts {
		content := t.SpanOf(a.ContentFirst, a.ContentLast)
		if a.Part >= 0 {
			if k, ok := at[a.Part]; ok {
				out[k].Content = append(out[k].Content, content)
			}
			continue
		}
		if a.Outer >= 0 || a.Quoted {
			continue
		}
		at[i] = len(out)
		attr := Attribution{Cue: []casus.Span{t.SpanOf(a.CueFirst, a.CueLast)}, Content: []casus.Span{content}, Rule: a.Rule}
		if a.SpeakerFirst >= 0 {
			attr.Source = []casus.Span{t.SpanOf(a.SpeakerFirst, sourceEnd(t, a))}
		}
		out = append(out, attr)
	}
	return out, nil
}

// sourceEnd is where the corpus ends the source of an act: behind the comma that closes what is said of the speaker
// ("Ann Poe, a teacher, said"), and behind a possessive ("the mayor's claim").
func sourceEnd(t *ling.Text, a saying.Act) int {
	end := a.SpeakerLast
	if end >= a.CueFirst {
		return end
	}
	if t.Tokens[end].XPOS == ling.POSS {
		return end + 1
	}
	if t.Word(end) == "," {
		for k := a.SpeakerFirst + 1; k < end; k++ {
			if t.Word(k) == "," {
				return end + 1
			}
		}
	}
	return end
}

// wordsAndMarks finds words, numbers and single punctuation marks.
var wordsAndMarks = regexp.MustCompile(`[\pL\pN]+|[^\s\pL\pN]`)

// labels gives each token the label of the part it stands in: cue, source, content, or 0. Cues win over sources, and
// these over contents.
func labels(tokens [][]int, all []Attribution) []byte {
	out := make([]byte, len(tokens))
	mark := func(spans []casus.Span, label byte) {
		for _, s := range spans {
			i, _ := slices.BinarySearchFunc(tokens, s.Start, func(t []int, start int) int { return cmp.Compare(t[1], start+1) })
			for ; i < len(tokens) && tokens[i][0] < s.End; i++ {
				out[i] = label
			}
		}
	}
	for _, a := range all {
		mark(a.Content, 'c')
	}
	for _, a := range all {
		mark(a.Source, 's')
	}
	for _, a := range all {
		mark(a.Cue, 'q')
	}
	return out
}

// matchCues pairs cues that overlap, one to one in order of the text.
func matchCues(gold, pred []Attribution) tally {
	byCue := func(a, b Attribution) int { return cmp.Compare(a.Cue[0].Start, b.Cue[0].Start) }
	gold, pred = slices.Clone(gold), slices.Clone(pred)
	slices.SortStableFunc(gold, byCue)
	slices.SortStableFunc(pred, byCue)
	t := tally{gold: len(gold), pred: len(pred)}
	for i, k := 0, 0; i < len(gold) && k < len(pred); {
		switch g, p := gold[i].Cue[0], pred[k].Cue[0]; {
		case g.Overlaps(p):
			t.both++
			i++
			k++
		case g.Start < p.Start:
			i++
		default:
			k++
		}
	}
	return t
}

// tally counts what is in the gold, in the prediction and in both.
type tally struct{ both, gold, pred int }

func (t *tally) add(o tally) { t.both, t.gold, t.pred = t.both+o.both, t.gold+o.gold, t.pred+o.pred }

func (t *tally) count(gold, pred bool) {
	if gold {
		t.gold++
	}
	if pred {
		t.pred++
	}
	if gold && pred {
		t.both++
	}
}

func (t *tally) p() float64  { return ratio(t.both, t.pred) }
func (t *tally) r() float64  { return ratio(t.both, t.gold) }
func (t *tally) f1() float64 { return ratio(2*t.both, t.gold+t.pred) }

// writeRow writes one prediction beside its gold, where rows are wanted.
func writeRow(w io.Writer, id string, gold, pred any) error {
	if w == nil {
		return nil
	}
	row := struct {
		ID   string `json:"id"`
		Gold any    `json:"gold"`
		Pred any    `json:"pred"`
	}{id, gold, pred}
	if err := json.NewEncoder(w).Encode(row); err != nil {
		return fmt.Errorf("write predictions: %w", err)
	}
	return nil
}

// polnearFile is one article and the annotation it is scored against.
type polnearFile struct{ name, text, ann string }

// polnearFiles lists the articles of a folder by name.
func polnearFiles(dir string) ([]polnearFile, error) {
	var out []polnearFile
	for _, sub := range []string{"", "train", "dev", "test"} {
		texts, err := filepath.Glob(filepath.Join(dir, sub, "text", "*.txt"))
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", dir, err)
		}
		for _, text := range texts {
			name := strings.TrimSuffix(filepath.Base(text), ".txt")
			anns, err := filepath.Glob(filepath.Join(dir, sub, "attributions", name+"_*.ann"))
			if err != nil || len(anns) == 0 {
				continue
			}
			slices.Sort(anns)
			out = append(out, polnearFile{name, text, anns[0]})
		}
		if sub == "" && len(out) > 0 {
			break
		}
	}
	if len(out) == 0 {
		return nil, casus.Errorf(casus.NotFound, "%s: no text/*.txt with attributions/*.ann", dir)
	}
	return out, nil
}

// read is the text and its gold attributions.
func (f *polnearFile) read() (string, []Attribution, error) {
	raw, err := os.ReadFile(f.text)
	if err != nil {
		return "", nil, fmt.Errorf("read article: %w", err)
	}
	ann, err := os.ReadFile(f.ann)
	if err != nil {
		return "", nil, fmt.Errorf("read annotation: %w", err)
	}
	text := strings.ToValidUTF8(string(raw), "\ufffd")
	gold, err := readStandoff(f.ann, string(ann), text)
	return text, gold, err
}
