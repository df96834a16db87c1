// Package what finds the events that a text tells: which words carry them, of which type they are, who does what to whom,
// and what kind of statement each is. An analysed text (ling.Text) and hints from the sibling stages come in; candidates
// in token positions go out, each with the frame that fired and a confidence. The knowledge is data: frames, operators,
// cues and word classes under data/lexicon/en.
//
// The package refuses to guess: a sentence in which no frame matches has no event, there is no default type, and a frame
// whose constraints fail is reported by Explain as what came nearest. It resolves no names, times or places.
package what

import (
	"io/fs"
	"slices"
	"sync"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/extract/choice"
	"github.com/casus-project/casus/internal/extract/sense"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ontology"
	"github.com/casus-project/casus/models"
)

// Options of a Coder. The zero value is usable.
type Options struct {
	// Lexicon is the file system with the folder "lexicon/en"; nil is the embedded one.
	Lexicon fs.FS
	// Threshold is the confidence below which a candidate is dropped; 0 is DefaultThreshold, below 0 keeps all.
	Threshold float64
	// Decision weighs the candidates; nil is the shipped model.
	Decision *Decision
	// Sense is a second voice on the candidates; nil for none.
	Sense *sense.Model
	// RulesOnly leaves the decision to the weights of the frames.
	RulesOnly bool
	// Choices fills the options of candidates, to learn the choice of actors.
	Choices bool
}

// DefaultThreshold is the confidence below which candidates are not reported.
const DefaultThreshold = 0.34

// Coder finds events. It is read-only after New and safe for concurrent use.
type Coder struct {
	onto      *ontology.Ontology
	lex       *lexicon
	threshold float64
	decision  *Decision // nil: the rules decide
	casting   *choice.Table
	choices   bool
	sense     *sense.Model // nil for none
	readings  sync.Pool    // of *sense.Reading
}

// New loads and checks the lexicon against the ontology. Errors name file, line and the offending text.
func New(o *ontology.Ontology, opts Options) (*Coder, error) {
	fsys := opts.Lexicon
	if fsys == nil {
		fsys = data.FS
	}
	lex, err := loadLexicon(fsys, o)
	if err != nil {
		return nil, err
	}
	c := &Coder{onto: o, lex: lex, threshold: opts.Threshold, choices: opts.Choices, sense: opts.Sense}
	if c.casting, err = choice.Read(fsys, "lexicon/en/actor-choice.tsv"); err != nil {
		return nil, err
	}
	if opts.Threshold == 0 {
		c.threshold = DefaultThreshold
	}
	switch {
	case opts.RulesOnly, opts.Decision == nil && len(models.Decide) == 0:
	case opts.Decision != nil:
		c.decision = opts.Decision
	default:
		if c.decision, err = ReadDecision(models.Decide, models.DecideNet); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// Arg is a phrase that fills a role: tokens [First, Last) with the syntactic head Head. Role is "actor", "recipient",
// "with" (the other side of a reciprocal event), "where" or "theme".
type Arg struct {
	First, Last, Head int
	Role              string
	Likely            bool // chosen as the likeliest phrase of the sentence, where the rules see nobody
}

// Candidate is one event that the text tells, in token positions.
type Candidate struct {
	First, Last int // the trigger's words, from the first to the last: at most maxTrigger tokens
	Head        int // the word whose frame fired
	Clause      int // the verb that carries the event in its clause: Head, or its light verb
	Sentence    int

	Type     casus.Code
	Modes    []string
	CAMEO    string
	Contexts []string   // PLOVER contexts of the sentence in its document; shared between the events of one sentence
	Foreseen casus.Code // the type of what is agreed, promised or threatened

	Actors, Recipients []Arg
	Where, Theme       []Arg
	Inside             bool // told as the content of another event: what is demanded, denied or threatened
	Reciprocal         bool // all sides are actors ("talks with"); the second has the role "with"

	casus.Axes
	Evidence     []string // which cues decided the axes: "negative: not", "planned: will"
	Confidence   float64
	Salience     float64 // how far the sentence is about this event: the frame's weight, lowered for what is told aside
	Alternatives []casus.Alternative
	Rule         string

	Options []ActorOption // who may act where the rules see nobody; only where asked for

	deed int // 1 + the head of the deed whose result this is, 0 for none
}

// Saying is a speech act that a sibling stage found, in token ranges. Ranges are half-open; -1, -1 where there is none.
type Saying struct {
	SpeakerFirst, SpeakerLast int
	CueFirst, CueLast         int
	ContentFirst, ContentLast int
	Stance                    casus.Stance
	Direct                    bool
}

// Hints is what other stages know. The zero value is no hints.
type Hints struct {
	Sayings []Saying
	// Presumed are those whose content is spoken about and not claimed: "condemned the capture".
	Presumed []Saying
	// Kind says what the phrase of tokens [first, last) names: "state", "organ", "person", "group", "organisation",
	// "place", "generic", or "" when unknown. Nil is allowed.
	Kind func(first, last int) string
}

// insideFactor lowers the threshold for what is only talked about: the content of a demand or of a condition is of use to a
// reader and is never taken for something that happened.
const insideFactor = 0.4

// unrealFactor lowers it for what is said not to have happened and for what is predicted.
const unrealFactor = 0.65

// floor is the confidence below which the candidate is dropped.
func (c *Coder) floor(k *Candidate) float64 {
	if k.Modality == casus.Hypothetical || k.Inside && (k.Modality == casus.Requested || k.Polarity == casus.Negative && k.Commitment == casus.Attributed) {
		return c.threshold * insideFactor
	}
	if k.Polarity == casus.Negative || k.Modality == casus.Foreseen {
		return c.threshold * unrealFactor
	}
	return c.threshold
}

// Find lists the events of the text in order of their triggers. The result belongs to the caller.
func (c *Coder) Find(t *ling.Text, h Hints) []Candidate {
	var out []Candidate
	m := newMatcher(c, t, h)
	defer m.close()
	for s := range t.Sents {
		found := m.sentence(s)
		if m.decision != nil {
			chosen := m.decision.choose(m.decided)
			ruled := slices.Clone(chosen)
			for i := range chosen {
				m.cast(&chosen[i], ruled)
			}
			out = append(out, chosen...)
			continue
		}
		for _, k := range found {
			if k.Confidence >= c.floor(&k) {
				out = append(out, k)
			}
		}
	}
	return out
}
