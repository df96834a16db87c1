package gazetteer

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/casus-project/casus"
)

// small is a set of tables about states that do not exist.
func small(t testing.TB, rows string) (*Actors, error) {
	t.Helper()
	tsv := func(s string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.ReplaceAll(strings.TrimLeft(s, "\n"), "; ", "\t"))}
	}
	return ReadActors(fstest.MapFS{
		"states.tsv": tsv("iso3; names; adjectives; nationals; seats; gec; from; to\n" +
			"XAA; Arelia; Arelian; Arelians; Arel; ; ; \nXBB; Borduna; Bordunan; Bordunans; Bord; ; ; \n"),
		"agents.tsv": tsv("names; sectors; kind; organ; country; role; common; weak\nrebel; REB; people; ; ; ; ; \n"),
		"titles.tsv": tsv("names; sectors; role; office; weak\nPresident; GOV; president; president; \n"),
		"people.tsv": tsv("id; names; family; country; sectors; role; office; from; to; recognised_by; source; as_of\n" + rows),
	})
}

const twoPresidents = `person.ana; Ana Arn; ; XAA; GOV; president; XAA.president; 2010-01-01; 2014-01-01; ; test; 2020
person.bo; Bo Berg; ; XAA; GOV; president; XAA.president; 2014-01-01; ; ; test; 2020
person.cy; Cy Corr|Cy the Elder; ; XAA; GOV; president; XAA.president; 2015-06; 2016-06; Borduna; test; 2020
`

func TestOffices(t *testing.T) {
	a, err := small(t, twoPresidents)
	if err != nil {
		t.Fatal(err)
	}
	if flaws := a.Check(); len(flaws) > 0 {
		t.Error(flaws)
	}
	for _, c := range []struct{ on, holder string }{
		{"2009-12-31", ""},
		{"2010-01-01", "person.ana"},
		{"2013", "person.ana"},
		{"2014-01-01", "person.ana"},
		{"2014-01-02", "person.bo"},
		{"2015-12-24", "person.bo"},
		{"", "person.bo"},
	} {
		got := ""
		if i, ok := a.Holder("XAA", "president", c.on); ok {
			got = string(a.IDOf(i))
		}
		if got != c.holder {
			t.Errorf("president on %q: %q, want %q", c.on, got, c.holder)
		}
	}
}

func TestPersonOnDate(t *testing.T) {
	a, err := small(t, twoPresidents)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, on, role, sector string }{
		{"Ana Arn", "2012-05-05", "president", "GOV"},
		{"Ana Arn", "2020-05-05", "former president", "ELI"},
		{"Ana Arn", "2001-01-01", "", ""},
		{"Berg", "2020-05-05", "president", "GOV"},
		{"Cy the Elder", "2015-08-01", "president", "GOV"},
	} {
		found := a.Lookup(c.name, c.on)
		if len(found) != 1 {
			t.Errorf("%s: %d answers", c.name, len(found))
			continue
		}
		if f := found[0]; f.Role != c.role || string(f.Sector) != c.sector || f.Country != "XAA" || f.AsOf != c.on {
			t.Errorf("%s on %s: %q %q %q as of %s", c.name, c.on, f.Country, f.Sector, f.Role, f.AsOf)
		}
	}
	if r := a.Lookup("Cy Corr", "2015-08-01")[0].Reason; !strings.Contains(r, "recognised by Borduna") {
		t.Errorf("the rival's reason does not say who recognises him: %q", r)
	}
}

// TestFlaws holds that the check finds what it says it finds.
func TestFlaws(t *testing.T) {
	for _, c := range []struct{ name, row, want string }{
		{"overlap_without_rivalry", "person.dee; Dee Dunn; ; XAA; GOV; president; XAA.president; 2013; 2014; ; test; 2020\n", "while person.ana"},
		{"unknown_country", "person.dee; Dee Dunn; ; XQQ; GOV; mayor; ; ; ; ; test; 2020\n", `unknown country "XQQ"`},
		{"dates_out_of_order", "person.dee; Dee Dunn; ; XAA; GOV; mayor; ; 2019; 2018; ; test; 2020\n", "after it ends"},
		{"no_date", "person.dee; Dee Dunn; ; XAA; GOV; mayor; ; spring; ; ; test; 2020\n", "no date"},
		{"office_of_another_state", "person.dee; Dee Dunn; ; XAA; GOV; mayor; XBB.mayor; ; ; ; test; 2020\n", "not one of XAA"},
		{"alias_collides", "person.dee; Dee Dunn|Cy Corr; ; XAA; OPP; rival; ; 2015; ; ; test; 2020\n", `"cy corr"`},
		{"no_source", "person.dee; Dee Dunn; ; XAA; GOV; mayor; ; ; ; ; ; \n", "without source"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := small(t, twoPresidents+c.row)
			if err != nil {
				t.Fatal(err)
			}
			flaws := a.Check()
			if len(flaws) != 1 || !strings.Contains(flaws[0].What, c.want) || !strings.HasSuffix(flaws[0].Where, "people.tsv:5") && c.name != "overlap_without_rivalry" {
				t.Errorf("flaws %v", flaws)
			}
		})
	}
}

// TestBadTables holds that a table that cannot be read names file, line and the offending text.
func TestBadTables(t *testing.T) {
	for _, c := range []struct{ name, rows, want string }{
		{"sector", "person.x; X; ; XAA; GVO; ; ; ; ; ; test; 2020\n", `people.tsv:2: unknown sector "GVO"`},
		{"no_id", "; X; ; XAA; GOV; ; ; ; ; ; test; 2020\n", "people.tsv:2: an actor needs an id"},
		{"no_name", "person.x; ; ; XAA; GOV; ; ; ; ; ; test; 2020\n", `people.tsv:2: actor "person.x" has no name`},
		{"too_many_fields", "person.x; X; ; XAA; GOV; ; ; ; ; ; test; 2020; a; b\n", "people.tsv:2: 14 fields under 12 columns"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := small(t, c.rows)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

// TestKnownHolders checks heads of state and government at dates against facts that every almanac has.
func TestKnownHolders(t *testing.T) {
	a := open(t)
	for _, c := range []struct{ country, office, on, name string }{
		{"VEN", "president", "2015-06-01", "Nicolás Maduro"},
		{"VEN", "president", "2026-01-02", "Nicolás Maduro"},
		{"VEN", "president", "2026-01-10", "Delcy Rodríguez"},
		{"VEN", "president", "2010-06-01", "Hugo Chávez"},
		{"KOR", "president", "2026-01-04", "Lee Jae-myung"},
		{"KOR", "president", "2018-04-27", "Moon Jae-in"},
		{"PRK", "supreme-leader", "2011-01-01", "Kim Jong Il"},
		{"USA", "president", "2019-10-01", "Donald Trump"},
		{"USA", "president", "2022-10-01", "Joe Biden"},
		{"DEU", "chancellor", "2003-03-20", "Gerhard Schröder"},
		{"EGY", "president", "2012-12-01", "Mohamed Morsi"},
		{"ZWE", "president", "2017-12-01", "Emmerson Mnangagwa"},
		{"GBR", "prime-minister", "1992-04-10", "John Major"},
		{"IND", "prime-minister", "1999-07-01", "Atal Bihari Vajpayee"},
		{"JPN", "prime-minister", "2026-01-04", "Sanae Takaichi"},
		{"SYR", "president", "2025-02-01", "Ahmed al-Sharaa"},
	} {
		i, ok := a.Holder(casus.Country(c.country), c.office, c.on)
		if !ok || a.NameOf(i) != c.name {
			got := "nobody"
			if ok {
				got = a.NameOf(i)
			}
			t.Errorf("%s.%s on %s: %s, want %s", c.country, c.office, c.on, got, c.name)
		}
	}
}

func TestLookupNames(t *testing.T) {
	a := open(t)
	for _, c := range []struct{ name, on, country, sector string }{
		{"Nicolas Maduro", "2015-01-01", "VEN", "GOV"},
		{"Pyongyang", "2026-01-04", "PRK", "GOV"},
		{"the Kremlin", "2020-01-01", "RUS", "GOV"},
		{"Kremlin", "2020-01-01", "RUS", "GOV"},
		{"WHO", "2020-01-01", "UNO", "MED"},
		{"who", "2020-01-01", "", ""},
		{"RECEP TAYYIP ERDOGAN", "2020-01-01", "TUR", "GOV"},
	} {
		found := a.Lookup(c.name, c.on)
		if c.country == "" {
			if len(found) > 0 {
				t.Errorf("%q is %v", c.name, found[0])
			}
			continue
		}
		if len(found) == 0 || string(found[0].Country) != c.country || string(found[0].Sector) != c.sector {
			t.Errorf("%q on %s: %+v", c.name, c.on, found)
		}
	}
}

// TestCoverage holds the tables at their breadth.
func TestCoverage(t *testing.T) {
	a := open(t)
	for _, c := range []struct {
		office, on string
		least      int
	}{
		{"foreign-minister", "2026-01-10", 100},
		{"defence-minister", "2026-01-10", 60},
		{"interior-minister", "2026-01-10", 60},
		{"justice-minister", "2026-01-10", 60},
		{"president", "2026-01-10", 115},
		{"president", "2005-06-01", 100},
		{"president", "1995-06-01", 80},
		{"prime-minister", "2026-01-10", 90},
		{"prime-minister", "2005-06-01", 45},
	} {
		if n := len(a.Serving(c.office, c.on)); n < c.least {
			t.Errorf("%s on %s: %d countries, want %d", c.office, c.on, n, c.least)
		}
	}
	if n := a.Count("group"); n < 400 {
		t.Errorf("%d groups", n)
	}
	if n := a.Count(""); n < 4500 {
		t.Errorf("%d actors in all", n)
	}
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"Nicolás Maduro", "nicolas maduro"},
		{"Tô Lâm", "to lam"},
		{"Erdoğan", "erdogan"},
		{"Yıldırım", "yildirim"},
		{"al-Shabab", "al shabab"},
		{"Støre", "store"},
		{"  A.B. ", "a b"},
		{"", ""},
		{"Đức", "duc"},
	} {
		if got := Fold(c.name); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

// FuzzReadActors holds that no table makes the reader panic, and that every error names the file.
func FuzzReadActors(f *testing.F) {
	f.Add(twoPresidents)
	f.Add("person.x; X; ; XAA; GVO\n; ;\n")
	f.Add("person.x; ?|; ; ; ; ; ; 2020; 2019\n")
	f.Fuzz(func(t *testing.T, rows string) {
		a, err := small(t, rows)
		if err != nil {
			if !strings.Contains(err.Error(), "people.tsv") {
				t.Errorf("error without the file: %v", err)
			}
			return
		}
		a.Check()
		for i := range a.entities {
			for _, name := range a.entities[i].names {
				a.Lookup(name, "2015-01-01")
			}
		}
	})
}

func BenchmarkOpenActors(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := OpenActors(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	a := open(b)
	b.ReportAllocs()
	for b.Loop() {
		a.Lookup("Nicolás Maduro", "2019-05-01")
	}
}
