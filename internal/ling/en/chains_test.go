package en

import "testing"

// TestChains: which words lead back to which.
func TestChains(t *testing.T) {
	x := read(t, "President Imani Okoro met the governor of Port Celeste on Monday. Okoro said she would return. "+
		"The Defense Ministry denied the report. The ministry called it false.")
	check(t, x)
	want := map[string]string{"she": "Imani Okoro", "ministry": "Defense Ministry"}
	for i, tok := range x.Tokens {
		name, ok := want[tok.Form]
		if !ok {
			continue
		}
		m, found := x.Antecedent(i)
		if got := x.TextOf(m.First, m.Last); !found || got != name {
			t.Errorf("%q leads back to %q, want %q", tok.Form, got, name)
		}
		delete(want, tok.Form)
	}
	if len(want) > 0 {
		t.Errorf("no tokens %v", want)
	}
	last := -1
	for i, tok := range x.Tokens {
		if tok.Form == "Okoro" {
			last = i
		}
	}
	if m, ok := x.Antecedent(last); !ok || x.TextOf(m.First, m.Last) != "Imani Okoro" {
		t.Errorf("the short name leads back to %q", x.TextOf(m.First, m.Last))
	}
}

// TestNames: names that no treebank has.
func TestNames(t *testing.T) {
	x := read(t, "Moscow accused Kyiv on Monday. Venezuela's Nicolás Maduro spoke with Kim Jong Un in Pyongyang about the United Nations.")
	want := map[string]string{
		"Moscow": "LOC", "Kyiv": "LOC", "Nicolás Maduro": "PER", "Kim Jong Un": "PER", "Pyongyang": "LOC",
		"United Nations": "ORG",
	}
	for _, e := range x.Entities {
		name := x.TextOf(e.First, e.Last)
		if kind, ok := want[name]; ok && kind == e.Kind.String() {
			delete(want, name)
		}
	}
	if len(want) > 0 {
		t.Errorf("not found: %v; found %+v", want, x.Entities)
	}
}
