package segment

// Cut is what happens at the boundary after an atom.
type Cut uint8

// The cuts.
const (
	Join     Cut = iota // same word
	Word                // next word of the same surface token (do|n't)
	Token               // next token
	Sentence            // next token, next sentence
)

// Cuts is the number of cuts.
const Cuts = 4

// Sizes of the hashed weight tables.
const (
	InnerRows = 1 << 17
	OuterRows = 1 << 19
)

const seed = 2166136261

func mix(h, x uint32) uint32 { h = (h ^ x) * 16777619; return h ^ h>>13 }

// Model holds the weights: fixed-point numbers, added up as integers.
type Model struct {
	Inner  []int16         // InnerRows × Cuts, for boundaries without space
	Outer  []int16         // OuterRows, for boundaries with space: positive means a new sentence
	Above  int32           // what the sum over Outer must exceed for a new sentence
	titles map[uint32]bool // hashes of short forms of titles; nil while training
	Fused  map[string]int8 // words written together that may be two: lower-case form to the byte of the cut
}

// Piece is one word of the text.
type Piece struct {
	Start, End  int32
	Part, Parts uint8
	Space       bool // whether anything separates it from the next piece
}

// Sent is a half-open range of pieces.
type Sent struct {
	First, Last int32
	Paragraph   bool
}

// MaxSentence is the number of words at which a sentence is cut whatever it says.
const MaxSentence = 240

// Worker segments texts with one model. It keeps its memory from text to text and serves one goroutine.
type Worker struct {
	Pieces []Piece
	Sents  []Sent

	model  *Model
	text   string
	atoms  []Atom
	chunks []chunk
	low    []byte
	feats  []uint32
	rows   uint32 // of the table that feats point into
	state  state
}

// NewWorker returns a worker for the model.
func (m *Model) NewWorker() *Worker { return &Worker{model: m} }

// Segment fills in Pieces and Sents.
func (w *Worker) Segment(text string) {
	w.start(text)
	w.cutDatelines()
	for i := range w.atoms {
		w.cut(i, w.decide(i))
	}
	w.text = ""
}

func (w *Worker) start(text string) {
	w.text = text
	w.Pieces, w.Sents = w.Pieces[:0], w.Sents[:0]
	w.atomise(text)
	w.state = state{paragraph: true, broken: breaks(w.atoms)}
	w.state.begin(0)
}

// decide is the best cut after atom i.
func (w *Worker) decide(i int) Cut {
	switch w.atoms[i].After {
	case Break:
		return Sentence
	case NoGap:
		return w.decideInner(i)
	}
	w.outer(i)
	sum := int32(0)
	for _, f := range w.feats {
		sum += int32(w.model.Outer[f])
	}
	above := w.model.Above
	if w.initial(i) || w.colon(i) {
		above += initialBonus
	}
	if sum > above {
		return Sentence
	}
	return Token
}

// initialBonus is how much more it takes to end a sentence after a single capital with a stop, or after a title with one:
// that is mostly an initial or part of a name, and the treebanks have too few such names to teach it.
const initialBonus = 5000

// initial reports whether atom i is the stop of an initial or of a short title before a word with a capital.
func (w *Worker) initial(i int) bool {
	if i == 0 || i+1 >= len(w.atoms) {
		return false
	}
	letter, stopped, next := &w.atoms[i-1], &w.atoms[i], &w.atoms[i+1]
	return stopped.class == stop && w.text[stopped.Start:stopped.End] == "." && letter.class == title &&
		letter.After == NoGap && next.class == title && (letter.End-letter.Start == 1 || w.isTitle(i-1))
}

// colon reports whether atom i is a colon with more text on its line: what follows a speaker or an announcement belongs to
// their sentence.
func (w *Worker) colon(i int) bool {
	a := &w.atoms[i]
	return w.text[a.Start:a.End] == ":" && a.After == Space
}

// isTitle reports whether atom i is the short form of a title.
func (w *Worker) isTitle(i int) bool {
	return w.atoms[i].class == title && w.model.titles[w.atoms[i].hash]
}

func (w *Worker) decideInner(i int) Cut {
	if w.isTitle(i) && w.initial(i+1) {
		return Join
	}
	w.inner(i)
	var sums [Cuts]int32
	for _, f := range w.feats {
		row := (*[Cuts]int16)(w.model.Inner[f*Cuts:])
		for c := range sums {
			sums[c] += int32(row[c])
		}
	}
	best := Join
	for c := Word; c <= Sentence; c++ {
		if sums[c] > sums[best] {
			best = c
		}
	}
	return best
}

// cut applies a decision: it ends the piece, the token and the sentence as asked.
func (w *Worker) cut(i int, c Cut) {
	a := &w.atoms[i]
	s := &w.state
	s.last = c
	s.see(a)
	if c == Join {
		return
	}
	s.words++
	part := s.part
	if c == Word || part > 0 {
		part++
	}
	w.Pieces = append(w.Pieces, Piece{
		Start: w.atoms[s.pieceFirst].Start, End: a.End, Part: part, Space: c >= Token && a.After != NoGap,
	})
	s.pieceFirst = i + 1
	s.part = part
	if c == Word && part < 200 {
		return
	}
	for k := range int(part) {
		w.Pieces[len(w.Pieces)-1-k].Parts = part
	}
	s.part = 0
	if c != Sentence && s.words < MaxSentence {
		return
	}
	w.Sents = append(w.Sents, Sent{First: int32(s.sentFirst), Last: int32(len(w.Pieces)), Paragraph: s.paragraph})
	s.paragraph = a.After == Break
	s.sentFirst = len(w.Pieces)
	s.begin(i + 1)
}

// Start begins a text for a caller that decides itself: for training. Atoms, Features and Cut follow.
func (w *Worker) Start(text string) { w.start(text) }

// Atoms are the atoms of the text; they belong to the worker.
func (w *Worker) Atoms() []Atom { return w.atoms }

// Features are the rows of the tables for the boundary after atom i: of Inner where there is no space, else of Outer.
// All cuts before it must have been made. They belong to the worker.
func (w *Worker) Features(i int) []uint32 {
	if w.atoms[i].After == NoGap {
		w.inner(i)
	} else {
		w.outer(i)
	}
	return w.feats
}

// Cut makes a cut after atom i.
func (w *Worker) Cut(i int, c Cut) { w.cut(i, c) }
