// Package saying finds who says what: direct, indirect and mixed speech, beliefs and intentions that the text reports,
// "according to", passives, nominal cues, adverbs such as "reportedly", headlines and dialogue.
//
// An analysed text comes in, acts of saying go out, in the order of their cues and as ranges of tokens. What opens an
// act is a table (data/lexicon/en/saying-cues.tsv); how its content and speaker are found is grammar. The package
// refuses to say who a speaker is, and it never makes a speaker up: nobody named is nobody.
package saying

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/ling"
)

// Act is one act of saying, as half-open ranges of tokens. Content that comes in several pieces (a quotation that goes
// on after "she said") gives one Act a piece, all with the same cue and speaker; the later ones have Part set.
type Act struct {
	SpeakerFirst, SpeakerLast int // −1, −1 where nobody is named
	CueFirst, CueLast         int
	CueHead                   int // the word of the cue that opens the act
	ContentFirst, ContentLast int
	Stance                    casus.Stance
	Direct                    bool // whether the piece stands in quotation marks
	Quoted                    bool // whether the cue itself stands inside a quotation: somebody says that somebody says
	// Presumed is true where the content is a thing spoken about, not a thing claimed: in "condemned the capture" the
	// outlet itself vouches for the capture.
	Presumed bool
	Outer    int    // index of the act in whose content this one stands, −1 for none
	Part     int    // index of the first act of which this one is a further piece, −1 for a first piece
	Rule     string // part of speech of the cue, frame and form: "verb that", "noun p:of"
}

// Options change what is found. The zero value finds everything.
type Options struct {
	// SpokenOnly leaves out beliefs and intentions.
	SpokenOnly bool
}

// Finder finds acts of saying. It is read-only and safe for concurrent use.
type Finder struct {
	lex  *lexicon
	opts Options
}

// Open makes a Finder from the embedded table of cues.
func Open(o Options) (*Finder, error) {
	lex, err := loadLexicon(data.FS)
	if err != nil {
		return nil, err
	}
	return &Finder{lex: lex, opts: o}, nil
}

// New is Open for the embedded table, which tests hold to be sound; it panics where it is not.
func New(o Options) *Finder {
	f, err := Open(o)
	if err != nil {
		panic(err)
	}
	return f
}

// Find lists the acts of saying of t in the order of their cues.
func (f *Finder) Find(t *ling.Text) []Act {
	p := &page{t: t, lex: f.lex, quotes: findQuotes(t)}
	p.headings()
	for i := range t.Tokens {
		p.token(i)
	}
	p.speech()
	acts := p.settle()
	if !f.opts.SpokenOnly {
		return acts
	}
	return spoken(acts)
}

// spoken leaves out acts of believing and what stands in them is unchanged.
func spoken(acts []Act) []Act {
	at := make([]int, len(acts))
	var out []Act
	for i, a := range acts {
		at[i] = -1
		if a.Stance != casus.StanceBelieve {
			at[i] = len(out)
			out = append(out, a)
		}
	}
	for i := range out {
		if out[i].Outer >= 0 {
			out[i].Outer = at[out[i].Outer]
		}
		if out[i].Part >= 0 {
			out[i].Part = at[out[i].Part]
		}
	}
	return out
}

// page is one text while its acts are found.
type page struct {
	t      *ling.Text
	lex    *lexicon
	quotes []stretch
	drafts []draft
	owners []int       // per quotation, the draft in whose content it stands, −1 for none
	byHead map[int]int // the first draft on a token
	ahead  []spelt     // the tokens behind the verb that is looked at
	begins []int       // the rows of phrases that may begin there
}

// draft is an act with its content in pieces.
type draft struct {
	head     int // the word that opens it
	cue      run
	speaker  run // empty for nobody
	parts    []run
	stance   casus.Stance
	presumed bool
	tag      bool // whether it is a reporting tag
	quoting  bool // whether the cue can introduce direct speech
	rule     string
}

// token tries every kind of cue on token i.
func (p *page) token(i int) {
	tok := &p.t.Tokens[i]
	var d *draft
	if tok.Rel == ling.Case || tok.Rel == ling.Mark {
		d = p.preposition(i)
	}
	switch tok.UPOS {
	case ling.VERB, ling.AUX:
		if d == nil {
			d = p.phrased(i)
		}
		if d == nil {
			d = p.verb(i)
		}
	case ling.NOUN:
		d = p.noun(i)
	case ling.ADJ:
		d = p.adjective(i)
	case ling.ADV:
		d = p.adverb(i)
	}
	if d == nil {
		return
	}
	d.head = i
	p.drafts = append(p.drafts, *d)
}
