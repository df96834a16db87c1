package gazetteer

import (
	"testing"

	"github.com/casus-project/casus"
)

// TestEveryCountryHasItsNumber asks for the first and the last countries of the table and for former ones, whose numbers
// once ran over.
func TestEveryCountryHasItsNumber(t *testing.T) {
	p := embedded(t)
	for name, want := range map[string]casus.Country{
		"Aruba": "ABW", "Lusaka": "ZMB", "Harare": "ZWE", "Zambia": "ZMB", "Zimbabwe": "ZWE", "East Germany": "DEU", "Pristina": "KOS",
	} {
		if f := p.Lookup(name); len(f) == 0 || f[0].Country != want {
			t.Errorf("%s: want country %s, got %+v", name, want, f)
		}
	}
	if p.Demonym("east german") != "DEU" || p.Demonym("zimbabwean") != "ZWE" {
		t.Error("demonyms lead to other countries")
	}
}
