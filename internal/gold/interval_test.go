package gold

import "testing"

func TestInterval(t *testing.T) {
	for in, want := range map[string][2]string{
		"2026-01-03": {"2026-01-03", "2026-01-03"},
		"2025-02":    {"2025-02-01", "2025-02-28"},
		"2024":       {"2024-01-01", "2024-12-31"},
		"2020..":     {"2020-01-01", ""},
		"..1998-04":  {"", "1998-04-30"},
		"":           {"", ""},
	} {
		if from, until := Interval(in); [2]string{from, until} != want {
			t.Errorf("%q is %q to %q, want %q", in, from, until, want)
		}
	}
}
