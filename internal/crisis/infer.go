package crisis

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/casus-project/casus"
)

// inference is a row of data/fusion/inferred.tsv: which two events suggest that the second has to do with the first.
type inference struct {
	name          string
	first, second []string                // "TYPE" or "TYPE/mode"; "*" is any, "=" the type of the first
	status        string                  // of the first: "real" or "planned"
	parties       []func(a, b sides) bool // one of them
	domestic      bool                    // two countries do not stand for their people: a march in one is not answered by a raid on it
	days          int
	why           string
}

// sides are who did an event and to whom, by keys that stand for one party, or for one country.
type sides struct{ by, to []string }

// partyTests say how the parties of two events must stand to each other.
func partyTests() map[string]func(a, b sides) bool {
	return map[string]func(a, b sides) bool{
		// A to B, then A to B.
		"same": func(a, b sides) bool { return apart(a) && meets(a.by, b.by) && meets(a.to, b.to) },
		// A to B, then B to A.
		"answer": func(a, b sides) bool { return apart(a) && meets(a.by, b.to) && meets(a.to, b.by) },
		// A, then B to A.
		"against": func(a, b sides) bool { return apart(b) && meets(a.by, b.to) && !meets(a.by, b.by) },
		// A to B, then C to B.
		"joined": func(a, b sides) bool { return apart(a) && apart(b) && meets(a.to, b.to) && !meets(a.by, b.by) },
		// A with B, then A with B, whoever is named first.
		"together": func(a, b sides) bool {
			x, y := slices.Concat(a.by, a.to), slices.Concat(b.by, b.to)
			slices.Sort(x)
			n := 0
			for _, k := range slices.Compact(x) {
				if slices.Contains(y, k) {
					n++
				}
			}
			return n >= 2
		},
	}
}

// apart reports whether both sides are known and are not one.
func apart(a sides) bool { return len(a.by) > 0 && len(a.to) > 0 && !meets(a.by, a.to) }

func meets(a, b []string) bool {
	return slices.ContainsFunc(a, func(k string) bool { return slices.Contains(b, k) })
}

func (t *tables) addInference(f []string) error {
	days, err := strconv.Atoi(f[5])
	tests := partyTests()
	var parties []func(a, b sides) bool
	for _, name := range strings.Split(f[4], ",") {
		if tests[name] == nil {
			return casus.Errorf(casus.Invalid, "parties %q are none of %s", name, strings.Join(slices.Sorted(maps.Keys(tests)), ", "))
		}
		parties = append(parties, tests[name])
	}
	switch {
	case err != nil || days < 1:
		return casus.Errorf(casus.Invalid, "%q is no number of days", f[5])
	case f[2] != "real" && f[2] != "planned":
		return casus.Errorf(casus.Invalid, "status %q is neither real nor planned", f[2])
	}
	t.inferences = append(t.inferences, inference{
		name: f[0], first: strings.Split(f[1], ","), status: f[2], second: strings.Split(f[3], ","), parties: parties,
		domestic: f[4] == "against", days: days, why: f[6],
	})
	return nil
}

// told is an event on its day with its sides: as parties, as parts of a society, and as countries.
type told struct {
	e                     *casus.Event
	party, group, country sides
	within                []string // crises and reports
	at                    time.Time
	order                 int
}

// inferred are the links that no sentence states and the rules suggest. The nearest earlier event alone is linked to a
// later one, and each once a rule, so that two sides that are always at each other do not give a tangle. Two events that
// somebody links already are left out, whatever the link.
func (s *scene) inferred() []casus.Link {
	stated := map[[2]string]bool{}
	for _, l := range s.p.Links {
		stated[[2]string{l.From, l.To}], stated[[2]string{l.To, l.From}] = true, true
	}
	all := s.dated()
	before := earlier(all)
	used := map[string]bool{} // rule and first event
	var out []casus.Link
	for j := range all {
		b := &all[j]
		near := before(j)
		for k := range s.k.t.inferences {
			r := &s.k.t.inferences[k]
			for _, i := range near {
				a := &all[i]
				if daysBetween(a, b) > r.days {
					break
				}
				if key := r.name + " " + string(a.e.ID); !used[key] && !stated[[2]string{string(a.e.ID), string(b.e.ID)}] && s.holds(r, a, b) {
					used[key] = true
					out = append(out, s.inferredLink(r, a, b))
					break
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b casus.Link) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out
}

// lastOf is how many of the last events of a party are looked at.
const lastOf = 100

// earlier finds the events before one that have a party, a part of a society or a country in common with it, the nearest
// first.
func earlier(all []told) func(j int) []int {
	at := map[string][]int{}
	return func(j int) []int {
		var keys []string
		for _, s := range []sides{all[j].party, all[j].group, all[j].country} {
			keys = append(append(keys, s.by...), s.to...)
		}
		slices.Sort(keys)
		var out []int
		for _, k := range slices.Compact(keys) {
			out = append(out, at[k][max(0, len(at[k])-lastOf):]...)
			at[k] = append(at[k], j)
		}
		slices.Sort(out)
		out = slices.Compact(out)
		slices.Reverse(out)
		return out
	}
}

// daysBetween is how many days lie between the days of two events.
func daysBetween(a, b *told) int { return int(b.at.Sub(a.at).Hours() / 24) }

// dated are the events that are told as news and have a day, by day, the earlier reported first.
func (s *scene) dated() []told {
	in := map[casus.EventID][]string{}
	for i := range s.p.Crises {
		for _, e := range s.p.Crises[i].Events {
			in[e] = append(in[e], string(s.p.Crises[i].ID))
		}
	}
	both := func(e *casus.Event, keys func([]casus.Actor) []string) sides {
		return sides{keys(e.Actors), keys(e.Recipients)}
	}
	var out []told
	for i := range s.p.Events {
		e := &s.p.Events[i]
		at, err := time.Parse(time.DateOnly, s.dayOf(e))
		if err == nil && e.Background != casus.Historical && e.Polarity != casus.Negative {
			out = append(out, told{
				e: e, party: both(e, s.k.t.partiesOf), group: both(e, s.k.t.groupsOf), country: both(e, s.k.t.statesOf),
				within: append(slices.Clip(in[e.ID]), s.reportsOf(e)...), at: at, order: i,
			})
		}
	}
	slices.SortStableFunc(out, func(a, b told) int { return cmp.Or(a.at.Compare(b.at), a.order-b.order) })
	return out
}

// reportsOf are the documents that tell an event.
func (s *scene) reportsOf(e *casus.Event) []string {
	var out []string
	for _, m := range e.Mentions {
		out = append(out, "report "+string(s.mention[m].Document))
	}
	return out
}

// statesOf are the countries of actors, less those that are none (bodies of many states).
func (t *tables) statesOf(as []casus.Actor) []string {
	return slices.DeleteFunc(countriesOf(as), func(c string) bool { return t.state[casus.Country(c)] == "" })
}

// partiesOf are the keys of actors that are somebody in particular: who they are, or the state that they act for.
func (t *tables) partiesOf(as []casus.Actor) []string {
	var out []string
	for i := range as {
		switch a := &as[i]; {
		case t.organ[string(a.Sector)] && t.state[a.Country] != "":
			out = append(out, "state "+string(a.Country))
		case a.ID != "":
			out = append(out, string(a.ID))
		}
	}
	return out
}

// groupsOf are those of partiesOf, and of others the part of a society: the workers of Zambia.
func (t *tables) groupsOf(as []casus.Actor) []string {
	out := t.partiesOf(as)
	for i := range as {
		if a := &as[i]; a.ID == "" && !t.organ[string(a.Sector)] && a.Sector != "" && a.Country != "" {
			out = append(out, string(a.Country)+"/"+string(a.Sector))
		}
	}
	return out
}

// holds reports whether a rule holds of two events, of which the first lies on an earlier day.
func (s *scene) holds(r *inference, a, b *told) bool {
	if !a.at.Before(b.at) || b.e.Modality != casus.Realised || a.e.PartOf == b.e.ID || b.e.PartOf == a.e.ID {
		return false
	}
	want, first := casus.Realised, a.e.Type
	if r.status == "planned" {
		want = casus.Planned
		if m := s.mention[a.e.Mentions[0]]; m.Foreseen != "" {
			first = m.Foreseen
		}
	}
	if a.e.Modality != want || !isOf(a.e, r.first, "") || !isOf(b.e, r.second, first) {
		return false
	}
	if r.domestic && !meets(a.country.by, b.country.by) {
		return false
	}
	// Within a crisis or a report two countries, or a part of a society, stand for whoever acts for them; elsewhere only parties do
	// that are one and the same.
	inside := meets(a.within, b.within)
	return slices.ContainsFunc(r.parties, func(test func(a, b sides) bool) bool {
		return test(a.party, b.party) || inside && (test(a.group, b.group) || !r.domestic && test(a.country, b.country))
	})
}

// isOf reports whether an event is of one of the types.
func isOf(e *casus.Event, types []string, first casus.Code) bool {
	return slices.ContainsFunc(types, func(t string) bool {
		code, mode, _ := strings.Cut(t, "/")
		return t == "*" || t == "=" && e.Type == first || code == string(e.Type) && (mode == "" || slices.Contains(e.Modes, mode))
	})
}

// inferredLink is the link from the later event to the earlier one, with the words of both.
func (s *scene) inferredLink(r *inference, a, b *told) casus.Link {
	days := daysBetween(a, b)
	span := strconv.Itoa(days) + " days"
	if days == 1 {
		span = "1 day"
	}
	why := strings.NewReplacer("{first}", s.tells(a), "{second}", s.tells(b), "{days}", span).Replace(r.why)
	first, second := s.mention[a.e.Mentions[0]], s.mention[b.e.Mentions[0]]
	known := second // the link is known when both are reported
	if s.docs[first.Document].Published.After(s.docs[second.Document].Published) {
		known = first
	}
	return casus.Link{
		ID:    casus.LinkID(casus.HashID("link", "inferred", r.name, string(b.e.ID), string(a.e.ID))),
		Level: "event", From: string(b.e.ID), To: string(a.e.ID), Type: casus.LinkInferred, Inferred: true, Rule: r.name,
		Document: known.Document, Span: known.Trigger, Text: known.TriggerText, Days: days,
		Evidence: []casus.Evidence{evidence(second), evidence(first)},
		Reason:   why + " No report says that the one has to do with the other.",
	}
}

func evidence(m *casus.Mention) casus.Evidence {
	return casus.Evidence{Document: m.Document, Span: m.Trigger, Text: m.TriggerText}
}

// tells names an event with its day, and says where that is only the day of its first report.
func (s *scene) tells(t *told) string {
	on := "on"
	if !t.e.Time.Known() || !withinDay(t.e.Time.Grain) {
		on = "reported on"
	}
	return fmt.Sprintf("“%s” (%s, %s %s)", t.e.Title, t.e.Type, on, t.at.Format(time.DateOnly))
}
