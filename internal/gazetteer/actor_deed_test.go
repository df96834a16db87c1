package gazetteer_test

import (
	"slices"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
)

// TestDeeds holds that modes narrow a row and that what is not in the table has no sectors.
func TestDeeds(t *testing.T) {
	a, err := gazetteer.OpenActors()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code  casus.Code
		modes []string
		who   string
		want  []casus.Sector
	}{
		{"ASSAULT", nil, "state", []casus.Sector{"MIL", "GOV"}},
		{"PROTEST", []string{"strike"}, "people", []casus.Sector{"LAB"}},
		{"PROTEST", []string{"demo"}, "people", nil},
		{"SANCTION", nil, "state", nil},
	} {
		if got := a.Deeds(c.code, c.modes, "actor", c.who); !slices.Equal(got, c.want) {
			t.Errorf("%s %v of %s: %v, want %v", c.code, c.modes, c.who, got, c.want)
		}
	}
}
