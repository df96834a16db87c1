package gazetteer

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
)

// A Flaw is one thing in the actor tables that cannot be right, with where it stands.
type Flaw struct {
	Where string // file:line
	What  string
}

// String is the flaw as an editor of the tables reads it.
func (f Flaw) String() string { return f.Where + ": " + f.What }

// Check reads the tables against each other: countries that no table of states has, dates that are none or out of order,
// two people in one office on one day without a note of who recognises whom, and one name for two actors of one country
// at one time. Unknown sectors and columns are errors of reading already.
func (a *Actors) Check() []Flaw {
	var out []Flaw
	for i := range a.entities {
		for _, r := range a.entities[i].rows {
			if what := a.checkRow(&a.rows[r]); what != "" {
				out = append(out, Flaw{a.where(&a.rows[r]), fmt.Sprintf("%s: %s", a.entities[i].id, what)})
			}
		}
	}
	for _, office := range slices.Sorted(maps.Keys(a.offices)) {
		out = append(out, a.checkOffice(office)...)
	}
	return append(out, a.checkNames()...)
}

func (a *Actors) where(r *row) string {
	return fmt.Sprintf("%s:%d", a.files[r.at.file], r.at.line)
}

func (a *Actors) checkRow(r *row) string {
	switch {
	case r.country != "" && a.StateOf(r.country) == nil && !a.codes.international[string(r.country)]:
		return fmt.Sprintf("unknown country %q", r.country)
	case !isDate(r.from) || !isDate(r.to):
		return fmt.Sprintf("no date: %q to %q", r.from, r.to)
	case r.from != "" && r.to != "" && compareDates(r.from, r.to) > 0:
		return fmt.Sprintf("begins on %s after it ends on %s", r.from, r.to)
	case r.office != "" && !strings.HasPrefix(r.office, string(r.country)+"."):
		return fmt.Sprintf("office %q is not one of %s", r.office, r.country)
	case r.source == "" || r.asOf == "":
		return "without source or as_of"
	}
	return ""
}

// isDate reports whether s is empty, a year, a month or a day.
func isDate(s string) bool {
	if s == "" {
		return true
	}
	for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// tenure is one row of an office.
type tenure struct {
	entity int32
	row    *row
}

// checkOffice finds tenures of one office that share more than the day of a handover.
func (a *Actors) checkOffice(office string) []Flaw {
	var all []tenure
	for _, i := range slices.Compact(slices.Sorted(slices.Values(a.offices[office]))) {
		for _, r := range a.entities[i].rows {
			if w := &a.rows[r]; w.office == office && w.recognised == "" {
				all = append(all, tenure{i, w})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y tenure) int { return strings.Compare(x.row.from, y.row.from) })
	var out []Flaw
	for i := range all {
		for k := i + 1; k < len(all); k++ {
			x, y := all[i], all[k]
			if x.entity != y.entity && shareDays(x.row, y.row) {
				out = append(out, Flaw{a.where(y.row), fmt.Sprintf("%s: %s (from %q) while %s (%q to %q)", office,
					a.entities[y.entity].id, y.row.from, a.entities[x.entity].id, x.row.from, x.row.to)})
			}
		}
	}
	return out
}

// shareDays reports whether y, which begins no earlier, begins before x has ended, as far as both dates say.
func shareDays(x, y *row) bool {
	if x.to == "" || y.from == "" {
		return true
	}
	return compareDates(y.from, x.to) < 0
}

// checkNames finds names that stand for two actors of one country at one time.
func (a *Actors) checkNames() []Flaw {
	holders := map[string][]int32{}
	for i := range a.entities {
		if a.entities[i].rank > 0 {
			continue
		}
		for _, name := range a.entities[i].names {
			if _, local := strings.CutSuffix(name, "?"); !local {
				key := Fold(name)
				if !slices.Contains(holders[key], int32(i)) {
					holders[key] = append(holders[key], int32(i))
				}
			}
		}
	}
	var out []Flaw
	for _, name := range slices.Sorted(maps.Keys(holders)) {
		list := holders[name]
		for k := 1; k < len(list); k++ {
			if x, y := &a.entities[list[0]], &a.entities[list[k]]; a.together(x, y) {
				out = append(out, Flaw{a.where(&a.rows[y.rows[0]]), fmt.Sprintf("%q is %s and %s", name, x.id, y.id)})
			}
		}
	}
	return out
}

// together reports whether two entities have rows of one country that share days.
func (a *Actors) together(x, y *entity) bool {
	for _, i := range x.rows {
		for _, k := range y.rows {
			r, s := &a.rows[i], &a.rows[k]
			if r.country != s.country {
				continue
			}
			if r.from > s.from {
				r, s = s, r
			}
			if shareDays(r, s) {
				return true
			}
		}
	}
	return false
}

// Count is how many entities of a kind the tables have; "" counts all.
func (a *Actors) Count(kind string) int {
	n := 0
	for i := range a.entities {
		if kind == "" || a.entities[i].kind == kind {
			n++
		}
	}
	return n
}

// Serving lists the countries whose office somebody holds on a day, in order of their codes.
func (a *Actors) Serving(office, on string) []casus.Country {
	var out []casus.Country
	for i := range a.states {
		if _, ok := a.Holder(a.states[i].ISO, office, on); ok {
			out = append(out, a.states[i].ISO)
		}
	}
	slices.Sort(out)
	return out
}
