package saying

import (
	"slices"
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// nearby is how many acts before and behind one may hold it in their contents; it keeps the work on long texts linear.
const nearby = 64

// settle turns drafts into acts: overlapping readings of one cue are reduced to one, cues are cut out of contents, and
// each act learns in whose content it stands.
func (p *page) settle() []Act {
	slices.SortStableFunc(p.drafts, func(a, b draft) int { return a.head - b.head })
	p.untangle()
	p.above()
	p.aside()
	p.occasions()
	p.lift()
	var acts []Act
	last := -1
	for k := range p.drafts {
		d := &p.drafts[k]
		if d.head == last {
			continue
		}
		if n := len(acts); n > 0 && d.cue.overlaps(run{acts[n-1].CueFirst, acts[n-1].CueLast}) && sameParts(&acts[n-1], d) {
			continue
		}
		last = d.head
		acts = append(acts, p.pieces(d, len(acts))...)
	}
	nest(acts)
	return acts
}

// untangle parts drafts that stand in each other's content: the one whose cue is higher in the tree keeps the other, the
// lower one loses the piece.
func (p *page) untangle() {
	for i := range p.drafts {
		a := &p.drafts[i]
		for k := max(0, i-nearby); k < min(i+nearby, len(p.drafts)); k++ {
			b := &p.drafts[k]
			if i == k || !p.holds(a, b.head) || !p.holds(b, a.head) {
				continue
			}
			low, high := a, b
			if b.tag != a.tag {
				if a.tag {
					low, high = b, a
				}
			} else if a.tag && p.closing(a) != p.closing(b) { // of "…, X said, according to Y" the last vouches for the other
				if p.closing(a) {
					low, high = b, a
				}
			} else if p.t.Below(b.head, a.head) || !p.t.Below(a.head, b.head) && p.depth(a.head) < p.depth(b.head) {
				low, high = b, a
			}
			p.giveWay(low, high)
		}
	}
	p.drafts = slices.DeleteFunc(p.drafts, func(d draft) bool { return len(d.parts) == 0 })
}

// above ends what a verb says before the verb of the sentence, where that has a speaker of its own: what is said inside a
// sentence does not reach over it ("Those who said they had voted backed the mayor").
func (p *page) above() {
	for i := range p.drafts {
		a := &p.drafts[i]
		if a.tag || !strings.HasPrefix(a.rule, "verb ") || p.rel(a.head) == ling.Parataxis {
			continue
		}
		for k := i + 1; k < min(i+nearby, len(p.drafts)); k++ {
			b := &p.drafts[k]
			if p.t.SentenceOf(b.head) != p.t.SentenceOf(a.head) {
				break
			}
			if p.t.Head(b.head) < 0 && p.t.Tokens[b.head].UPOS == ling.VERB && p.holds(a, b.head) && p.ownSubject(b.head) >= 0 && p.quoted(b.head) < 0 && !p.vouches(a, b) {
				p.giveWay(a, b)
			}
		}
	}
	p.drafts = slices.DeleteFunc(p.drafts, func(d draft) bool { return len(d.parts) == 0 })
}

// vouches reports whether a says all that b stands in: "as the paper revealed, the ministry agreed to …".
func (p *page) vouches(a, b *draft) bool {
	return p.t.Head(a.head) == b.head && p.word(p.below(a.head).first) == "as"
}

// aside ends what somebody says before an act that the narrator adds to it: behind a comma in a relative clause or a
// participle ("…, which critics called a trick", "…, calling it a trick"), or as a second verb beside the first.
func (p *page) aside() {
	for i := range p.drafts {
		a := &p.drafts[i]
		if a.tag || p.quoted(a.head) >= 0 {
			continue
		}
		for k := i + 1; k < min(i+nearby, len(p.drafts)); k++ {
			b := &p.drafts[k]
			if p.t.SentenceOf(b.head) != p.t.SentenceOf(a.head) {
				break
			}
			if at := p.addition(a, b); at >= 0 {
				p.cutAt(a, at)
			}
		}
	}
	p.drafts = slices.DeleteFunc(p.drafts, func(d draft) bool { return len(d.parts) == 0 })
}

// occasions drops acts of nouns that only tell where something was said: "said in a statement that …" is one act.
func (p *page) occasions() {
	heads := make([]int, len(p.drafts))
	for i := range p.drafts {
		heads[i] = p.drafts[i].head
	}
	p.drafts = slices.DeleteFunc(p.drafts, func(d draft) bool {
		if p.t.Tokens[d.head].UPOS != ling.NOUN || p.rel(d.head) != ling.Obl {
			return false
		}
		_, found := slices.BinarySearch(heads, p.t.Head(d.head))
		return found
	})
}

// addition is where the clause of act b begins, where it is added to what a says; -1 where it is a part of it.
func (p *page) addition(a, b *draft) int {
	if p.t.Tokens[b.head].UPOS != ling.VERB || !p.holds(a, b.head) || p.quoted(b.head) >= 0 {
		return -1
	}
	first := p.below(b.head).first
	comma := p.t.Word(first) == ","
	switch {
	case p.rel(b.head) == ling.Conj && p.t.Head(b.head) == a.head,
		comma && p.t.Tokens[b.head].Rel == ling.AclRelcl,
		comma && p.rel(b.head) == ling.Advcl:
		return first
	}
	return -1
}

// cutAt ends the content of d before token at.
func (p *page) cutAt(d *draft, at int) {
	for i, r := range d.parts {
		if at > d.head && r.last > at {
			d.parts[i] = p.trim(run{r.first, max(r.first, at)})
		}
	}
	d.parts = slices.DeleteFunc(d.parts, run.empty)
}

// lift gives a verb that shares its subject the speaker of the act before it, where the subject that the tree shared
// stands in what that act says and the verb does not: "noting that he had won and suggesting …".
func (p *page) lift() {
	for i := range p.drafts {
		d := &p.drafts[i]
		if d.speaker.empty() || p.t.Tokens[d.head].UPOS != ling.VERB || d.tag || p.ownSubject(d.head) >= 0 {
			continue
		}
		for k := i - 1; k >= max(0, i-8); k-- {
			e := &p.drafts[k]
			if p.t.SentenceOf(e.head) != p.t.SentenceOf(d.head) {
				break
			}
			if p.holds(e, d.speaker.first) && !p.holds(e, d.head) && !e.speaker.empty() && e.parts[len(e.parts)-1].last <= d.head {
				d.speaker = e.speaker
				break
			}
		}
	}
}

// closing reports whether d is a phrase such as "according to" that closes a sentence.
func (p *page) closing(d *draft) bool { return d.tag && d.rule == "prep np" }

// giveWay cuts the content of low off before or behind the cue and the speaker of high.
func (p *page) giveWay(low, high *draft) {
	edge := high.cue
	if !high.speaker.empty() && !high.speaker.has(low.head) { // "the clerks, who think that …, criticised"
		edge = edge.union(high.speaker)
	}
	for i, r := range low.parts {
		if !r.has(high.head) {
			continue
		}
		if low.head < high.head {
			r.last = edge.first
		} else {
			r.first = edge.last
		}
		if low.parts[i] = p.trim(r); low.parts[i].empty() {
			low.parts[i] = run{}
		}
	}
	low.parts = slices.DeleteFunc(low.parts, run.empty)
}

// holds reports whether token i stands in the content of d.
func (p *page) holds(d *draft, i int) bool {
	return slices.ContainsFunc(d.parts, func(r run) bool { return r.has(i) && !d.cue.has(i) })
}

// depth is the number of arcs from token i to the root.
func (p *page) depth(i int) int {
	n := 0
	for i = p.t.Head(i); i >= 0; i = p.t.Head(i) {
		n++
	}
	return n
}

// sameParts reports whether act a already says what d says.
func sameParts(a *Act, d *draft) bool {
	return len(d.parts) > 0 && d.parts[0].overlaps(run{a.ContentFirst, a.ContentLast})
}

// pieces are the acts of one draft, one a piece of content, numbered from at.
func (p *page) pieces(d *draft, at int) []Act {
	var out []Act
	for _, part := range p.without(d.parts, d.cue, d.speaker) {
		a := Act{
			SpeakerFirst: -1, SpeakerLast: -1, CueFirst: d.cue.first, CueLast: d.cue.last, CueHead: d.head,
			ContentFirst: part.first, ContentLast: part.last,
			Stance: d.stance, Presumed: d.presumed, Outer: -1, Part: -1, Rule: d.rule + " " + p.low(d.head),
		}
		if !d.speaker.empty() {
			a.SpeakerFirst, a.SpeakerLast = d.speaker.first, d.speaker.last
		}
		if len(out) > 0 {
			a.Part = at
		}
		q := p.quoted(d.head)
		a.Quoted = q >= 0 && p.quotes[q].utterance
		q = p.quoted(part.first)
		a.Direct = q >= 0 && p.quotes[q].contains(run{part.first, part.last})
		out = append(out, a)
	}
	return out
}

// without cuts the ranges of cue and speaker out of the pieces.
func (p *page) without(parts []run, cuts ...run) []run {
	for _, c := range cuts {
		if c.empty() {
			continue
		}
		var next []run
		for _, r := range parts {
			if !r.overlaps(c) {
				next = append(next, r)
				continue
			}
			for _, side := range []run{{r.first, c.first}, {c.last, r.last}} {
				if side = p.trim(side); !side.empty() {
					next = append(next, side)
				}
			}
		}
		parts = next
	}
	return parts
}

// nest finds for each act the smallest content of another act in which its cue stands.
func nest(acts []Act) {
	for i := range acts {
		size := 0
		for k := max(0, i-nearby); k < min(i+nearby, len(acts)); k++ {
			o := &acts[k]
			n := o.ContentLast - o.ContentFirst
			if acts[k].CueHead == acts[i].CueHead || acts[i].CueHead < o.ContentFirst || acts[i].CueHead >= o.ContentLast {
				continue
			}
			if acts[i].Outer < 0 || n < size {
				acts[i].Outer, size = k, n
			}
		}
	}
}
