package what

import (
	"io/fs"
	"sort"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ontology"
)

// effect is what a governing word does to the event below it.
type effect struct {
	name     string
	light    bool   // the governor only carries the event: its subject is the event's
	victim   bool   // the governor's subject is who it happens to
	change   string // a change of the ontology: "ended"
	speech   bool   // CAMEO codes the statement, not what it is about: "claimed that they had attacked" is 015
	absorb   bool   // the event is told by the governor's own event and not reported beside it
	modality casus.Modality
	polarity casus.Polarity
	commit   casus.Commitment
	back     casus.Background
	denies   bool    // a source says that it is not so: a negative statement of the source's, told once however many words tell it
	damp     float64 // factor on the confidence; 0 is 1
}

var effects = map[string]effect{
	"light":        {light: true},
	"victim":       {victim: true},
	"end":          {light: true, change: "ended"},
	"planned":      {modality: casus.Planned},
	"lightplanned": {light: true, modality: casus.Planned},
	"absorb":       {modality: casus.Planned, absorb: true},
	"negative":     {polarity: casus.Negative},
	"lightneg":     {light: true, polarity: casus.Negative},
	"forecast":     {modality: casus.Foreseen},
	"predicted":    {modality: casus.Foreseen, commit: casus.Attributed},
	"hypothetical": {modality: casus.Hypothetical},
	"requested":    {modality: casus.Requested},
	"wanted":       {modality: casus.Hypothetical}, // requested where somebody else is to do it
	"alleged":      {commit: casus.Alleged},
	"attributed":   {commit: casus.Attributed},
	"denied":       {commit: casus.Attributed, polarity: casus.Negative, denies: true},
	"threatened":   {modality: casus.Hypothetical, commit: casus.Attributed},
	"historical":   {back: casus.Historical},
	"comment":      {damp: 0.45},
	"claimed":      {commit: casus.Attributed, speech: true},
	"denial":       {commit: casus.Attributed, polarity: casus.Negative, denies: true, damp: 0.45, speech: true},
	"none":         {},
	"would":        {},
	"maybe":        {modality: casus.Hypothetical},
}

func parseEffect(r ontology.Row, name string) (*effect, error) {
	e, ok := effects[name]
	if !ok {
		return nil, r.Errorf("unknown effect %q%s", name, ontology.Suggest(name, effectNames()))
	}
	e.name = name
	return &e, nil
}

func effectNames() []string {
	names := make([]string, 0, len(effects))
	for n := range effects {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// operator is a word that is no event itself and changes or carries the event in one of its slots.
type operator struct {
	name  string
	pos   pos
	after []string // particles
	slots []slot
	words []string // of the slot's filler; nil is any
	not   classSet // classes that the filler must not have
	class classSet // and one it must have; 0 is any
	effect
}

// rank orders the operators of one word: the more they ask for, the earlier they are tried.
func (o *operator) rank() int {
	n := len(o.after)
	if o.words != nil || o.class != 0 {
		n += 2
	}
	return n
}

// loadEmbedding reads which effect a frame of each type has on what is embedded in it.
func (x *lexicon) loadEmbedding(fsys fs.FS, o *ontology.Ontology) error {
	rows, err := ontology.ReadTable(fsys, dir+"/embedding.tsv", 2)
	if err != nil {
		return err
	}
	for _, r := range rows {
		code := casus.Code(r.Cells[0])
		if code != "-" {
			if err := o.CheckType(r, code); err != nil {
				return err
			}
		} else {
			code = ""
		}
		if x.embedding[code], err = parseEffect(r, r.Cells[1]); err != nil {
			return err
		}
	}
	return nil
}

// loadOperators reads operators.tsv: words, slots, effect. A word with the prefix "n:" is a noun, with "a:" an adjective.
func (x *lexicon) loadOperators(fsys fs.FS) error {
	rows, err := ontology.ReadTable(fsys, dir+"/operators.tsv", 3)
	if err != nil {
		return err
	}
	for _, r := range rows {
		e, err := parseEffect(r, r.Cells[2])
		if err != nil {
			return err
		}
		it, err := parseItem(r, r.Cells[1], x.classes)
		if err != nil {
			return err
		}
		for _, w := range splitList(r.Cells[0]) {
			op := &operator{slots: it.slots, words: it.words, not: it.not, class: it.class, effect: *e}
			if n, ok := strings.CutPrefix(w, "n:"); ok {
				op.pos, w = noun, n
			} else if a, ok := strings.CutPrefix(w, "a:"); ok {
				op.pos, w = adjective, a
			}
			op.name = w
			words := strings.Fields(w)
			op.after = words[1:]
			x.operators[words[0]] = append(x.operators[words[0]], op)
		}
	}
	// Rows that name the filler or a particle come first.
	for _, ops := range x.operators {
		sort.SliceStable(ops, func(i, j int) bool { return ops[i].rank() > ops[j].rank() })
	}
	return nil
}

// cue is a word whose presence beside an event says something about it: "not", "will", "alleged".
type cue struct {
	kind string // aux, adv, mark, amod, det, case
	effect
}

// loadCues reads cues.tsv: kind, words, effect.
func (x *lexicon) loadCues(fsys fs.FS) error {
	rows, err := ontology.ReadTable(fsys, dir+"/cues.tsv", 3)
	if err != nil {
		return err
	}
	for _, r := range rows {
		e, err := parseEffect(r, r.Cells[2])
		if err != nil {
			return err
		}
		for _, w := range splitList(r.Cells[1]) {
			x.cues[w] = append(x.cues[w], cue{kind: r.Cells[0], effect: *e})
		}
	}
	return nil
}
