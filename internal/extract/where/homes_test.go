package where

import (
	"bytes"
	"maps"
	"strings"
	"testing"

	"github.com/casus-project/casus"
)

func TestHomesAreWrittenAndRead(t *testing.T) {
	l := NewLearner()
	for range minDocuments {
		l.Add("Salt Post", []casus.Place{
			{ID: "a", Country: "KEN", Admin1: "Turkana", Precision: casus.PrecisionCity},
			{ID: "b", Country: "KEN", Admin1: "Turkana", Precision: casus.PrecisionCity},
		})
	}
	l.Add("Once Only", []casus.Place{{ID: "a", Country: "KEN", Precision: casus.PrecisionCity}})
	homes := l.Homes()
	if len(homes) != 1 || homes["Salt Post"].Country != "KEN" || homes["Salt Post"].Admin1 != "Turkana" {
		t.Fatalf("homes: %+v", homes)
	}
	var b bytes.Buffer
	if err := homes.Write(&b); err != nil {
		t.Fatal(err)
	}
	again, err := ReadHomes(&b, "homes.tsv")
	if err != nil || !maps.Equal(homes, again) {
		t.Errorf("read %+v, %v; wrote %+v", again, err, homes)
	}
	if got := again.Of(&casus.Document{Source: "Once Only"}); got != (Home{}) {
		t.Errorf("a source that is not in the table has the home %+v", got)
	}
}

func TestBadHomesAreRefused(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"columns": {"Post\tKEN", "homes.tsv:1: 2 columns"},
		"country": {homesHead + "\nPost\tKenya\t\t1\t", `homes.tsv:2: "Kenya" is no code`},
		"weight":  {"Post\tKEN\t\t7\t", `homes.tsv:1: weight "7"`},
		"twice":   {"Post\tKEN\t\t1\t\nPost\tUGA\t\t1\t", `homes.tsv:2: a second home for "Post"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadHomes(strings.NewReader(c.text), "homes.tsv")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}
