package eval

import (
	"regexp"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gold"
)

// timeWords are words for a time, from a plain list of their own so that the engine under test does not decide what counts.
var timeWords = regexp.MustCompile(`(?i)\b(?:1[0-9]{3}s?|20[0-9]{2}s?|[0-9]{1,2}[:.][0-9]{2}|[ap]\.?m\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|` +
	`january|february|march|april|may [0-9]|in may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.|` +
	`to(?:day|night|morrow)|yesterday|overnight|noon|midday|midnight|dawn|dusk|nightfall|daybreak|o['’]clock|ago|now|later|earlier|since|` +
	`(?:mid)?(?:day|night|morning|afternoon|evening|week|weekend|month|year|decade|hour|minute|spring|summer|autumn|winter|centur(?:y|ie))s?|easter|christmas|ramadan)\b`)

// time scores the time of a matched mention. "time" is the share of mentions that the gold dates and that have exactly these
// days; "time said" and "time told" are its parts where a word of the sentence says a time and where only the story does,
// which coders dated in one of ten cases. A mention without a time in the gold has none, or that of another mention of the
// same event in the report.
func (g *goldScorer) time(r *gold.Report, mentions []*gold.Row, row *gold.Row, m *casus.Mention) {
	if row.Time != "" {
		right := hasDays(m.Time, row.Time)
		g.count("time", right)
		if saysTime(r, row) {
			g.count("time said", right)
		} else {
			g.count("time told", right)
		}
		return
	}
	right := m.Time == nil
	for _, other := range mentions {
		if other.Event != "" && other.Event == row.Event && other.Time != "" && hasDays(m.Time, other.Time) {
			right = true
		}
	}
	g.count("time unstated", right)
}

// saysTime reports whether the sentence of the mention holds a word for a time.
func saysTime(r *gold.Report, row *gold.Row) bool {
	for _, s := range r.Sentences {
		if s.Overlaps(row.Span) {
			return timeWords.MatchString(s.Of(r.Text))
		}
	}
	return false
}

// hasDays reports whether a time has the days of the gold's notation.
func hasDays(w *casus.When, want string) bool {
	from, until := gold.Interval(want)
	return w != nil && cut(w.From, from) == from && cut(w.Until, until) == until
}

// cut shortens a date-time to the precision of the gold's.
func cut(s, like string) string {
	if len(s) > len(like) && len(like) >= len(time.DateOnly) {
		return s[:len(like)]
	}
	return s
}
