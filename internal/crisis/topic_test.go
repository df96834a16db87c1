package crisis

import (
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

func TestTopicIsWhatTitlesShare(t *testing.T) {
	for _, c := range []struct {
		name   string
		titles []string // of the crisis
		others []string
		want   string
	}{
		{"a word of half of the titles", []string{"Johnson suspends parliament as Brexit deadline nears", "Thousands march against Brexit", "Court finds suspension unlawful"}, []string{"Storm hits coast"}, "Brexit"},
		{"small where a title writes it small", []string{"Humberto upgraded to hurricane status", "Hurricane Humberto nears Bermuda"}, []string{"Storm over"}, "hurricane"},
		{"an actor is none", []string{"Johnson wins", "Johnson loses"}, nil, ""},
		{"verbs and institutions are none", []string{"Kurds announce deal", "Governor announces withdrawal"}, nil, ""},
		{"what stands everywhere is none", []string{"Protest in Lyon", "Protest in Nantes"}, []string{"Protest in Quito", "Protest in Oslo"}, ""},
		{"one title is not enough", []string{"Brexit delayed", "Court sits"}, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &fuse.Picture{}
			crisis := &proposal{}
			crisis.Actors = []casus.Actor{{ID: "p1", Name: "Boris Johnson"}}
			for i, title := range append(append([]string{}, c.titles...), c.others...) {
				d := casus.Document{ID: casus.DocID(rune('a' + i)), Title: title}
				p.Documents = append(p.Documents, d)
				if i < len(c.titles) {
					crisis.Documents = append(crisis.Documents, d.ID)
				}
			}
			s := newScene(New(Options{}), p)
			if got, _ := s.topic(crisis); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
