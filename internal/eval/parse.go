package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/conllu"
)

// ParseOptions name the data and the engine.
type ParseOptions struct {
	Paths    []string // CoNLL-U files or folders of them
	Analyser ling.GivenAnalyser
	Out      io.Writer // each word beside its gold as JSON Lines; nil for none
	Upper    bool      // put the text into capitals first, to see how tags degrade
}

// parseCounts are what the scores are made of.
type parseCounts struct {
	words, upos, xpos, lemma, uas, las int // on gold tokens
	gold, system, rawUAS, rawLAS       int // words, from raw text
	word, token, sent                  parseOverlap
}

// parseOverlap counts spans.
type parseOverlap struct{ hit, gold, system int }

func (o parseOverlap) f1() float64 { return parsePercent(2*o.hit, o.gold+o.system) }

func parsePercent(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return 100 * float64(a) / float64(b)
}

// Parse scores tagging, lemmas and trees on CoNLL-U files: on their own tokens, and from raw text rebuilt from them. It
// counts as the CoNLL 2018 shared task did: relations without subtypes, F1 over words aligned by their characters. All
// scores are percentages.
func Parse(o ParseOptions) (Result, error) {
	var n parseCounts
	files, err := parseFiles(o.Paths, ".conllu")
	if err != nil {
		return Result{}, fmt.Errorf("score parsing: %w", err)
	}
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			return Result{}, fmt.Errorf("score parsing: %w", err)
		}
		docs, err := conllu.Read(filepath.Base(path), f)
		f.Close()
		if err != nil {
			return Result{}, fmt.Errorf("score parsing: %w", err)
		}
		for _, d := range docs {
			if o.Upper {
				parseUpper(d.Text)
			}
			if err := n.document(&o, d); err != nil {
				return Result{}, fmt.Errorf("score parsing %s: %w", path, err)
			}
		}
	}
	return Result{Task: "parse", Data: strings.Join(o.Paths, " "), N: n.words, Scores: n.scores()}, nil
}

func (n *parseCounts) scores() map[string]float64 {
	return map[string]float64{
		"upos": parsePercent(n.upos, n.words), "xpos": parsePercent(n.xpos, n.words), "lemma": parsePercent(n.lemma, n.words),
		"uas": parsePercent(n.uas, n.words), "las": parsePercent(n.las, n.words),
		"uas_raw": parsePercent(2*n.rawUAS, n.gold+n.system), "las_raw": parsePercent(2*n.rawLAS, n.gold+n.system),
		"sent_f1": n.sent.f1(), "token_f1": n.token.f1(), "word_f1": n.word.f1(),
	}
}

// parseFiles lists the files of the paths in order, folders searched for names that end in ext.
func parseFiles(paths []string, ext string) ([]string, error) {
	var out []string
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			out = append(out, p)
			continue
		}
		err = filepath.WalkDir(p, func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(path, ext) {
				out = append(out, path)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// parseUpper puts a document into capitals where that does not move bytes.
func parseUpper(t *ling.Text) {
	up := func(s string) string {
		if u := strings.ToUpper(s); len(u) == len(s) {
			return u
		}
		return s
	}
	t.Doc.Text = up(t.Doc.Text)
	for i := range t.Tokens {
		t.Tokens[i].Form = up(t.Tokens[i].Form)
	}
}

func (n *parseCounts) document(o *ParseOptions, d *conllu.Doc) error {
	gold := d.Text
	given := &ling.Text{Doc: gold.Doc, Lang: gold.Lang, Sents: append([]ling.Sentence(nil), gold.Sents...)}
	for _, t := range gold.Tokens {
		given.Tokens = append(given.Tokens, ling.Token{
			Span: t.Span, Form: t.Form, Part: t.Part, Parts: t.Parts, SpaceAfter: t.SpaceAfter, Head: -1,
		})
	}
	if err := o.Analyser.AnalyseGiven(given); err != nil {
		return err
	}
	n.given(gold, given)
	raw, err := o.Analyser.Analyse(&casus.Document{ID: casus.DocID(d.ID), Text: gold.Doc.Text, Lang: "en"})
	if err != nil {
		return err
	}
	n.raw(gold, raw)
	if o.Out == nil {
		return nil
	}
	return writeParse(o.Out, d.ID, gold, given)
}

func (n *parseCounts) given(gold, given *ling.Text) {
	for i := range gold.Tokens {
		g, s := &gold.Tokens[i], &given.Tokens[i]
		n.words++
		n.upos += parseHit(g.UPOS == s.UPOS)
		n.xpos += parseHit(g.XPOS == s.XPOS)
		n.lemma += parseHit(g.Lemma == "" || g.Lemma == s.Lemma)
		if g.Head == s.Head {
			n.uas++
			n.las += parseHit(g.Rel.Base() == s.Rel.Base())
		}
	}
}

func parseHit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// raw aligns words by their spans; a word without partner is wrong.
func (n *parseCounts) raw(gold, raw *ling.Text) {
	n.gold += len(gold.Tokens)
	n.system += len(raw.Tokens)
	at := make(map[casus.Span]int, len(raw.Tokens))
	for i := range raw.Tokens {
		at[raw.Tokens[i].Span] = i
	}
	partner := make([]int, len(gold.Tokens))
	for i := range gold.Tokens {
		partner[i] = -1
		if k, ok := at[gold.Tokens[i].Span]; ok {
			partner[i] = k
			n.word.hit++
		}
	}
	n.word.gold, n.word.system = n.gold, n.system
	for i, k := range partner {
		if k < 0 {
			continue
		}
		g, s := &gold.Tokens[i], &raw.Tokens[k]
		same := g.Head < 0 && s.Head < 0 || g.Head >= 0 && s.Head >= 0 && partner[g.Head] == int(s.Head)
		n.rawUAS += parseHit(same)
		n.rawLAS += parseHit(same && g.Rel.Base() == s.Rel.Base())
	}
	n.token.spans(surfaces(gold), surfaces(raw))
	n.sent.spans(sentenceSpans(gold), sentenceSpans(raw))
}

func (o *parseOverlap) spans(gold, system []casus.Span) {
	o.gold += len(gold)
	o.system += len(system)
	in := make(map[casus.Span]bool, len(gold))
	for _, s := range gold {
		in[s] = true
	}
	for _, s := range system {
		o.hit += parseHit(in[s])
	}
}

func sentenceSpans(t *ling.Text) []casus.Span {
	out := make([]casus.Span, len(t.Sents))
	for i, s := range t.Sents {
		out[i] = s.Span
	}
	return out
}

// surfaces are the spans of surface tokens: multiword tokens whole.
func surfaces(t *ling.Text) []casus.Span {
	var out []casus.Span
	for i := 0; i < len(t.Tokens); {
		last := min(len(t.Tokens), i+max(1, int(t.Tokens[i].Parts)))
		out = append(out, t.SpanOf(i, last))
		i = last
	}
	return out
}

func writeParse(w io.Writer, id string, gold, given *ling.Text) error {
	type word struct {
		UPOS  string `json:"upos"`
		Lemma string `json:"lemma"`
		Head  int    `json:"head"`
		Rel   string `json:"deprel"`
	}
	enc := json.NewEncoder(w)
	of := func(t *ling.Text, i int) word {
		k := &t.Tokens[i]
		return word{k.UPOS.String(), k.Lemma, int(k.Head), k.Rel.String()}
	}
	for i := range gold.Tokens {
		row := struct {
			ID   string `json:"id"`
			At   int    `json:"token"`
			Form string `json:"form"`
			Gold word   `json:"gold"`
			Pred word   `json:"pred"`
		}{id, i, gold.Tokens[i].Form, of(gold, i), of(given, i)}
		if err := enc.Encode(row); err != nil {
			return fmt.Errorf("write predictions: %w", err)
		}
	}
	return nil
}
