package fuse

import (
	"testing"
	"time"

	"github.com/casus-project/casus"
)

// said is a claim: who, in which document, on which day, its words and bounds (-1 is open).
func said(who, doc string, day int, value string, low, high float64) casus.Claim {
	c := casus.Claim{
		Attribute: "killed", Value: value, Informant: who, Document: casus.DocID(doc),
		Published: time.Date(2031, 3, day, 12, 0, 0, 0, time.UTC),
	}
	if low >= 0 {
		c.Low = &low
	}
	if high >= 0 {
		c.High = &high
	}
	return c
}

func denied(c casus.Claim) casus.Claim {
	c.Denied = true
	return c
}

func asOf(c casus.Claim, day string) casus.Claim {
	c.AsOf = day
	return c
}

func at(c casus.Claim, start, end int) casus.Claim {
	c.Sentence, c.Span = casus.Span{Start: 10, End: 90}, casus.Span{Start: start, End: end}
	return c
}

func by(words string, c casus.Claim) casus.Claim {
	c.Speaker = &casus.Party{Text: words}
	return c
}

func revising(c casus.Claim) casus.Claim {
	c.Revises = true
	return c
}

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		name   string
		claims []casus.Claim
		want   casus.Verdict
	}{
		{"same number", []casus.Claim{said("army", "a", 1, "six", 6, 6), said("mayor", "b", 1, "6", 6, 6)}, casus.Agree},
		{"several and at least two", []casus.Claim{said("army", "a", 1, "several", 3, -1), said("mayor", "b", 1, "at least two", 2, -1)}, casus.Compatible},
		{"six and two", []casus.Claim{said("army", "a", 1, "six", 6, 6), said("rebels", "b", 1, "two", 2, 2)}, casus.Differ},
		{"none is zero", []casus.Claim{denied(said("army", "a", 1, "no", 0, 0)), said("rebels", "b", 1, "two", 2, 2)}, casus.Differ},
		{"later word of one informant", []casus.Claim{said("ministry", "a", 1, "12", 12, 12), said("ministry", "b", 2, "23", 23, 23)}, casus.Revised},
		{"revised to what another says", []casus.Claim{said("ministry", "a", 1, "12", 12, 12), said("union", "b", 2, "23", 23, 23), said("ministry", "c", 3, "23", 23, 23)}, casus.Revised},
		{"takes it back", []casus.Claim{said("army", "a", 1, "six", 6, 6), denied(said("army", "b", 2, "six", 6, 6))}, casus.Retracted},
		{"as of different days", []casus.Claim{asOf(said("army", "a", 1, "six", 6, 6), "2031-03-01"), asOf(said("mayor", "b", 2, "nine", 9, 9), "2031-03-02")}, casus.Compatible},
		{"in one breath", []casus.Claim{at(said("ministry", "a", 1, "12", 12, 12), 20, 22), at(said("ministry", "a", 1, "23", 23, 23), 40, 42)}, casus.Compatible},
		{"raised its count from 12 to 23", []casus.Claim{revising(at(said("ministry", "a", 1, "12", 12, 12), 20, 22)), revising(at(said("ministry", "a", 1, "23", 23, 23), 40, 42))}, casus.Revised},
		{"another brings it up to date", []casus.Claim{said("ministry", "a", 1, "12", 12, 12), revising(said("union", "b", 2, "23", 23, 23))}, casus.Revised},
		{"another denies it", []casus.Claim{said("army", "a", 1, "six", 6, 6), denied(said("rebels", "b", 2, "six", 6, 6))}, casus.Differ},
		{"a part and the whole", []casus.Claim{at(said("ministry", "a", 1, "33", 33, 33), 20, 22), at(said("ministry", "a", 1, "60", 60, 60), 40, 42), said("mayor", "b", 1, "93", 93, 93)}, casus.Agree},
		{"parts and another whole", []casus.Claim{at(said("ministry", "a", 1, "33", 33, 33), 20, 22), at(said("ministry", "a", 1, "60", 60, 60), 40, 42), said("mayor", "b", 1, "200", 200, 200)}, casus.Differ},
		{"at least more", []casus.Claim{said("ministry", "a", 1, "at least 12", 12, -1), said("ministry", "b", 2, "at least 20", 20, -1)}, casus.Revised},
		{"takes a denial back", []casus.Claim{denied(said("army", "a", 1, "six", 6, 6)), said("army", "b", 2, "six", 6, 6)}, casus.Retracted},
		{"one in other words", []casus.Claim{by("the doctors' union", said("u", "a", 1, "12", 12, 12)), by("the doctors", said("d", "b", 2, "23", 23, 23))}, casus.Revised},
		{"two of one kind", []casus.Claim{by("the doctors' union", said("u", "a", 1, "12", 12, 12)), by("the teachers' union", said("d", "b", 2, "23", 23, 23))}, casus.Differ},
		{"changed, and others still differ", []casus.Claim{said("ministry", "a", 1, "12", 12, 12), said("union", "b", 1, "40", 40, 40), said("ministry", "c", 2, "15", 15, 15)}, casus.Revised},
		{"others bring another up to date and differ", []casus.Claim{said("ministry", "a", 1, "12", 12, 12), revising(said("radio", "b", 2, "15", 15, 15)), by("the union", said("u", "c", 3, "40", 40, 40))}, casus.Differ},
		{"the same group", []casus.Claim{by("a northern rights group", said("g", "a", 1, "12", 12, 12)), by("the same rights group", said("h", "b", 2, "15", 15, 15))}, casus.Revised},
		{"a later part", []casus.Claim{said("ministry", "a", 1, "16", 16, 16), said("ministry", "b", 2, "two", 2, 2), said("union", "b", 2, "18", 18, 18)}, casus.Differ},
		{"corrected to bounds", []casus.Claim{said("ministry", "a", 1, "15", 15, 15), revising(said("radio", "b", 2, "at least 15", 15, -1))}, casus.Revised},
		{"at least and more than", []casus.Claim{said("ministry", "a", 1, "at least 20", 20, -1), said("ministry", "b", 2, "more than 20", 21, -1)}, casus.Compatible},
		{"in one text", []casus.Claim{said("ministry", "a", 1, "12", 12, 12), said("ministry", "a", 1, "23", 23, 23)}, casus.Differ},
	} {
		if got, why := Judge(c.claims); got != c.want || why == "" {
			t.Errorf("%s: got %s (%s), want %s", c.name, got, why, c.want)
		}
	}
}

func TestScopesAreNotCompared(t *testing.T) {
	city, land := said("army", "a", 1, "six", 6, 6), said("army", "b", 1, "sixty", 60, 60)
	city.Scope, land.Scope = "in Port Vell", "across Norland"
	if g := embedded().comparableClaims([]casus.Claim{city, land}); len(g) != 2 {
		t.Errorf("%d groups, want 2", len(g))
	}
	land.Scope = ""
	if g := embedded().comparableClaims([]casus.Claim{city, land}); len(g) != 1 {
		t.Errorf("%d groups where one claim has no scope, want 1", len(g))
	}
	more := said("army", "c", 2, "ten more", 10, 10)
	more.Total = "increment"
	if g := embedded().comparableClaims([]casus.Claim{said("army", "a", 1, "six", 6, 6), more}); len(g) != 2 {
		t.Error("an increment was compared with a total")
	}
}
