package extract

import (
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/saying"
	"github.com/casus-project/casus/internal/extract/what"
	whenpkg "github.com/casus-project/casus/internal/extract/when"
	"github.com/casus-project/casus/internal/extract/who"
	"github.com/casus-project/casus/internal/ling"
)

// historicalAfter is how long before publication an event must lie to be back-story.
const historicalAfter = 30 * 24 * time.Hour

// assembler puts the mentions of one text together from what the finders found.
type assembler struct {
	e      *Extractor
	t      *ling.Text
	page   *Page
	who    *who.Page
	acts   []saying.Act
	placer *placer
	heads  []int // trigger heads of page.Mentions
	froms  [][][2]int
	dated  *whenpkg.Events // the times of the text, for those of its events
	asked  []whenpkg.Asked // what is asked of the time of each candidate
}

// kind tells the coder what a phrase names.
func (a *assembler) kind(first, last int) string {
	return a.who.Party(first, last, "").Actor.Kind
}

// add makes a mention of a candidate, whose time and place are given, and keeps it; false where it has no evidence.
func (a *assembler) add(c *what.Candidate, when *casus.When, where *casus.Place) bool {
	on := ""
	if when.Known() {
		on = dayOf(when.From)
		if on == "" {
			on = dayOf(when.Until)
		}
	}
	sent := a.t.Sents[c.Sentence]
	m := casus.Mention{
		Run: a.e.run, Type: c.Type, Modes: c.Modes, Contexts: c.Contexts, CAMEO: c.CAMEO, Foreseen: c.Foreseen,
		Sentence: sent.Span, SentenceIndex: c.Sentence, Trigger: a.t.SpanOf(c.First, c.Last), Lemma: a.t.Lemma(c.Head),
		Actors: a.parties(c.Actors, on), Recipients: a.parties(c.Recipients, on), Time: when,
		Place: where, Axes: c.Axes, Attribution: a.attribution(c), Alternatives: c.Alternatives, Confidence: c.Confidence, Rule: c.Rule,
	}
	unbound(&m)
	for i := range m.Actors {
		a.e.tools.Who.Doing(&m.Actors[i], &m, "actor")
	}
	for i := range m.Recipients {
		a.e.tools.Who.Doing(&m.Recipients[i], &m, "recipient")
	}
	if m.Place != nil && m.Time != nil {
		zoned := whenpkg.WithZone(*m.Time, a.e.tools.When.Zone(m.Place.Country))
		m.Time = &zoned
	}
	if m.Modality == casus.Realised && a.old(when) {
		m.Background = casus.Historical
	}
	made, err := casus.NewMention(a.t.Doc, m)
	if err != nil {
		a.t.Doc.Note("extract", err.Error())
		return false
	}
	a.page.Mentions = append(a.page.Mentions, made)
	a.page.Salience = append(a.page.Salience, c.Salience)
	a.heads = append(a.heads, c.Head)
	a.froms = append(a.froms, ranges(c.Actors, c.Recipients, c.Theme))
	return true
}

// old reports whether the event ended more than 30 days before the report.
func (a *assembler) old(w *casus.When) bool {
	if !w.Known() || a.t.Doc.Published.IsZero() {
		return false
	}
	end := dayOf(w.Until)
	if end == "" {
		return false // open: it may still go on
	}
	t, err := time.Parse(time.DateOnly, end)
	return err == nil && a.t.Doc.Published.Sub(t) > historicalAfter
}

// dayOf is the date of a local date or date-time, "" when it has no full date.
func dayOf(s string) string {
	if len(s) < len(time.DateOnly) {
		return ""
	}
	return s[:len(time.DateOnly)]
}

func (a *assembler) parties(args []what.Arg, on string) []casus.Party {
	var out []casus.Party
	for _, arg := range args {
		if a.noParty(arg) {
			continue
		}
		for _, part := range a.who.Split(arg.First, arg.Last) {
			p := a.who.Party(part[0], part[1], on)
			a.speaks(&p, arg)
			if arg.Likely {
				p.Actor.Reason = "the likeliest of the sentence to act, which the tree does not show; " + p.Actor.Reason
			}
			if !slices.ContainsFunc(out, func(q casus.Party) bool { return q.Span == p.Span }) {
				out = append(out, p)
			}
		}
	}
	return out
}

// speaks makes a party in the first person whoever's quoted words it stands in; what is "ours" is of the speaker's country.
func (a *assembler) speaks(p *casus.Party, arg what.Arg) {
	word := strings.ToLower(a.t.Word(arg.First))
	alone := arg.Last-arg.First == 1 && slices.Contains([]string{"i", "we", "us", "me"}, word)
	if !alone && word != "our" && word != "my" {
		return
	}
	s := innermost(a.page.Sayings, p.Span)
	if s == nil || s.Speaker == nil || !s.Direct || !s.Speaker.Actor.Known() {
		return
	}
	speaker := s.Speaker.Actor
	if alone {
		p.Actor = speaker
		p.Actor.Basis = "coreference"
		p.Actor.Reason = "speaks of itself: " + s.Speaker.Text + "; " + speaker.Reason
	} else if speaker.Country != "" && p.Actor.ID == "" {
		p.Actor.Country, p.Actor.Basis = speaker.Country, "possessor"
		p.Actor.Reason += "; of the country of " + s.Speaker.Text + ", who speaks"
	}
}

// noParty reports whether a phrase is a time or a stretch of water, which the parser at times makes an object of.
func (a *assembler) noParty(arg what.Arg) bool {
	span := a.t.SpanOf(arg.First, arg.Last)
	for i := range a.page.Times {
		if w := a.page.Times[i].Span; w.Contains(span) || w.Overlaps(span) && w.Contains(a.t.Tokens[arg.Head].Span) {
			return true
		}
	}
	for i := range a.page.Places {
		if p := &a.page.Places[i]; p.Precision == casus.PrecisionSea && p.Span.Contains(a.t.Tokens[arg.Head].Span) {
			return true
		}
	}
	return false
}

// attribution is the innermost saying in whose content the trigger stands, the trigger's own saying apart.
func (a *assembler) attribution(c *what.Candidate) *casus.Attribution {
	best := -1
	for i, act := range a.acts {
		inside := act.ContentFirst <= c.Head && c.Head < act.ContentLast
		own := act.CueFirst <= c.Head && c.Head < act.CueLast
		if inside && !own && !act.Presumed && (best < 0 || a.acts[best].ContentLast-a.acts[best].ContentFirst > act.ContentLast-act.ContentFirst) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	s := a.page.Sayings[best]
	return &casus.Attribution{Speaker: s.Speaker, Cue: s.Cue, CueText: s.Cue.Of(a.t.Doc.Text), Stance: s.Stance}
}

// attachFigures gives each figure to the mention that it belongs to: the one in whose arguments it stands, else the one
// whose trigger is nearest above it in the tree of the same sentence.
func (a *assembler) attachFigures() {
	for i, f := range a.page.Figures {
		if best := a.owner(&f); best >= 0 {
			m := &a.page.Mentions[best]
			a.e.tools.Figure.Befall(a.t, &f, m)
			a.page.Figures[i] = f
			m.Figures = append(m.Figures, f)
		}
	}
}

// owner is the index of the mention that figure f belongs to, -1 where none governs it.
func (a *assembler) owner(f *casus.Figure) int {
	first, last := a.t.TokensIn(f.Span.Union(f.About))
	if first >= last {
		return -1
	}
	at := headOf(a.t, first, last)
	best, bestSteps := -1, 0
	for i := range a.page.Mentions {
		steps := a.steps(at, i, f)
		if steps >= 0 && (best < 0 || steps < bestSteps) {
			best, bestSteps = i, steps
		}
	}
	return best
}

// steps is how far token at is from the trigger of mention i: 0 inside its arguments or trigger, else the number of
// arcs up to it; -1 where the trigger does not govern it.
func (a *assembler) steps(at, i int, f *casus.Figure) int {
	if a.t.SentenceOf(at) != a.page.Mentions[i].SentenceIndex {
		return -1
	}
	if a.page.Mentions[i].Trigger.Overlaps(f.Span) {
		return 0
	}
	for _, r := range a.froms[i] {
		if r[0] <= at && at < r[1] {
			return 1
		}
	}
	for n, j := 1, at; j >= 0; n, j = n+1, a.t.Head(j) {
		if j == a.heads[i] {
			return n
		}
	}
	return -1
}

// ranges are the token ranges of several argument lists.
func ranges(lists ...[]what.Arg) [][2]int {
	var out [][2]int
	for _, args := range lists {
		for _, arg := range args {
			out = append(out, [2]int{arg.First, arg.Last})
		}
	}
	return out
}

// hints hands the sayings to the coder, with what it may ask about a phrase.
func hints(acts []saying.Act, kind func(first, last int) string) what.Hints {
	h := what.Hints{Kind: kind}
	for _, act := range acts {
		said := what.Saying{
			SpeakerFirst: act.SpeakerFirst, SpeakerLast: act.SpeakerLast, CueFirst: act.CueFirst, CueLast: act.CueLast,
			ContentFirst: act.ContentFirst, ContentLast: act.ContentLast, Stance: act.Stance, Direct: act.Direct,
		}
		if act.Presumed {
			h.Presumed = append(h.Presumed, said)
		} else {
			h.Sayings = append(h.Sayings, said)
		}
	}
	return h
}

// sayings resolves the speakers of the acts.
func sayings(t *ling.Text, who *who.Page, acts []saying.Act) []casus.Saying {
	out := make([]casus.Saying, len(acts))
	for i, act := range acts {
		out[i] = casus.Saying{
			Cue: t.SpanOf(act.CueFirst, act.CueLast), Content: t.SpanOf(act.ContentFirst, act.ContentLast),
			Stance: act.Stance, Direct: act.Direct, Outer: act.Outer, Rule: act.Rule,
		}
		if act.SpeakerFirst >= 0 {
			first, last := antecedent(t, act.SpeakerFirst, act.SpeakerLast)
			p := who.Party(first, last, "")
			out[i].Speaker = &p
		}
	}
	return out
}

// antecedent is the noun phrase for which a relative pronoun stands that is a speaker alone: KFOR in "KFOR, which speaks
// of seven". Other speakers stay.
func antecedent(t *ling.Text, first, last int) (int, int) {
	if last != first+1 {
		return first, last
	}
	switch t.Tokens[first].XPOS {
	case ling.WP, ling.WDT:
	default:
		return first, last
	}
	for v := t.Head(first); v >= 0; v = t.Head(v) {
		if t.Tokens[v].Rel != ling.AclRelcl {
			continue
		}
		n := t.Head(v)
		if n < 0 || n >= first || !t.Tokens[n].UPOS.Nominal() {
			return first, last
		}
		from, _ := t.Subtree(n)
		for from < n && (t.Tokens[from].UPOS == ling.ADP || t.Tokens[from].UPOS == ling.CCONJ || t.Tokens[from].UPOS == ling.PUNCT) {
			from++
		}
		to := n + 1
		for to < first && t.Tokens[to].UPOS == ling.PROPN {
			to++
		}
		return from, to
	}
	return first, last
}

// innermost is the smallest saying whose content holds the span, nil where none does.
func innermost(all []casus.Saying, span casus.Span) *casus.Saying {
	var best *casus.Saying
	for i := range all {
		if all[i].Content.Contains(span) && (best == nil || all[i].Content.Len() < best.Content.Len()) {
			best = &all[i]
		}
	}
	return best
}

// assertLinks names who asserts each link: whom its own words name ("analysts link …"), else the speaker of the saying it
// stands in.
func assertLinks(p *Page, who *who.Page) {
	for i := range p.Links {
		l := &p.Links[i]
		if l.AssertedBy != nil {
			first, last := p.Text.TokensIn(l.AssertedBy.Span)
			named := who.Party(first, last, "")
			l.AssertedBy = &named
		} else if s := innermost(p.Sayings, l.Span); s != nil {
			l.AssertedBy = s.Speaker
		}
	}
}

// claims are what speakers state about the mentions: each figure, and the type that the words give the event.
func claims(p *Page, run casus.RunID) []casus.Claim {
	var out []casus.Claim
	keep := func(c casus.Claim) {
		made, err := casus.NewClaim(p.Doc, c)
		if err != nil {
			p.Doc.Note("extract", err.Error())
			return
		}
		out = append(out, made)
	}
	k := claimer{doc: p.Doc, run: run}
	for i := range p.Mentions {
		m := &p.Mentions[i]
		keep(k.typed(m))
		for j := range m.Figures {
			if attribute(&m.Figures[j]) != "" {
				keep(k.figured(m, &m.Figures[j]))
			}
		}
	}
	return out
}
