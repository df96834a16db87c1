package crisis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
)

// How many of each a crisis lists.
const (
	coreActors = 8
	corePlaces = 8
)

// tally counts keys and keeps the order in which they came.
type tally[K comparable] struct {
	keys []K
	n    map[K]float64
}

func (t *tally[K]) add(k K, w float64) {
	if t.n == nil {
		t.n = map[K]float64{}
	}
	if _, ok := t.n[k]; !ok {
		t.keys = append(t.keys, k)
	}
	t.n[k] += w
}

// top are the keys by weight, the first come of equals first.
func (t *tally[K]) top(n int) []K {
	keys := slices.Clone(t.keys)
	slices.SortStableFunc(keys, func(a, b K) int { return cmp.Compare(t.n[b], t.n[a]) })
	return keys[:min(n, len(keys))]
}

// cast finds the core actors, the places and the countries of a crisis.
func (s *scene) cast(c *proposal) {
	var actors, places tally[string]
	var countries tally[casus.Country]
	actor, place := map[string]casus.Actor{}, map[string]casus.Place{}
	for _, id := range c.Events {
		e := s.events[id]
		for _, list := range [][]casus.Actor{e.Actors, e.Recipients} {
			for _, a := range list {
				if !a.Known() {
					continue
				}
				if Named(&a) { // one that nobody names is none of the core
					key := cmp.Or(string(a.ID), strings.ToLower(a.Name)+"/"+string(a.Country)+"/"+string(a.Sector))
					if _, ok := actor[key]; !ok {
						actor[key] = a
					}
					actors.add(key, float64(len(e.Mentions)))
				}
				if a.Country != "" {
					countries.add(a.Country, 1)
				}
			}
		}
		if e.Place != nil && e.Place.Name != "" {
			key := cmp.Or(e.Place.ID, e.Place.Name)
			place[key] = *e.Place
			places.add(key, float64(len(e.Mentions)))
		}
	}
	for _, k := range actors.top(coreActors) {
		c.Actors = append(c.Actors, actor[k])
	}
	for _, k := range places.top(corePlaces) {
		c.Places = append(c.Places, place[k])
	}
	c.Countries = countries.top(coreActors)
}

// Named reports whether an actor can be listed by its name: it is resolved, or its words are not a pronoun, a number or the
// rest of a phrase.
func Named(a *casus.Actor) bool { return a.ID != "" || embedded().names(a.Name) }

// names reports whether words can stand for an actor in a list: pronouns, numbers and the rest of a phrase cannot.
func (t *tables) names(words string) bool {
	first, _, _ := strings.Cut(words, " ")
	first, _, _ = strings.Cut(strings.ToLower(first), "'")
	return words != "" && !t.noName[strings.Trim(first, ".,“”\"")]
}

// name is what a person would call the crisis: its theatre, what mostly happens there, and when.
func (s *scene) name(c *proposal) string {
	return fmt.Sprintf("%s: %s, %s", s.k.t.nameOf(c.theatre), s.theme(c), months(c.From, c.Until))
}

// kind is what events of one type and manner have in common.
type kind struct {
	code casus.Code
	mode string
}

// theme names what mostly happens in a crisis: the weightiest type of deed, of it the weightiest kind, by the word most used
// for it and, where there is one, what was moved or who suffered it. One event that many reports lead with outweighs many
// that each are told once in passing. Where the titles hardly speak of that and share another word, that word is the theme.
func (s *scene) theme(c *proposal) string {
	var types tally[casus.Code]
	var kinds tally[kind]
	heaviest := map[kind]*casus.Event{}
	for _, id := range c.Events {
		e := s.events[id]
		k, w := kindOf(e), s.share(e)
		if h := heaviest[k]; h == nil || w > s.share(h) {
			heaviest[k] = e
		}
		kinds.add(k, w)
		types.add(k.code, w)
	}
	kinds.keys = slices.DeleteFunc(kinds.keys, func(k kind) bool { return k.code != types.top(1)[0] })
	best := kinds.top(1)[0]
	var of []*casus.Event
	for _, id := range c.Events {
		if e := s.events[id]; kindOf(e) == best {
			of = append(of, e)
		}
	}
	if 2*s.share(heaviest[best]) > kinds.n[best] {
		of = []*casus.Event{heaviest[best]}
	}
	words := cmp.Or(s.byWord(of), s.k.t.theme[string(best.code)+" "+best.mode], s.k.t.theme[string(best.code)+" "], strings.ToLower(string(best.code)))
	if topic, share := s.topic(c); topic != "" && share >= clearly*s.titled(c, words) {
		return topic
	}
	return words
}

func kindOf(e *casus.Event) kind {
	if len(e.Modes) == 0 {
		return kind{e.Type, ""}
	}
	return kind{e.Type, e.Modes[0]}
}

// another is what each further informant adds to the weight of an event, a text that only mentions it being 1.
const another = 0.5

// weight of an event in its crisis: how many texts tell it, more those that lead with it or have it in their title, how many
// informants there are; back-story and what did not happen weigh little. A text that comes back to the event counts little more
// than once, and copies of one count as one: what is named must not hang on a single word more or less.
func (s *scene) weight(e *casus.Event) float64 {
	told := s.told(e)
	w := 0.0
	for _, d := range told.keys {
		w += told.n[d]
	}
	if n := len(told.keys); n > 0 && len(e.Texts) > 0 && len(e.Texts) < n {
		w *= float64(len(e.Texts)) / float64(n)
	}
	w += another * float64(max(0, len(e.Informants)-1))
	if !e.HasEvent() || e.Background == casus.Historical {
		w *= 0.1
	}
	return w
}

// share is what an event adds to its kind: its weight by its square, more for deeds, most for conflict.
func (s *scene) share(e *casus.Event) float64 {
	w := s.weight(e)
	w *= w
	switch quad := s.k.t.quad(e.Type); {
	case quad == 4:
		w *= 9
	case !verbal(quad):
		w *= 2
	}
	if slices.ContainsFunc(e.Recipients, func(a casus.Actor) bool { return a.Kind == "person" && a.ID != "" }) {
		w *= somebody
	}
	return w
}

// somebody is how much more an event names a crisis by that happened to a person whom the tables know: people remember the capture of a
// president, not the raid that it took.
const somebody = 4

// told says for each document that tells an event how much it makes of it: that of the mention it makes most of, and more,
// but ever less, for each further one.
func (s *scene) told(e *casus.Event) tally[casus.DocID] {
	var most, times tally[casus.DocID]
	for _, id := range e.Mentions {
		m := s.mention[id]
		most.add(m.Document, max(0, s.salience(m)-most.n[m.Document]))
		times.add(m.Document, 1)
	}
	for d, n := range times.n {
		most.n[d] += math.Log2(n)
	}
	return most
}

// salience is how much a document makes of what a mention tells: 1, one more where it stands in the first sentence with an
// event, and one where it stands in the title.
func (s *scene) salience(m *casus.Mention) float64 {
	w := 1.0
	if m.SentenceIndex == s.lead[m.Document] {
		w++
	}
	if d := s.docs[m.Document]; d != nil && inTitle(d.Title, m.Lemma) {
		w++
	}
	return w
}

// inTitle reports whether a title has a word that begins like the lemma.
func inTitle(title, lemma string) bool {
	if len(lemma) < 3 {
		return false
	}
	begin := strings.ToLower(lemma[:min(len(lemma), 5)])
	return slices.ContainsFunc(strings.Fields(strings.ToLower(title)), func(w string) bool {
		return strings.HasPrefix(strings.Trim(w, "“\"'"), begin)
	})
}

// clearly is how much more a noun must be used than the next to name a kind of event.
const clearly = 2

// byWord names events by the noun of the words used most for them, those of first sentences and titles most; "" where no noun
// leads.
func (s *scene) byWord(of []*casus.Event) string {
	var nouns, moved, victims tally[string]
	word := map[string]nominal{}
	all := 0
	for _, e := range of {
		for _, id := range e.Mentions {
			m := s.mention[id]
			n := s.k.t.nominal[m.Lemma]
			if n.of != "" && n.of != m.Type {
				n = nominal{}
			}
			nouns.add(n.many, s.salience(m))
			word[n.many] = n
			all++
			for i := range m.Figures {
				if g := &m.Figures[i]; g.Counted != "" && g.Unit == "" {
					moved.add(g.Counted, 1)
				}
			}
		}
		for _, c := range s.claims[e.ID] {
			if c.Counted != "" && c.Unit == "" {
				moved.add(c.Counted, 1)
			}
		}
		for _, r := range e.Recipients {
			if r.Kind == "person" && r.Name != "" {
				victims.add(r.Name, float64(len(e.Mentions)))
			}
		}
	}
	// The noun must lead: of two that are used about as often, neither names the kind.
	delete(nouns.n, "")
	top := slices.DeleteFunc(nouns.top(len(nouns.keys)), func(k string) bool { return k == "" })
	if len(top) == 0 || len(top) > 1 && nouns.n[top[0]] < clearly*nouns.n[top[1]] {
		return ""
	}
	n := word[top[0]]
	switch {
	case n.moved && len(moved.keys) > 0 && s.isThing(moved.top(1)[0]):
		return moved.top(1)[0] + " " + n.many
	case n.always:
		return ""
	case len(victims.keys) > 0 && victims.n[victims.top(1)[0]]*2 > float64(all):
		return n.one + " of " + victims.top(1)[0]
	}
	return n.many
}

// isThing keeps people who were counted as harmed out of the place of what was moved.
func (s *scene) isThing(counted string) bool {
	_, ok := s.k.t.nominal[counted]
	return !ok && !strings.HasSuffix(counted, "ed") && !strings.HasSuffix(counted, "ing")
}

// months prints a span of days as months: "January 2026", "January–March 2026", "December 2025–January 2026".
func months(from, until string) string {
	a, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return "undated"
	}
	b, err := time.Parse(time.DateOnly, until)
	switch {
	case err != nil || a.Format("2006-01") == b.Format("2006-01"):
		return a.Format("January 2006")
	case a.Year() == b.Year():
		return a.Format("January") + "–" + b.Format("January 2006")
	}
	return a.Format("January 2006") + "–" + b.Format("January 2006")
}

// reason says in one line what holds the crisis together.
func (s *scene) reason(c *proposal) string {
	var who []string
	for _, a := range c.Actors[:min(3, len(c.Actors))] {
		who = append(who, a.Name)
	}
	docs := "1 document"
	if n := len(c.Documents); n != 1 {
		docs = fmt.Sprintf("%d documents", n)
	}
	r := fmt.Sprintf("%d events from %s in the theatre %q", len(c.Events), docs, s.k.t.nameOf(c.theatre)) // one event is no crisis
	if len(who) > 0 {
		r += ", mostly with " + strings.Join(who, ", ")
	}
	if t := c.line.tie; t.sum() > 0 {
		r += fmt.Sprintf("; each report is tied to the one most like it by %s, %.2f in all where %.2f is asked", t, t.sum(), s.k.t.ties.limit)
	}
	return r
}
