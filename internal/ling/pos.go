package ling

// POS is a universal part of speech.
type POS uint8

// The universal parts of speech; X is also the zero value: unknown.
const (
	X POS = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
)

var posNames = [...]string{
	"X", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
	"SYM", "VERB",
}

// POSes is the number of universal parts of speech.
const POSes = len(posNames)

// String is the tag as UD writes it.
func (p POS) String() string {
	if int(p) >= len(posNames) {
		return "X"
	}
	return posNames[p]
}

// ParsePOS reads a universal part of speech; ok is false for an unknown one, which reads as X.
func ParsePOS(s string) (p POS, ok bool) {
	for i, n := range posNames {
		if n == s {
			return POS(i), true
		}
	}
	return X, false
}

// Nominal reports whether the word can head a noun phrase: noun, name, pronoun or number.
func (p POS) Nominal() bool { return p == NOUN || p == PROPN || p == PRON || p == NUM }

// Tag is a Penn Treebank tag (UD's XPOS for English), as an index into a fixed list.
type Tag uint8

// The Penn tags that rules ask for by name. The list is complete; 0 is unknown.
const (
	NoTag Tag = iota
	CC
	CD
	DT
	EX
	FW
	IN
	JJ
	JJR
	JJS
	LS
	MD
	NN
	NNP
	NNPS
	NNS
	PDT
	POSS // 's, written POS
	PRP
	PRPS // his, written PRP$
	RB
	RBR
	RBS
	RP
	SYMB // written SYM
	TO
	UH
	VB
	VBD
	VBG
	VBN
	VBP
	VBZ
	WDT
	WP
	WPS // whose, written WP$
	WRB
	HYPH
	NFP
	ADD
	AFX
	GW
	XX
	Dollar
	Comma
	Stop
	Colon
	OpenQuote
	CloseQuote
	LRB
	RRB
)

var tagNames = [...]string{
	"_", "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NN", "NNP", "NNPS", "NNS", "PDT", "POS",
	"PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP",
	"WP$", "WRB", "HYPH", "NFP", "ADD", "AFX", "GW", "XX", "$", ",", ".", ":", "``", "''", "-LRB-", "-RRB-",
}

// String is the tag as the treebank writes it, "_" when unknown.
func (t Tag) String() string {
	if int(t) >= len(tagNames) {
		return "_"
	}
	return tagNames[t]
}

// ParseTag reads a Penn tag; ok is false for an unknown one.
func ParseTag(s string) (t Tag, ok bool) {
	for i, n := range tagNames {
		if n == s {
			return Tag(i), true
		}
	}
	return NoTag, false
}

// Verbal reports whether the tag is one of the six of verbs.
func (t Tag) Verbal() bool { return t >= VB && t <= VBZ }

// Finite reports whether the tag marks tense: VBD, VBP, VBZ or MD.
func (t Tag) Finite() bool { return t == VBD || t == VBP || t == VBZ || t == MD }
