package fuse

import (
	"strings"
	"testing"

	"github.com/casus-project/casus"
)

// TestWhatLiesAheadHasNotHappened: a day after the report makes what it tells a plan, until a report of that day or later
// tells it; the next day may already have come where it happens.
func TestWhatLiesAheadHasNotHappened(t *testing.T) {
	for _, c := range []struct {
		day  string
		want casus.Modality
	}{{"2031-03-20", casus.Planned}, {"2031-03-05", casus.Realised}, {"2031-03-04", casus.Realised}, {"", casus.Realised}} {
		page := doc(t, "a", "Harbour Post", "2031-03-04T09:00",
			told{text: "Norland [opened] an inquiry.", lemma: "open", code: "ACCUSE/investigate", who: "NLD=Norland", day: c.day})
		if p := Build([]Page{page}, Options{}); p.Events[0].Modality != c.want {
			t.Errorf("%q: %s", c.day, p.Events[0].Modality)
		}
		if page.Mentions[0].Modality != casus.Realised {
			t.Error("the page was changed")
		}
	}
	later := doc(t, "b", "Coast Radio", "2031-03-20T11:00",
		told{text: "Norland [opened] an inquiry.", lemma: "open", code: "ACCUSE/investigate", who: "NLD=Norland", day: "2031-03-20"})
	early := doc(t, "a", "Harbour Post", "2031-03-04T09:00",
		told{text: "Norland [opened] an inquiry.", lemma: "open", code: "ACCUSE/investigate", who: "NLD=Norland", day: "2031-03-20"})
	if p := Build([]Page{early, later}, Options{}); len(p.Events) != 1 || p.Events[0].Modality != casus.Realised {
		t.Errorf("%d events, %s", len(p.Events), p.Events[0].Modality)
	}
}

// TestTitlesSayNoMoreThanIsKnown: a year or a month in a title is no day.
func TestTitlesSayNoMoreThanIsKnown(t *testing.T) {
	for want, w := range map[string]casus.When{
		"(1990)":                   {From: "1990-01-01", Until: "1990-12-31", Grain: casus.Year},
		"(2031-03)":                {From: "2031-03-01", Until: "2031-03-31", Grain: casus.Month},
		"(2031-03-03..2031-03-09)": {From: "2031-03-03", Until: "2031-03-09", Grain: casus.Week},
		"(from 2030-03-01)":        {From: "2030-03-01", Grain: casus.Season},
		"(2031-03-04)":             {From: "2031-03-04T09:00", Until: "2031-03-04T09:00", Grain: casus.Minute},
	} {
		page := doc(t, "a", "Harbour Post", "2031-03-10T09:00", told{text: "Norland [fired] two missiles.", lemma: "fire", code: "MOBILIZE/weapons", who: "NLD=Norland"})
		page.Mentions[0].Time = &w
		if p := Build([]Page{page}, Options{}); !strings.HasSuffix(p.Events[0].Title, want) {
			t.Errorf("%s: %s", want, p.Events[0].Title)
		}
	}
}
