package gold

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/casus-project/casus"
)

// Vocabulary is what a checker needs to know of the ontology. Implementations are read-only.
type Vocabulary interface {
	// Mode reports whether an event type has the mode; the empty mode asks for the type itself.
	Mode(t casus.Code, mode string) bool
	// CAMEO reports whether a code exists.
	CAMEO(code string) bool
	// Sector reports whether a sector code exists.
	Sector(s casus.Sector) bool
}

// Check checks every cluster and returns the counts with all problems joined, each with file and line.
func Check(clusters []*Cluster, v Vocabulary) (Counts, error) {
	k := newChecker(v)
	for _, c := range clusters {
		k.cluster(c)
	}
	k.repeats(clusters)
	return k.counts, errors.Join(k.errs...)
}

// CheckBlind checks second codings, which count for nothing, as Check does.
func CheckBlind(pairs [][2]*Cluster, v Vocabulary) error {
	k := newChecker(v)
	for _, pair := range pairs {
		k.cluster(pair[1])
	}
	return errors.Join(k.errs...)
}

func newChecker(v Vocabulary) *checker { return &checker{v: v, counts: newCounts()} }

type checker struct {
	v      Vocabulary
	counts Counts
	errs   []error
}

func (k *checker) fail(c *Cluster, line int, format string, args ...any) {
	k.errs = append(k.errs, fmt.Errorf("%s:%d: "+format, append([]any{c.File, line}, args...)...))
}

func (k *checker) cluster(c *Cluster) {
	k.counts.cluster(c)
	ids := map[string]bool{}
	for _, r := range c.Reports {
		if ids[r.ID] {
			k.fail(c, r.Line, "report %q stands twice", r.ID)
		}
		ids[r.ID] = true
		if _, err := time.Parse(time.RFC3339, r.Published); err != nil {
			k.fail(c, r.Line, "report %q: published %q is not RFC 3339", r.ID, r.Published)
		}
		if !slices.Contains(styles, r.Style) {
			k.fail(c, r.Line, "report %q: style %q is none of %s", r.ID, r.Style, strings.Join(styles, ", "))
		}
		if r.Outlet == "" || len(r.Sentences) == 0 {
			k.fail(c, r.Line, "report %q lacks an outlet or sentences", r.ID)
		}
	}
	for _, row := range c.Rows {
		if row.ID != "" {
			if ids[row.ID] {
				k.fail(c, row.Line, "id %q stands twice", row.ID)
			}
			ids[row.ID] = true
		}
	}
	for _, row := range c.Rows {
		k.row(c, row, ids)
	}
}

// styles are the kinds of reports.
var styles = []string{
	"wire", "local", "broadcast", "analysis", "translated", "official statement", "capitals", "live blog", "headline block",
	"real", // an article whose text stands elsewhere
}

// words are the fixed vocabularies by kind of row and field.
var words = map[string][]string{
	"pol":      {"", "positive", "negative"},
	"mod":      {"", "realised", "planned", "forecast", "hypothetical", "requested"},
	"com":      {"", "flat", "attributed", "alleged", "denied"},
	"bg":       {"", "news", "historical"},
	"strength": {"", "certain", "likely", "possible", "unlikely"},
	"outcome":  {"", "came true", "did not", "open", "unresolvable"},
	"verdict":  {"agree", "compatible", "differ", "revised", "retracted"},
	"link": {
		"cause", "response", "condemnation", "warning", "before", "after", "comparison", "precondition", "enables", "blocks",
		"spillover", "denied",
	},
}

func (k *checker) word(c *Cluster, row *Row, field, value string) {
	if !slices.Contains(words[field], value) {
		k.fail(c, row.Line, "%s: %q is none of %s", field, value, strings.Join(words[field], " "))
	}
}

// goldTime is what a time may look like: a day, month, year or clock time, or two of them with ".." between.
var goldTime = regexp.MustCompile(`^(\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2})?)?)?)?(\.\.(\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2})?)?)?)?)?$`)

func (k *checker) row(c *Cluster, row *Row, ids map[string]bool) {
	switch row.Kind {
	case "mention":
		k.mention(c, row)
	case "link":
		k.word(c, row, "link", row.Type)
		for _, end := range []string{row.From, row.To} {
			if !ids[end] {
				k.fail(c, row.Line, "link: no row %q in the cluster", end)
			}
		}
	case "forecast":
		k.word(c, row, "strength", row.Strength)
		k.word(c, row, "outcome", row.Outcome)
		k.typ(c, row, row.Type)
	case "ledger":
		k.word(c, row, "verdict", row.Verdict)
		if row.Event == "" || row.Attribute == "" {
			k.fail(c, row.Line, "ledger without event or attribute")
		}
	case "figure":
		if row.Value == nil && row.Low == nil && row.High == nil {
			k.fail(c, row.Line, "figure %q without value or bound", row.Quote)
		}
	case "trap":
		k.typ(c, row, row.Invites)
	case "neutral", "event", "crisis", "crisislink":
	default:
		k.fail(c, row.Line, "unknown kind %q", row.Kind)
	}
	if row.Event != "" && !ids[row.Event] {
		k.fail(c, row.Line, "%s: no event %q in the cluster", row.Kind, row.Event)
	}
	if !goldTime.MatchString(row.Time) || !goldTime.MatchString(row.Horizon) || !goldTime.MatchString(row.AsOf) {
		k.fail(c, row.Line, "a time of %q %q %q is no date or interval", row.Time, row.Horizon, row.AsOf)
	}
}

func (k *checker) mention(c *Cluster, row *Row) {
	if row.ID == "" || row.Type == "" || row.Span.Empty() {
		k.fail(c, row.Line, "mention without id, type or trigger")
	}
	if n := len(strings.Fields(row.Trigger)); n > 12 {
		k.fail(c, row.Line, "trigger of %d words", n)
	}
	for _, t := range append([]string{row.Type, row.Foreseen}, row.Alt...) {
		k.typ(c, row, t)
	}
	for _, m := range row.Modes {
		if !k.v.Mode(casus.Code(row.Type), m) && !slices.ContainsFunc(row.Alt, func(t string) bool { return k.v.Mode(casus.Code(t), m) }) {
			k.fail(c, row.Line, "%s has no mode %q", row.Type, m)
		}
	}
	if row.CAMEO != "" && !k.v.CAMEO(row.CAMEO) {
		k.fail(c, row.Line, "unknown CAMEO code %q", row.CAMEO)
	}
	k.word(c, row, "pol", row.Polarity)
	k.word(c, row, "mod", row.Modality)
	k.word(c, row, "com", row.Commitment)
	k.word(c, row, "bg", row.Background)
	for _, p := range append(append([]Party(nil), row.Actors...), row.Recipients...) {
		if p.Sector != "" && !k.v.Sector(casus.Sector(p.Sector)) {
			k.fail(c, row.Line, "unknown sector %q of %q", p.Sector, p.Quote)
		}
		if p.Country != "" && len(p.Country) != 3 {
			k.fail(c, row.Line, "country %q of %q is no three-letter code", p.Country, p.Quote)
		}
	}
}

func (k *checker) typ(c *Cluster, row *Row, t string) {
	if t != "" && !k.v.Mode(casus.Code(t), "") {
		k.fail(c, row.Line, "unknown event type %q", t)
	}
}

// repeats finds sentences that stand in two parts, word for word or nearly: training on one would leak into the other.
// Copies inside a cluster are meant.
func (k *checker) repeats(clusters []*Cluster) {
	for _, pair := range newTwins(clusters).across() {
		first, s := pair[0], pair[1]
		how := "nearly stands"
		if first.text == s.text {
			how = "stands"
		}
		k.fail(s.c, s.r.Line, "report %s: a sentence %s in part %s too (%s): %q", s.r.ID, how, first.c.Part, first.c.File, s.text)
	}
}

// normal is a sentence in lower case, letters and digits only.
func normal(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}
