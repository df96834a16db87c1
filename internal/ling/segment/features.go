package segment

// state is what has been decided so far.
type state struct {
	pieceFirst int // first atom of the current piece
	sentFirst  int // first piece of the current sentence
	firstAtom  int // first atom of the current sentence
	words      int // finished words of the current sentence
	part       uint8
	last       Cut
	paragraph  bool
	broken     bool // whether the text has breaks at all
	round      int8 // open brackets
	quotes     uint8
}

func breaks(atoms []Atom) bool {
	for i := range atoms[:max(0, len(atoms)-1)] {
		if atoms[i].After == Break {
			return true
		}
	}
	return false
}

func (s *state) begin(atom int) {
	s.firstAtom, s.words, s.round, s.quotes = atom, 0, 0, 0
}

// see keeps count of brackets and quotation marks.
func (s *state) see(a *Atom) {
	switch a.class {
	case open:
		s.round = min(s.round+1, 3)
	case closing:
		s.round = max(s.round-1, 0)
	case quote:
		s.quotes ^= 1
	}
}

// edge is the atom before the beginning and after the end.
var edge = Atom{hash: 7, shape: 7, class: 99, chunk: -1, After: Break}

func (w *Worker) atom(i int) *Atom {
	if i < 0 || i >= len(w.atoms) {
		return &edge
	}
	return &w.atoms[i]
}

var noChunk = chunk{hash: 9, shape: 9}

// near is the chunk k chunks away from that of atom i; beyond a break there is none.
func (w *Worker) near(i, k int) *chunk {
	c := int(w.atoms[i].chunk)
	for ; k > 0; k-- {
		if w.atoms[w.chunks[c].last-1].After == Break || c+1 >= len(w.chunks) {
			return &noChunk
		}
		c++
	}
	for ; k < 0; k++ {
		if c == 0 || w.atoms[w.chunks[c-1].last-1].After == Break {
			return &noChunk
		}
		c--
	}
	return &w.chunks[c]
}

// f2 and its kin add a feature of a kind and its values.
func (w *Worker) f1(kind, a uint32)       { w.add(mix(mix(seed, kind), a)) }
func (w *Worker) f2(kind, a, b uint32)    { w.add(mix(mix(mix(seed, kind), a), b)) }
func (w *Worker) f3(kind, a, b, c uint32) { w.add(mix(mix(mix(mix(seed, kind), a), b), c)) }

func (w *Worker) add(h uint32) {
	h ^= h >> 16
	w.feats = append(w.feats, h%w.rows)
}

// inner collects the features of the boundary after atom i inside a chunk.
func (w *Worker) inner(i int) {
	w.feats, w.rows = w.feats[:0], InnerRows
	l, r := w.atom(i), w.atom(i+1)
	c := &w.chunks[l.chunk]
	ll, rr := &edge, &edge
	if i > int(c.first) {
		ll = w.atom(i - 1)
	}
	if i+2 < int(c.last) {
		rr = w.atom(i + 2)
	}
	at, left := uint32(min(i-int(c.first), 9)), uint32(min(int(c.last)-i-2, 6))
	flags, last := uint32(c.flags), uint32(w.state.last)
	w.f1(1, l.hash)
	w.f1(2, r.hash)
	w.f2(3, l.hash, r.hash)
	w.f2(4, l.shape, r.shape)
	w.f2(5, ll.hash, l.hash)
	w.f2(6, r.hash, rr.hash)
	w.f3(7, ll.shape, l.shape, r.shape)
	w.f3(8, l.shape, r.shape, rr.shape)
	w.f3(9, mix(ll.shape, l.shape), r.shape, rr.shape)
	w.f2(10, c.shape, at)
	w.f3(11, flags, l.shape, r.shape)
	w.f2(12, c.hash, at)
	w.f3(13, l.hash, r.hash, rr.hash)
	w.f3(14, ll.hash, l.hash, r.hash)
	next := w.near(i, 1)
	w.f3(15, r.hash, left, w.atom(int(next.first)).shape)
	w.f3(16, l.hash, r.hash, left)
	w.f3(17, last, l.shape, r.shape)
	w.f3(18, last, ll.shape, mix(l.hash, r.hash))
	w.f3(19, flags, at, left)
	w.f3(20, r.hash, uint32(l.End-l.Start), uint32(l.class))
	w.f3(21, w.near(i, -1).hash, l.hash, r.hash)
	w.f3(22, c.hash, at, w.near(i, -1).hash)
	w.f3(23, l.hash, r.shape, rr.shape)
	w.f3(24, c.hash, at, next.hash)
}

// bucket is a rough size.
func bucket(n int) uint32 {
	switch {
	case n < 6:
		return uint32(n)
	case n < 10:
		return 6
	case n < 20:
		return 7
	case n < 40:
		return 8
	}
	return 9
}

// outer collects the features of the boundary after atom i at a space.
func (w *Worker) outer(i int) {
	w.feats, w.rows = w.feats[:0], OuterRows
	s := &w.state
	l, r := w.atom(i), w.atom(i+1)
	cl, cr := &w.chunks[l.chunk], w.near(i, 1)
	l2, r2 := w.atom(i-1), w.atom(i+2)
	if i == 0 {
		l2 = &edge
	}
	cll, crr := w.near(i, -1), w.near(i, 2)
	broken := uint32(0)
	if s.broken {
		broken = 1
	}
	first := w.atom(s.firstAtom)
	length := bucket(s.words)
	w.f1(31, l.hash)
	w.f1(32, r.hash)
	w.f2(33, l.hash, r.hash)
	w.f2(34, l.shape, r.shape)
	w.f3(35, l2.hash, l.hash, r.shape)
	w.f3(36, l2.shape, l.hash, r.shape)
	w.f3(37, l.hash, r.shape, r2.shape)
	w.f1(38, cl.hash)
	w.f2(39, cl.hash, r.shape)
	w.f2(40, cl.shape, cr.shape)
	w.f2(41, l.hash, cr.hash)
	w.f3(42, l.hash, cr.shape, crr.shape)
	w.f3(43, length, l.hash, r.shape)
	w.f2(44, length, l.shape)
	w.f3(45, uint32(s.round)*2+uint32(s.quotes), l.hash, r.shape)
	w.f3(46, uint32(l.After), l.hash, r.shape)
	w.f3(47, first.hash, l.hash, r.shape)
	w.f3(48, first.shape, l.hash, r.shape)
	w.f2(49, cr.hash, crr.hash)
	w.f2(50, cll.hash, cl.hash)
	w.f3(51, broken, l.hash, r.shape)
	w.f3(52, broken, l.hash, cr.hash)
	w.f3(53, l.shape, cr.hash, crr.shape)
	w.f3(54, cll.shape, cl.shape, cr.shape)
	w.f3(55, uint32(r.class), uint32(l.class), length)
	w.f3(56, l2.shape, l.shape, mix(r.shape, r2.shape))
	w.f3(57, l2.hash, l.hash, r.hash)
	w.f3(58, first.hash, length, r.shape)
}
