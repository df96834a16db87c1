package web

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/crisis"
	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/ontology"
	"github.com/casus-project/casus/internal/store"
)

// tensionGroup is the subjects of one kind.
type tensionGroup struct {
	Says string
	Rows []tensionRow
	More int // subjects that are not listed
}

// tensionRow is one subject in the list: both sides of its index, which are never set against each other.
type tensionRow struct {
	Name, Href           string
	Chart                *tensionChart
	Conflict, Cooperates int      // events
	Notes                []string // what is unusual about its last period
	weight               float64  // to order by
}

type tensionView struct {
	Groups  []tensionGroup
	Name    string // of the one subject shown, "" for the list
	Chart   *tensionChart
	Sides   []tensionSide
	At      string // the period whose events are shown, by its first day
	Rows    []eventRow
	Days    int
	Lengths []int
	Subject string
	Panel   []string
	Sources []string
	Silence string
}

// tensionSide is one side of a subject, period by period, the newest first.
type tensionSide struct {
	Says   string
	Points []tensionPoint
}

type tensionPoint struct {
	From, Until      string
	Level, Low, High string
	Docs, Events     int
	Href             string
	Notes            []string
	Shown            bool
}

// listedSubjects is how many subjects of each kind the list names.
const listedSubjects = 12

// periodLengths are the lengths of a period, in days, that the page offers.
var periodLengths = []int{1, 7, 30}

// tensionPage shows the tension index: the list of subjects, or one of them with its periods and their events.
func (s *Site) tensionPage(ctx context.Context, q *question) (*answer, error) {
	p, err := s.tensionPicture(ctx, q)
	if err != nil {
		return nil, err
	}
	v := &tensionView{Days: 7, Lengths: periodLengths, Subject: q.form.Get("subject"), At: q.form.Get("at"), Panel: q.form["panel"]}
	if d := q.form.Get("days"); d != "" {
		if v.Days, err = strconv.Atoi(d); err != nil || v.Days < 1 || v.Days > 366 {
			return nil, casus.Errorf(casus.Invalid, "days %q is not a number of days from 1 to 366", d)
		}
	}
	for i := range p.Documents {
		if src := p.Documents[i].Source; src != "" && !slices.Contains(v.Sources, src) {
			v.Sources = append(v.Sources, src)
		}
	}
	slices.Sort(v.Sources)
	series := crisis.Tension(p, crisis.TensionOptions{Days: v.Days, Panel: v.Panel})
	if v.Subject != "" {
		series = slices.DeleteFunc(series, func(t crisis.Series) bool { return t.Subject != v.Subject })
		if len(series) == 0 {
			return nil, casus.Errorf(casus.NotFound, "nothing is known about the tension of %q", v.Subject)
		}
	}
	for i := range series {
		if len(series[i].Points) > 0 && !slices.ContainsFunc(series[i].Points, func(pt crisis.Point) bool { return !pt.Silent }) {
			v.Silence = "Too few periods have been read to say what is unusual."
		}
	}
	t := tensionTeller{s: s, q: q, v: v, p: p, names: s.subjectNames(p)}
	title := "Tension"
	if v.Subject != "" {
		t.one(series)
		title += " · " + v.Name
	} else {
		v.Groups = t.groups(series)
	}
	return &answer{page: "tension", title: title, view: v, json: map[string]any{"days": v.Days, "panel": orEmpty(v.Panel), "series": orEmpty(series)}}, nil
}

// tensionPicture reads what the index is computed from.
func (s *Site) tensionPicture(ctx context.Context, q *question) (*fuse.Picture, error) {
	p := &fuse.Picture{}
	var err error
	if p.Documents, err = s.source.Documents(ctx, store.DocumentFilter{Bare: true, View: q.view}); err != nil {
		return nil, err
	}
	if p.Mentions, err = s.source.Mentions(ctx, store.MentionFilter{View: q.view}); err != nil {
		return nil, err
	}
	if p.Events, err = s.source.Events(ctx, store.EventFilter{View: q.view}); err != nil {
		return nil, err
	}
	p.Crises, err = s.source.Crises(ctx, store.CrisisFilter{View: q.view})
	return p, err
}

// tensionTeller turns series into what the page shows.
type tensionTeller struct {
	s     *Site
	q     *question
	v     *tensionView
	p     *fuse.Picture
	names map[string]string
}

// subjectKinds are the kinds of subjects in the order of the page.
var subjectKinds = []struct{ kind, says string }{
	{"crisis", "Crises"}, {"dyad", "Between two countries"}, {"country", "What happens in a country"}, {"actor", "What a country's actors do"},
}

// groups lists the subjects of each kind, those with most conflict in all periods first.
func (t *tensionTeller) groups(series []crisis.Series) []tensionGroup {
	var out []tensionGroup
	for _, k := range subjectKinds {
		g := tensionGroup{Says: k.says}
		for i := 0; i < len(series); {
			n := i + 1
			for n < len(series) && series[n].Subject == series[i].Subject {
				n++
			}
			if kind, _, _ := strings.Cut(series[i].Subject, " "); kind == k.kind {
				g.Rows = append(g.Rows, t.row(series[i:n]))
			}
			i = n
		}
		slices.SortStableFunc(g.Rows, func(a, b tensionRow) int {
			return cmp.Or(cmp.Compare(b.weight, a.weight), b.Cooperates-a.Cooperates)
		})
		if g.More = len(g.Rows) - listedSubjects; g.More > 0 {
			g.Rows = g.Rows[:listedSubjects]
		}
		if len(g.Rows) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func (t *tensionTeller) row(sides []crisis.Series) tensionRow {
	r := tensionRow{Name: t.name(sides[0].Subject), Href: t.to(sides[0].Subject, ""), Chart: drawTension(sides, tensionSmall, nil)}
	for _, side := range sides {
		n := 0
		for _, pt := range side.Points {
			n += len(pt.Events)
			if side.Side == conflictSide {
				r.weight += pt.Level * float64(pt.Docs)
			}
		}
		if side.Side == conflictSide {
			r.Conflict = n
		} else {
			r.Cooperates = n
		}
		if len(side.Points) > 0 {
			for _, note := range notesOf(side.Points[len(side.Points)-1]) {
				r.Notes = append(r.Notes, side.Side+": "+note)
			}
		}
	}
	return r
}

// one shows a single subject, and the events of the period that was asked for.
func (t *tensionTeller) one(series []crisis.Series) {
	v := t.v
	v.Name = t.name(v.Subject)
	v.Chart = drawTension(series, tensionLarge, func(from string) string { return t.to(v.Subject, from) })
	shown := map[casus.EventID]bool{}
	for _, side := range series {
		ts := tensionSide{Says: sideText(side.Side)}
		for _, pt := range slices.Backward(side.Points) {
			if len(pt.Events) == 0 && !pt.Change {
				continue
			}
			if pt.From == v.At {
				for _, id := range pt.Events {
					shown[id] = true
				}
			}
			ts.Points = append(ts.Points, tensionPoint{
				From: pt.From, Until: pt.Until, Docs: pt.Docs, Events: len(pt.Events), Href: t.to(v.Subject, pt.From), Shown: pt.From == v.At,
				Level: levelText(pt.Level), Low: levelText(pt.Low), High: levelText(pt.High), Notes: notesOf(pt),
			})
		}
		v.Sides = append(v.Sides, ts)
	}
	var events []casus.Event
	for i := range t.p.Events {
		if shown[t.p.Events[i].ID] {
			events = append(events, t.p.Events[i])
		}
	}
	v.Rows = t.s.rows(t.q, events, nil)
}

// The sides of the index, as crisis names them.
const conflictSide = "conflict"

func sideText(side string) string {
	if side == conflictSide {
		return "Conflict, in words and deeds"
	}
	return "Cooperation, in words and deeds"
}

func levelText(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

func notesOf(p crisis.Point) []string {
	var out []string
	if p.Change {
		out = append(out, "a new level begins")
	}
	switch p.Unseen {
	case 1:
		out = append(out, "not seen in the year before")
	case 3:
		out = append(out, "not seen in the three years before")
	}
	return out
}

// to is the path of a subject, and of one of its periods, with the page's settings.
func (t *tensionTeller) to(subject, at string) string {
	form := url.Values{"subject": {subject}}
	if at != "" {
		form.Set("at", at)
	}
	if d := t.q.form.Get("days"); d != "" {
		form.Set("days", d)
	}
	if len(t.v.Panel) > 0 {
		form["panel"] = t.v.Panel
	}
	if t.q.asOf != "" {
		form.Set("asof", t.q.asOf)
	}
	return "/tension?" + form.Encode()
}

// name is a subject in words.
func (t *tensionTeller) name(subject string) string {
	_, codes, _ := strings.Cut(subject, " ")
	if n := t.names[subject]; n != "" {
		return n
	}
	var parts []string
	for _, c := range strings.Split(codes, "–") {
		parts = append(parts, cmp.Or(t.names[c], c))
	}
	return strings.Join(parts, " – ")
}

// subjectNames are the names of crises and of countries.
func (s *Site) subjectNames(p *fuse.Picture) map[string]string {
	out := map[string]string{}
	for code, name := range s.countries {
		out[code] = name
	}
	for _, code := range s.types.Special() {
		if out[string(code)] == "" {
			out[string(code)] = s.types.Name(string(code))
		}
	}
	for i := range p.Crises {
		out["crisis "+string(p.Crises[i].ID)] = p.Crises[i].Name
	}
	return out
}

// countryNames reads the names of countries by code; the table's first row names its columns.
func countryNames() (map[string]string, error) {
	const file, columns, code, name = "gazetteer/countries.tsv", 15, 0, 3
	rows, err := ontology.ReadTable(data.FS, file, columns)
	if err != nil {
		return nil, fmt.Errorf("web: data/%s: %w", file, err)
	}
	out := map[string]string{}
	for _, r := range rows[1:] {
		out[r.Cells[code]] = r.Cells[name]
	}
	return out, nil
}
