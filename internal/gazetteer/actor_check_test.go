package gazetteer

import "testing"

// TestTablesAgree holds that the embedded tables pass their own check.
func TestTablesAgree(t *testing.T) {
	for _, f := range open(t).Check() {
		t.Error(f)
	}
}

func open(t testing.TB) *Actors {
	t.Helper()
	a, err := OpenActors()
	if err != nil {
		t.Fatal(err)
	}
	return a
}
