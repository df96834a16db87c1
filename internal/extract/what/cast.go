package what

import (
	"math"
	"slices"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/choice"
	"github.com/casus-project/casus/internal/ling"
)

// ActorOption is a phrase of the event's sentence that may act in it.
type ActorOption struct {
	Head int
	Word casus.Span // of the head
	choice.Option
}

// kindActor is the one kind of options.
const kindActor = "actor"

// ActorKinds are the kinds of options with how likely one must be, for learning the weights.
func ActorKinds() []choice.Kind { return []choice.Kind{{Name: kindActor, Least: 0.55}} }

// castReach is how far from the event a phrase may stand, in words: a text may be one sentence of any length.
const castReach = 60

// cast gives an event in which the rules see nobody act the likeliest of the phrases of its sentence. The rules know whom the frame and
// the tree show; who a noun's doer is, or the doer of a verb far below its subject, is told better by all that stands there.
func (m *matcher) cast(c *Candidate, others []Candidate) {
	if len(c.Actors) > 0 || m.c.casting.Empty() && !m.c.choices {
		return
	}
	options := m.actorOptions(c, others)
	if m.c.choices {
		c.Options = options
	}
	k := m.c.casting.Choose(len(options), func(i int) *choice.Option { return &options[i].Option })
	if k < 0 {
		return
	}
	own := match{view: view{head: c.Head, clause: c.Clause}}
	c.Actors = m.phrases(nil, options[k].Head, kindActor, &own)
	for i := range c.Actors {
		c.Actors[i].Likely = true
	}
	c.Recipients = slices.DeleteFunc(c.Recipients, func(r Arg) bool { return headed(c.Actors, r.Head) }) // nobody acts on himself
}

// actorOptions are the phrases of the sentence that may act.
func (m *matcher) actorOptions(c *Candidate, others []Candidate) []ActorOption {
	var heads []int
	for i := max(m.first, c.Head-castReach); i < min(m.last, c.Head+castReach); i++ {
		if m.castable(i, c) && !m.toldOf(i, c) {
			heads = append(heads, i)
		}
	}
	out := make([]ActorOption, 0, len(heads))
	for _, i := range heads {
		o := ActorOption{Head: i, Word: m.t.SpanOf(i, i+1), Option: choice.Option{Kind: kindActor}}
		f := &o.Features
		f.Has("recipient by the rules", headed(c.Recipients, i))
		f.Has("another is recipient", len(c.Recipients) > 0)
		m.castWho(f, c, i)
		m.castWay(f, c, i)
		between := 0
		for _, k := range heads {
			if min(i, c.Head) < k && k < max(i, c.Head) {
				between++
			}
		}
		f.Count("parties between", float64(min(between, 4)))
		f.Has("none between", between == 0)
		m.castOthers(f, c, others, i)
		out = append(out, o)
	}
	return out
}

func headed(args []Arg, i int) bool {
	return slices.ContainsFunc(args, func(a Arg) bool { return a.Head == i })
}

// castable reports whether token i heads a phrase that can be a party and is not part of the event's own words.
func (m *matcher) castable(i int, c *Candidate) bool {
	tok := &m.t.Tokens[i]
	switch tok.Rel.Base() {
	case ling.Compound, ling.Flat, ling.Conj, ling.Appos, ling.Det, ling.Nummod, ling.Goeswith, ling.Fixed:
		return false
	}
	if i == c.Head || i == c.Clause || !tok.UPOS.Nominal() && tok.UPOS != ling.NUM || m.fragment(i) {
		return false
	}
	return m.party(i)
}

// castWho are the features of the phrase itself.
func (m *matcher) castWho(f *choice.Features, c *Candidate, i int) {
	kind := m.partyKind(i)
	f.Has("is "+kind, true)
	f.Has("is "+kind+", "+string(c.Type), true)
	f.Has("event "+string(c.Type), true)
	f.Has("event "+m.t.Tokens[c.Head].UPOS.String(), true)
	if k := m.caseOf(i); k != "" {
		f.Has("after "+k, true)
		f.Has("after "+k+", "+string(c.Type), true)
	}
	f.Has("event "+string(c.Modality), true)
	f.Has("speaks", m.speaks(i, m.first, m.last))
	f.Has("speaks of it", m.speaks(i, c.Head, c.Head+1))
}

// speaks reports whether the phrase headed by token i is the speaker of words among tokens [first, last).
func (m *matcher) speaks(i, first, last int) bool {
	by := func(s Saying) bool {
		return s.SpeakerFirst <= i && i < s.SpeakerLast && s.ContentFirst < last && first < s.ContentLast
	}
	return slices.ContainsFunc(m.h.Sayings, by) || slices.ContainsFunc(m.h.Presumed, by)
}

// toldOf reports whether the event is a deed that is taken for known in what the phrase headed by token i says: who calls the raid an act of
// war did not make it.
func (m *matcher) toldOf(i int, c *Candidate) bool {
	switch m.determinerOf(c.Head) {
	case "the", "this", "that", "these", "those":
		return m.t.Tokens[c.Head].UPOS == ling.NOUN && m.speaks(i, c.Head, c.Head+1)
	}
	return false
}

// castWay are the features of the way in the tree and in the words.
func (m *matcher) castWay(f *choice.Features, c *Candidate, i int) {
	way, top := m.t.Path(c.Head, i)
	if way == nil {
		return
	}
	up := slices.Index(way, top)
	name := ""
	for _, k := range way[:up] {
		name += m.t.Tokens[k].Rel.Base().String() + "<"
	}
	for _, k := range way[up+1:] {
		name += ">" + m.t.Tokens[k].Rel.String()
	}
	if len(way) <= 6 {
		f.Has("way "+name, true)
		f.Has("way "+name+", "+string(c.Type), len(way) <= 3)
	}
	f.Has("up "+bin(up), true)
	f.Has("down "+bin(len(way)-1-up), true)
	f.Has("ends "+m.t.Tokens[i].Rel.String(), true)
	f.Has("same clause", m.t.VerbAbove(i) == m.t.VerbAbove(c.Head))
	f.Has("behind", i > c.Head)
	distance := math.Log1p(math.Abs(float64(i - c.Head)))
	f.Count("distance", distance)
	words := m.t.Between(min(i, c.Head)+1, max(i, c.Head))
	f.Count("verbs between", float64(min(words.Verbs, 3)))
	f.Count("commas between", float64(min(words.Commas, 3)))
	f.Has("opens the sentence", i-m.first <= 2)
}

// castOthers are the features of the sentence's other events.
func (m *matcher) castOthers(f *choice.Features, c *Candidate, others []Candidate, i int) {
	for k := range others {
		if o := &others[k]; o.Head != c.Head {
			f.Has("acts in another", headed(o.Actors, i))
			f.Has("acts in the event above", headed(o.Actors, i) && m.t.Below(c.Head, o.Head))
			f.Has("is acted on in another", headed(o.Recipients, i))
			f.Has("is acted on in the event above", headed(o.Recipients, i) && m.t.Below(c.Head, o.Head))
		}
	}
}
