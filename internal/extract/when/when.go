// Package when finds the time expressions of a text and says which days they mean.
//
// In comes a ling.Text (tokens are enough; with tags and trees the tense of the clause tells past from coming
// weekdays); out come casus.Whens in text order: TIMEX3 type, value and modifier, the inclusive local dates From and
// Until, the grain, the instant in UTC where a clock time has a known zone, what the time was worked out from and by
// which rule. It refuses to guess: an expression that cannot be anchored keeps its words and a value with X in it and
// has no dates, and nothing is ever taken for today for want of a date.
//
// From and Until say what the words mean where they stand: "since 2020" has no Until, "until Friday" no From, and both
// ends of "from Monday to Wednesday" carry the whole interval. Value stays that of the expression alone, as TIMEX3 has
// it. Thirds of a period, for "early", "mid" and "late", are days 1-10, 11-20 and 21-end of a month, four months each of
// a year, and so in proportion for other periods. Seasons are those of the northern hemisphere, in whole months; winter
// begins in the year named.
//
// Ages ("a 19-year-old") are no times; internal/extract/figure has them.
package when

import (
	"fmt"
	"io/fs"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/extract/choice"
	"github.com/casus-project/casus/internal/ling"
)

// Options are the settings of an Engine; the zero value works.
type Options struct {
	// Tables holds the tables of words and patterns; nil is casus's own.
	Tables fs.FS
}

// Engine reads time expressions. It is read-only and safe for concurrent use.
type Engine struct {
	lex     *lexicon
	rules   *ruleset
	counted map[string]bool
	speech  map[string]bool          // verbs of saying, thinking and asking
	telling map[string]bool          // nouns for what is said: "report", "statement"
	bases   map[string]string        // irregular past forms to their verbs
	zones   map[casus.Country]string // IANA names
	choice  *choice.Table
}

// New makes the engine for English from its tables. It panics when the tables are broken: they are part of the
// program, and Open reports what is wrong with them.
func New(o Options) *Engine {
	e, err := Open(o)
	if err != nil {
		panic(err)
	}
	return e
}

// Open is New with an error for tables that cannot be read; it names file, line and the offending text.
func Open(o Options) (*Engine, error) {
	if o.Tables == nil {
		o.Tables = data.FS
	}
	lex, err := readLexicon(o.Tables, "lexicon/en/when-words.tsv")
	if err != nil {
		return nil, fmt.Errorf("read time words: %w", err)
	}
	rs, err := readRules(o.Tables, "lexicon/en/when-rules.tsv", lex)
	if err != nil {
		return nil, fmt.Errorf("read time patterns: %w", err)
	}
	e := &Engine{lex: lex, rules: rs, counted: map[string]bool{}}
	err = rows(o.Tables, "lexicon/en/when-counted.tsv", 1, func(_ int, f []string) error {
		e.counted[f[0]] = true
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read counted words: %w", err)
	}
	if err = e.readVerbs(o.Tables); err != nil {
		return nil, err
	}
	if e.zones, err = readZones(o.Tables); err != nil {
		return nil, err
	}
	if e.choice, err = choice.Read(o.Tables, "lexicon/en/when-choice.tsv"); err != nil {
		return nil, fmt.Errorf("read weights of times: %w", err)
	}
	return e, nil
}

// Zone is the time zone of a country that has only one on its mainland, nil for others. It is what WithZone wants for
// "local time" at a place in that country.
func (e *Engine) Zone(country casus.Country) *time.Location {
	name, ok := e.zones[country]
	if !ok {
		return nil
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return loc
}

// Find lists the time expressions of the text, in order and without overlap. Relative ones count from the day on which
// the document was published; where that is unknown they have no dates.
func (e *Engine) Find(t *ling.Text) []casus.When {
	s := scans.Get().(*scan)
	defer scans.Put(s)
	s.begin(e, t)
	s.ancient = tellsAntiquity(s.text)
	s.split()
	s.numbers()
	s.specsOf()
	s.bounds()
	s.historic = s.tellsHistory()
	s.stated = false
	if !s.known {
		s.dct, s.stated = s.firstDate()
	}
	return s.whens()
}

func (s *scan) begin(e *Engine, t *ling.Text) {
	s.e, s.t, s.text = e, t, t.Doc.Text
	s.tagged = tagged(t)
	s.mem = memory{}
	s.known = !t.Doc.Published.IsZero()
	s.dct = 0
	if s.known {
		y, m, d := t.Doc.Published.Date()
		s.dct = dayOf(y, int(m), d)
	}
}

// whens resolves the specs in order.
func (s *scan) whens() []casus.When {
	if len(s.specs) == 0 {
		return nil
	}
	out := make([]casus.When, len(s.specs))
	sent := 0
	for i := range s.specs {
		p := &s.specs[i]
		for sent+1 < len(s.sents) && s.sents[sent+1] <= p.first {
			sent++
		}
		r := s.resolve(p, sent)
		s.remember(p, r, sent)
		out[i] = s.when(p, r)
	}
	s.entriesOfYesterday(out)
	for i := range s.specs {
		s.bind(i, out)
	}
	return out
}

// when writes the resolved expression down.
func (s *scan) when(p *spec, r result) casus.When {
	w := casus.When{Rule: p.rule, Type: casus.TimexDate, Mod: timexMod[p.mod], Basis: r.basis}
	w.Span = casus.Span{Start: s.atoms[p.first].start, End: s.atoms[p.last-1].end}
	w.Text = w.Span.Of(s.text)
	if p.approx != "" {
		w.Mod = p.approx
	}
	switch p.kind {
	case kDur:
		s.durationOf(p, &w)
		return w
	case kSet:
		w.Type, w.Value = casus.TimexSet, p.value
		return w
	case kRef:
		w.Value = p.value
		return w
	case kFeast:
		w.Value = p.value
		return w
	}
	if p.kind == kOffset && p.vague && p.anchor == fromNarrative {
		w.Type, w.Value = casus.TimexDuration, duration(p.n, p.unit, true)
		return w
	}
	if p.kind == kOffset && p.vague && p.anchor == fromPublication {
		w.Value = map[int]string{-1: "PAST_REF", 1: "FUTURE_REF"}[p.dir]
		if s.known {
			s.openEnd(p.dir, &w)
		}
		return w
	}
	if p.kind == kOffset && p.anchor == fromEvent {
		w.Type, w.Value = casus.TimexDuration, duration(p.n, p.unit, p.vague)
		w.Basis, w.Grain = casus.BasisEvent, grainOf[p.unit]
		w.Anchor = s.t.SpanOf(p.eventFirst, p.eventLast)
		w.Rule += map[int]string{-1: "-before", 1: "-after"}[p.dir]
		return w
	}
	if r.ok {
		from, until := third(r.stretch, p.mod)
		if s.lit(p.first, "the", "first", "second", "latter") && s.lit(p.first+1, "half", "first", "second", "latter") && s.lit(p.first+2, "half", "of") {
			from, until = halfOf(r.stretch, p.mod)
		}
		w.Value, w.Grain = r.value, r.grain
		w.From, w.Until = from.String(), until.String()
	} else if p.kind == kOffset {
		w.Type, w.Value = casus.TimexDuration, duration(p.n, p.unit, p.vague)
	} else if p.kind == kClock || p.kind == kPart {
		w.Value = "XXXX-XX-XX"
	} else {
		w.Value = p.partial()
	}
	s.clockOf(p, &w)
	return w
}

// timexMod gives TIMEX3's mod for the table's.
var timexMod = map[string]string{
	"START": "START", "MID": "MID", "END": "END", "BEFORE": "BEFORE", "AFTER": "AFTER",
	"LATER": "", "EARLIER": "", "SOME": "",
}

// third is the part of the stretch that "early", "mid" or "late" leaves.
func third(p stretch, mod string) (from, until day) {
	n := p.until - p.from + 1
	switch p.grain {
	case casus.Month:
		switch mod {
		case "START":
			return p.from, p.from + 9
		case "MID":
			return p.from + 10, p.from + 19
		case "END":
			return p.from + 20, p.until
		}
	case casus.Year:
		switch mod {
		case "START":
			return p.from, p.from.addMonths(4) - 1
		case "MID":
			return p.from.addMonths(4), p.from.addMonths(8) - 1
		case "END":
			return p.from.addMonths(8), p.until
		}
	case casus.Decade, casus.Century:
		years := int(n) / 365
		a, b := (years*4+5)/12*12, (years*8+5)/12*12
		switch mod {
		case "START":
			return p.from, p.from.addMonths(a) - 1
		case "MID":
			return p.from.addMonths(a), p.from.addMonths(b) - 1
		case "END":
			return p.from.addMonths(b), p.until
		}
	}
	if n >= 3 {
		switch mod {
		case "START":
			return p.from, p.from + n/3 - 1
		case "MID":
			return p.from + n/3, p.until - n/3
		case "END":
			return p.until - n/3 + 1, p.until
		}
	}
	return p.from, p.until
}

// halfOf is the half of the stretch that "the first half of" leaves.
func halfOf(p stretch, mod string) (from, until day) {
	mid := p.from + (p.until-p.from+1)/2
	if p.grain == casus.Century || p.grain == casus.Decade || p.grain == casus.Year {
		y, _, _ := p.from.date()
		last, _, _ := p.until.date()
		mid = p.from.addMonths(6 * (last - y + 1))
	}
	switch mod {
	case "START":
		return p.from, mid - 1
	case "END":
		return mid, p.until
	}
	return p.from, p.until
}

// clockOf adds clock time, part of the day and the instant.
func (s *scan) clockOf(p *spec, w *casus.When) {
	if p.timed {
		w.Type, w.Zone = casus.TimexTime, zoneName(p.zone)
		w.Grain = casus.Minute
		c := p.clock
		if c%3600 == 0 {
			w.Grain = casus.Hour
		}
		if c%60 != 0 {
			w.Grain = casus.Second
		}
		clock := fmt.Sprintf("T%02d:%02d", c/3600, c/60%60)
		if c%60 != 0 {
			clock += fmt.Sprintf(":%02d", c%60)
		}
		w.Value += clock
		if w.From != "" {
			w.From += clock
			w.Until += clock
			w.UTC = instant(w.From, p.zone)
		}
		return
	}
	if p.part != "" {
		w.Type, w.Grain = casus.TimexTime, casus.Part
		w.Value += "T" + p.part
	}
}

// durationOf writes a duration; one that counts from publication gets its days.
func (s *scan) durationOf(p *spec, w *casus.When) {
	w.Type, w.Value = casus.TimexDuration, duration(p.n, p.unit, p.vague)
	w.Grain = grainOf[p.unit]
	if p.unit2 != "" {
		w.Value += trimPeriod(w.Value, duration(p.n2, p.unit2, false))
	}
	if p.dir != 0 && p.vague && s.known {
		s.openEnd(p.dir, w)
	}
	if p.dir == 0 && !p.vague && s.lit(p.first-1, "within", "in") && s.direction(p) > 0 {
		p.dir = 1 // "will leave within two days"
	}
	if p.dir == 0 || p.vague || !s.known || p.n <= 0 {
		return
	}
	end, ok := moved(s.dct, p.dir, p.n, p.unit)
	if !ok {
		return
	}
	w.Basis = casus.BasisPublication
	if p.dir < 0 {
		w.From, w.Until = end.String(), s.dct.String()
	} else {
		w.From, w.Until = s.dct.String(), end.String()
	}
}

// openEnd bounds what lies vaguely before or after publication.
func (s *scan) openEnd(dir int, w *casus.When) {
	w.Basis = casus.BasisPublication
	if dir < 0 {
		w.Until = s.dct.String()
	} else {
		w.From = s.dct.String()
	}
}

// trimPeriod is the second part of a duration without what the first has already.
func trimPeriod(first, second string) string {
	second = second[1:]
	if len(second) > 0 && second[0] == 'T' {
		for i := range len(first) {
			if first[i] == 'T' {
				return second[1:]
			}
		}
	}
	return second
}

// moved is the day n units from d; not ok for units below the day.
func moved(d day, dir int, n float64, unit string) (day, bool) {
	f := float64(dir) * n
	switch unit {
	case "D", "NIGHT":
		return d + day(f), true
	case "W":
		return d + day(7*f), true
	case "FN":
		return d + day(14*f), true
	case "H":
		if n >= 24 {
			return d + day(f/24), true
		}
	case "M":
		return d.addMonths(int(f)), true
	case "Q":
		return d.addMonths(int(3 * f)), true
	case "Y":
		return d.addMonths(int(12 * f)), true
	case "DE":
		return d.addMonths(int(120 * f)), true
	case "CE":
		return d.addMonths(int(1200 * f)), true
	}
	return 0, false
}

// WithZone gives a clock time whose zone the words leave open ("local time" or nothing) the zone of a place, and its
// instant. Other times come back as they are.
func WithZone(w casus.When, loc *time.Location) casus.When {
	if loc == nil || !w.UTC.IsZero() || w.Zone != "" && w.Zone != "local" || len(w.From) <= len(time.DateOnly) {
		return w
	}
	t, err := parseLocal(w.From, loc)
	if err != nil {
		return w
	}
	w.UTC, w.Zone = t.UTC(), loc.String()
	return w
}
