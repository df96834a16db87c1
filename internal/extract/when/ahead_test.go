package when

import (
	"testing"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// TestAhead holds how times of what is foreseen count from publication, 12 May 2010, a Wednesday.
func TestAhead(t *testing.T) {
	e := New(Options{})
	for _, c := range []struct{ text, from, until string }{
		{"They will meet before Ramadan .", "", "2010-08-10"},
		{"They will meet during Ramadan .", "2010-08-11", "2010-09-08"},
		{"They met before Easter .", "", "2011-04-23"},
		{"They met in March .", "2011-03-01", "2011-03-31"},
		{"They met on Monday .", "2010-05-17", "2010-05-17"},
		{"It lasts for another year .", "2010-05-12", "2011-05-12"},
		{"It lasts for a week .", "2010-05-12", "2010-05-19"},
		{"They will meet over the next decade .", "2010-05-12", "2020-05-12"},
		{"They will meet by mid-June .", "", "2010-06-15"},
		{"They will meet in the last week of June .", "2010-06-24", "2010-06-30"},
		{"They will wait until June .", "", "2010-05-31"},
		{"They will meet in June .", "2010-06-01", "2010-06-30"},
	} {
		text := words(c.text, "2010-05-12")
		for i := range text.Tokens {
			text.Tokens[i].UPOS = upos[text.Tokens[i].Form]
			text.Tokens[i].Lemma = text.Tokens[i].Form
		}
		found := e.Ahead(text, e.Find(text))
		if len(found) == 0 || found[len(found)-1].From != c.from || found[len(found)-1].Until != c.until {
			t.Errorf("%q gives %+v, want %s..%s", c.text, found, c.from, c.until)
		}
		if len(found) == 2 && found[0].Known() { // "the last week" of a month is not the week before
			t.Errorf("%q: %+v has days of its own", c.text, found[0])
		}
	}
}

// upos are the parts of speech that lead to a time in the test's sentences.
var upos = map[string]ling.POS{
	"before": ling.ADP, "during": ling.ADP, "in": ling.ADP, "on": ling.ADP, "for": ling.ADP, "over": ling.ADP, "by": ling.ADP,
	"until": ling.ADP, "of": ling.ADP, "the": ling.DET, "last": ling.ADJ, "week": ling.NOUN,
}

// TestFeasts holds days of calendars that move, as they were kept: those of the Islamic one to a day.
func TestFeasts(t *testing.T) {
	for _, c := range []struct {
		feast string
		year  int
		want  string
	}{
		{"ramadan", 1986, "1986-05-10"},
		{"ramadan", 2010, "2010-08-11"},
		{"eid_al-fitr", 2010, "2010-09-10"},
		{"eid_al-adha", 2019, "2019-08-11"},
		{"orthodox_easter", 2019, "2019-04-28"},
		{"orthodox_easter", 2021, "2021-05-02"},
	} {
		days := feastDays(sense{class: cFeast, value: c.feast}, c.year)
		want, _ := dayIn(c.want)
		off := 0
		if _, moon := islamic[c.feast]; moon {
			off = 1
		}
		if len(days) != 1 || int(days[0][0]-want) > off || int(want-days[0][0]) > off {
			t.Errorf("%s %d: %v, want %s", c.feast, c.year, days, c.want)
		}
	}
	if days := feastDays(sense{class: cFeast, value: "ramadan"}, 1997); len(days) != 2 {
		t.Errorf("1997 had two Ramadans: %v", days) // one began on 10 January, one on 31 December
	}
}

// TestAheadLeaves holds that without a day of publication nothing moves, and that nothing is moved in place.
func TestAheadLeaves(t *testing.T) {
	e := New(Options{})
	text := words("They met in March .", "")
	found := e.Find(text)
	if got := e.Ahead(text, found); len(got) != 1 || got[0] != found[0] {
		t.Errorf("%+v became %+v", found, got)
	}
	text.Doc.Published = time.Date(2010, 5, 12, 0, 0, 0, 0, time.UTC)
	found = e.Find(text)
	before := append([]casus.When(nil), found...)
	e.Ahead(text, found)
	if len(found) != 1 || found[0] != before[0] {
		t.Errorf("%+v was changed in place to %+v", before, found)
	}
}
