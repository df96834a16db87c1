// Package ling holds what linguistic analysis says about a document: sentences, tokens, trees, entities and chains of
// coreference. A document comes in (through an Analyser), a Text goes out, and everything in it points back into
// Document.Text by byte offsets. The package refuses to know any one language: engines live in folders below it and are
// listed in ling/all.
//
// The annotation is Universal Dependencies (English Web Treebank and GUM conventions, UD 2.16), relations with their
// subtypes.
package ling

import "github.com/casus-project/casus"

// Text is the analysis of one document as flat arrays. It is read-only once an Analyser has returned it; all methods
// may then be called from several goroutines.
type Text struct {
	Doc      *casus.Document // the document analysed; Doc.Text is what all spans refer to
	Lang     string          // ISO 639-1 code of the engine's language
	Sents    []Sentence      // in order, covering all tokens
	Tokens   []Token         // in order of the text
	Entities []Entity        // names, in order, not overlapping
	Phrases  []Entity        // whole phrases for persons, places and bodies, named or not, in order, not overlapping
	Chains   []Chain         // coreference, in order of their first mentions; only chains of two or more
	Defects  []casus.Defect  // what was wrong with the text, where analysis went on regardless
	Vectors  []float32       // what the engine's network makes of each token in its sentence, Width values a token; none unless asked for
	Width    int
	Lexical  []float32 // distributional vector of each token's lemma, LexWidth values a token, zeros where none is known; none unless asked for
	LexWidth int

	childStart []int32 // per token, where its children begin in childList; one more at the end
	childList  []int32
	sentOf     []int32
	chainOf    []int32 // per token: 1 + index of the mention that it heads into mentions, 0 for none
	mentions   []chainRef
}

// Sentence is a half-open range of tokens.
type Sentence struct {
	First, Last int        // tokens [First, Last)
	Span        casus.Span // from the first byte of the first token to the last byte of the last
	Paragraph   bool       // whether a new paragraph begins here
	Heading     bool       // whether it looks like a headline or a heading: a line of its own without final stop
}

// Token is one syntactic word. A surface token such as "don't" is two tokens, "do" and "n't", with Part and Parts set.
type Token struct {
	Span  casus.Span
	Form  string // Doc.Text at Span
	Lemma string
	UPOS  POS
	XPOS  Tag
	Feats Feats
	Head  int32 // index into Text.Tokens; -1 for the root of its sentence
	Rel   Rel
	// Part is 0 for a token of its own, else the 1-based position of the word in a multiword token of Parts words.
	Part, Parts uint8
	SpaceAfter  bool // whether anything separates it from the next token
}

// Entity is a named entity: tokens [First, Last).
type Entity struct {
	First, Last int
	Kind        EntityKind
	Span        casus.Span
	Score       float32 // how sure the recogniser is, 0 to 1; 0 when it does not say
}

// EntityKind is the coarse kind of a named entity.
type EntityKind uint8

// The kinds of named entity.
const (
	NoEntity     EntityKind = iota
	Person                  // a named person, without the title before the name
	Place                   // a country, town, region, sea, facility
	Organisation            // a body, ministry, force, party, company, outlet
	Other                   // any other name: events, works, peoples, laws, weapons
)

// EntityKinds is how many kinds there are, NoEntity counted.
const EntityKinds = 5

// String is the three-letter code: PER, LOC, ORG, OTH, or "O" for NoEntity.
func (k EntityKind) String() string {
	return [...]string{"O", "PER", "LOC", "ORG", "OTH"}[min(k, Other)]
}

// ParseEntityKind reads the three-letter code; ok is false for anything else.
func ParseEntityKind(s string) (k EntityKind, ok bool) {
	for k = Person; k <= Other; k++ {
		if k.String() == s {
			return k, true
		}
	}
	return NoEntity, false
}

// NameKind is a set of what a name may stand for.
type NameKind uint8

// The members of a NameKind set.
const (
	NamePerson    NameKind = 1 << iota // a full name or a well-known surname
	NameFirst                          // a given name
	NamePlace                          // a place with its own coordinates
	NameCountry                        // a country or territory, any of its names
	NameOrg                            // an organisation, ministry, force, party, armed group
	NameDemonym                        // an adjective or noun of nationality
	NameTitle                          // a word that stands before a person's name: "President", "Gen."
	NameOrgMarker                      // a word that makes a name an organisation's: "Ministry", "Brigade"
)

// Names looks up names for the entity recogniser. It must be safe for concurrent use.
type Names interface {
	// Longest finds the longest known name that begins at words[0]: how many words it has and what it may stand for.
	// It returns 0, 0 where none begins. It must not keep the slice.
	Longest(words []string) (n int, kinds NameKind)
}

// Analyser turns documents into Texts. An Analyser is safe for concurrent use; it keeps scratch memory per worker.
// It returns an error only for a document that it cannot read at all, such as one in another language.
type Analyser interface {
	// Analyse reads doc.Text. The caller owns the result; the analyser keeps no reference to it.
	Analyse(doc *casus.Document) (*Text, error)
}

// GivenAnalyser is an Analyser that can also keep sentences and tokens that are given, as in CoNLL-U input.
type GivenAnalyser interface {
	Analyser
	// AnalyseGiven fills in everything but sentences and tokens; their spans, forms and Sents must be set.
	AnalyseGiven(t *Text) error
}
