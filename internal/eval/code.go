package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	"github.com/casus-project/casus"
)

// Coder codes one document: every mention, also those that did not happen, in any order.
type Coder func(doc *casus.Document) ([]casus.Mention, error)

// Quads says which quad class an event type has, 0 for an unknown one.
type Quads func(casus.Code) int

// CodeOptions says what to score and where to write each prediction.
type CodeOptions struct {
	Part string    // "rules", "check" or "" for all rows
	Out  io.Writer // one JSON object {id, gold, pred} a line; nil for none
}

// codeRow is one row of a file of sentences with single labels, as in events/dev.jsonl.
type codeRow struct {
	ID        string   `json:"id"`
	Part      string   `json:"part"`
	Source    string   `json:"src"`
	Text      string   `json:"text"`
	EventType string   `json:"event_type"`
	Quad      int      `json:"quad"`
	Actor     []string `json:"actor"`
	Recipient []string `json:"recipient"`
	Class5    *int     `json:"class5"`
	Tokens    []string `json:"tokens"`
	Tags      []string `json:"tags"`
}

// yield is the label under which the sentence sets merge concessions and retreats, and yielding what it merges. They are
// part of that format, see docs/design.md, "How code is scored".
const yield = "YIELD"

var yielding = map[casus.Code]bool{"CONCEDE": true, "RETREAT": true}

// verbalRoots are the CAMEO roots of each of the five classes beyond 0.
var fiveClass = map[string]int{
	"03": 1, "04": 1, "05": 1, "06": 2, "07": 2, "08": 2, "09": 3, "10": 3, "11": 3, "12": 3, "13": 3, "16": 3,
	"14": 4, "15": 4, "17": 4, "18": 4, "19": 4, "20": 4,
}

// Code scores coding on single-label sentences: event type, quad class, five classes, roles and false events.
func Code(code Coder, quads Quads, path string, o CodeOptions) (Result, error) {
	rows, err := readCodeRows(path, o.Part)
	if err != nil {
		return Result{}, err
	}
	s := newCodeScores()
	for i := range rows {
		r := &rows[i]
		doc := &casus.Document{ID: casus.DocID(r.ID), Text: r.text()}
		mentions, err := code(doc)
		if err != nil {
			return Result{}, fmt.Errorf("code %s: %w", r.ID, err)
		}
		if err := s.add(r, top(mentions), quads, o.Out); err != nil {
			return Result{}, err
		}
	}
	return Result{Task: "code", Data: path, N: len(rows), Scores: s.scores()}, nil
}

func readCodeRows(path, part string) ([]codeRow, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read sentences: %w", err)
	}
	defer f.Close()
	var rows []codeRow
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for line := 1; sc.Scan(); line++ {
		var r codeRow
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, line, err)
		}
		if part == "" || r.Part == part {
			rows = append(rows, r)
		}
	}
	return rows, sc.Err()
}

// text is the row's sentence; rows with tokens only are joined as English is written.
func (r *codeRow) text() string {
	if r.Text != "" {
		return r.Text
	}
	var b strings.Builder
	for i, tok := range r.Tokens {
		if i > 0 && !strings.Contains(".,;:?!)'%", tok[:1]) && !strings.HasSuffix(r.Tokens[i-1], "(") && tok != "n't" {
			b.WriteByte(' ')
		}
		b.WriteString(tok)
	}
	return b.String()
}

// top is the mention that counts on a sentence with one label: the surest of those not hypothetical, nil for none.
func top(mentions []casus.Mention) *casus.Mention {
	var best *casus.Mention
	for i := range mentions {
		m := &mentions[i]
		if m.Modality == casus.Hypothetical {
			continue
		}
		if best == nil || m.Confidence > best.Confidence {
			best = m
		}
	}
	return best
}

// codeScores gathers the counts of a run over single-label sentences.
type codeScores struct {
	root, quad, five confusion
	roles            roleCounts
	zeros, falses    int
}

func newCodeScores() *codeScores {
	return &codeScores{root: confusion{}, quad: confusion{}, five: confusion{}}
}

// codeOut is one line of the predictions file.
type codeOut struct {
	ID   string `json:"id"`
	Gold any    `json:"gold"`
	Pred any    `json:"pred"`
}

func (s *codeScores) add(r *codeRow, m *casus.Mention, quads Quads, out io.Writer) error {
	pred := codePred{Root: "none", Quad: 0, Five: 0}
	if m != nil {
		pred.fill(m, quads)
	}
	gold := map[string]any{}
	if r.EventType != "" {
		s.root.add(r.EventType, pred.Root)
		s.quad.add(fmt.Sprint(r.Quad), fmt.Sprint(pred.Quad))
		gold["root"], gold["quad"] = r.EventType, r.Quad
	}
	if r.Class5 != nil {
		s.five.add(fmt.Sprint(*r.Class5), fmt.Sprint(pred.Five))
		gold["five"] = *r.Class5
		if *r.Class5 == 0 {
			s.zeros++
			if pred.Five > 0 {
				s.falses++
			}
		}
	}
	goldRoles := r.roles()
	if len(goldRoles) > 0 {
		s.roles.add(goldRoles, rolesOf(m))
		gold["roles"] = goldRoles
	}
	if out == nil {
		return nil
	}
	line, err := json.Marshal(codeOut{ID: r.ID, Gold: gold, Pred: pred})
	if err != nil {
		return err
	}
	_, err = out.Write(append(line, '\n'))
	return err
}

// codePred is what was predicted for one sentence.
type codePred struct {
	Root       string     `json:"root"`
	Quad       int        `json:"quad"`
	Five       int        `json:"five"`
	Roles      []roleSpan `json:"roles,omitempty"`
	Trigger    string     `json:"trigger,omitempty"`
	CAMEO      string     `json:"cameo,omitempty"`
	Rule       string     `json:"rule,omitempty"`
	Confidence float64    `json:"confidence,omitempty"`
}

func (p *codePred) fill(m *casus.Mention, quads Quads) {
	p.Root, p.Quad = string(m.Type), quads(m.Type)
	if yielding[m.Type] {
		p.Root, p.Quad = yield, 2
	}
	p.Five = fiveClass[m.CAMEORoot()]
	p.Roles, p.Trigger, p.CAMEO, p.Rule, p.Confidence = rolesOf(m), m.TriggerText, m.CAMEO, m.Rule, m.Confidence
}

func (s *codeScores) scores() map[string]float64 {
	out := map[string]float64{}
	if len(s.root) > 0 {
		out["root_macro_f1"], out["quad_macro_f1"] = s.root.macro(), s.quad.macro()
		for label, f := range s.root.perLabel() {
			out["root_f1_"+label] = f
		}
	}
	if len(s.five) > 0 {
		out["five_macro_f1"] = s.five.macro()
		out["false_events"] = ratio(s.falses, s.zeros)
	}
	if s.roles.gold > 0 {
		out["role_f1"] = s.roles.f1()
		out["role_p"], out["role_r"] = ratio(s.roles.hits, s.roles.pred), ratio(s.roles.hits, s.roles.gold)
	}
	return out
}

// ratio is a/b, 0 where b is.
func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// confusion counts predictions by gold label.
type confusion map[string]map[string]int

func (c confusion) add(gold, pred string) {
	if c[gold] == nil {
		c[gold] = map[string]int{}
	}
	c[gold][pred]++
}

// perLabel is the F1 of each gold label.
func (c confusion) perLabel() map[string]float64 {
	predicted, right, total := map[string]int{}, map[string]int{}, map[string]int{}
	for g, preds := range c {
		for p, n := range preds {
			predicted[p] += n
			total[g] += n
			if p == g {
				right[g] += n
			}
		}
	}
	out := map[string]float64{}
	for g := range c {
		out[g] = ratio(2*right[g], predicted[g]+total[g])
	}
	return out
}

// macro is the mean F1 over the gold labels.
func (c confusion) macro() float64 {
	per := c.perLabel()
	labels := make([]string, 0, len(per))
	for l := range per {
		labels = append(labels, l)
	}
	sort.Strings(labels)
	sum := 0.0
	for _, l := range labels {
		sum += per[l]
	}
	if len(labels) == 0 {
		return 0
	}
	return sum / float64(len(labels))
}
