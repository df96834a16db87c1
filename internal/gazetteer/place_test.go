package gazetteer

import (
	"bytes"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
)

func TestFoldPlace(t *testing.T) {
	for in, want := range map[string]string{
		"Bāb al-Mandab": "bab al mandab", "St. Petersburg": "saint petersburg", "Ft. Hood": "fort hood", "M'banza-Kongo": "mbanza kongo",
		"Łódź": "lodz", "Doğubeyazıt": "dogubeyazit", "U.S.": "us", "Pyŏngyang": "pyongyang", "  New   York ": "new york",
		"Москва": "", "東京": "", "Åland": "aland", "Straße": "strasse", "": "", "—": "", "Main St": "main st",
	} {
		if got := FoldPlace(in); got != want {
			t.Errorf("FoldPlace(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzFoldPlace(f *testing.F) {
	for _, s := range []string{"Saint-Étienne", "St. John's", "\xff", "ﬁ", "İ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := FoldPlace(s)
		if strings.HasPrefix(once, " ") || strings.HasSuffix(once, " ") || strings.Contains(once, "  ") {
			t.Errorf("FoldPlace(%q) = %q has stray spaces", s, once)
		}
		if strings.ToUpper(once) == once && strings.ToLower(once) != once {
			t.Errorf("FoldPlace(%q) = %q has capitals", s, once)
		}
	})
}

// smallWorld is three countries' worth of rows.
func smallWorld(t testing.TB) []byte {
	t.Helper()
	rows := []PlaceRow{
		{ID: "USA", Name: "United States", Others: []string{"U.S."}, Level: LevelCountry, Kind: "country", Country: "USA", Parent: -1, Lat: 39.8, Lon: -98.5, Population: 333000000},
		{ID: "FRA", Name: "France", Level: LevelCountry, Kind: "country", Country: "FRA", Parent: -1, Lat: 46, Lon: 2, Population: 65000000},
		{ID: "US.TX", Name: "Texas", Level: LevelAdmin1, Kind: "admin1", Feature: "ADM1", Country: "USA", Parent: 0, Lat: 31.25, Lon: -99.25},
		{ID: "north-sea", Name: "North Sea", Level: LevelOwn, Kind: "sea", Parent: -1, Lat: 56, Lon: 3, RadiusKM: 500},
		{Name: "Paris", Level: LevelSettlement, Kind: "city", Feature: "PPL", Country: "USA", Parent: 2, Lat: 33.66094, Lon: -95.55551, Population: 24782, GeonamesID: 4717560},
		{Name: "Paris", Others: []string{"Париж", "Parigi"}, Level: LevelSettlement, Kind: "city", Feature: "PPLC", Country: "FRA", Parent: 1, Lat: 48.85341, Lon: 2.3488, Population: 2138551, GeonamesID: 2988507, Fame: 99},
		{Name: "Paris Crossing", Level: LevelSettlement, Kind: "city", Feature: "PPL", Country: "USA", Parent: 2, Lat: -0.5, Lon: -179.9},
	}
	file, err := PackPlaces(rows, PlaceTables{
		Countries: "USA\tUS\tUS\tUnited States\tAmerican|Americans\t\t\nFRA\tFR\tFR\tFrance\tFrench\t\t\n",
		Claims:    "US.TX\tclaims\tFRA\t1685-01-01\t1690-01-01\t\tfor the test\nUS.TX\tshort\t\t\t\tTex\t\n",
	})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestPackAndRead(t *testing.T) {
	p, err := ReadPlaces(smallWorld(t))
	if err != nil {
		t.Fatal(err)
	}
	found, longer := p.Search(nil, []byte("paris"))
	if len(found) != 2 || !longer {
		t.Fatalf("paris: %v, longer %v", found, longer)
	}
	i := found[1].Entry
	lat, lon := p.Point(i)
	if math.Abs(lat-48.85341) > 1e-4 || math.Abs(lon-2.3488) > 1e-4 || p.Population(i) < 2137000 || p.Fame(i) != 99 || p.ID(i) != "gn:2988507" {
		t.Errorf("Paris came back as %s at %g, %g with %d", p.ID(i), lat, lon, p.Population(i))
	}
	if a := p.Area1(found[0].Entry); a < 0 || p.Name(a) != "Texas" || p.Country(a) != "USA" {
		t.Errorf("the other Paris lies in area %d", a)
	}
	if found, _ := p.Search(nil, []byte("parigi")); len(found) != 1 || !found[0].Alternate {
		t.Errorf("parigi: %v", found)
	}
	if found, longer := p.Search(nil, []byte("pari")); len(found) != 0 || longer {
		t.Errorf("pari is no name: %v %v", found, longer)
	}
	if found, _ := p.Search(nil, []byte("zzz")); len(found) != 0 {
		t.Errorf("zzz: %v", found)
	}
	if c := p.Claims(found[0].Entry); len(c) != 1 || c[0].By != "FRA" || c[0].Controlled {
		t.Errorf("claims of a town in Texas: %v", c)
	}
	if p.Demonym("french") != "FRA" || p.CountryNamed("U.S.") != "USA" || p.CountryByCode("fr") != "FRA" || len(p.Short("tex")) != 1 {
		t.Error("demonym, name, code or abbreviation is lost")
	}
	if i, _ := p.Search(nil, []byte("paris crossing")); p.ID(i[0].Entry) != "at:-0.5000,-179.9000" {
		t.Errorf("id of a town without number: %s", p.ID(i[0].Entry))
	}
}

func TestPackPlacesIsDeterministic(t *testing.T) {
	if !bytes.Equal(smallWorld(t), smallWorld(t)) {
		t.Error("the same rows gave other bytes")
	}
}

func TestPackedNumbers(t *testing.T) {
	for _, n := range []int{0, 1, 2047, 2048, 999999, 1400000000} {
		if got := unpackCount(packCount(n)); math.Abs(float64(got-n)) > float64(n)/1000 {
			t.Errorf("count %d came back as %d", n, got)
		}
	}
	for _, km := range []float64{0, 0.1, 1, 12, 161, 2000} {
		if got := unpackRadius(packRadius(km)); math.Abs(got-km) > 0.03*km+0.05 {
			t.Errorf("radius %g came back as %g", km, got)
		}
	}
}

// FuzzReadPlaces wants any bytes to be refused or read without a panic.
func FuzzReadPlaces(f *testing.F) {
	f.Add(smallWorld(f), 40, byte(7))
	f.Add([]byte("casusgaz"), 0, byte(0))
	f.Fuzz(func(t *testing.T, file []byte, at int, b byte) {
		if at >= 0 && at < len(file) {
			file = slices.Clone(file)
			file[at] = b
		}
		p, err := ReadPlaces(file)
		if err != nil {
			return
		}
		found, _ := p.Search(nil, []byte("paris"))
		for _, c := range found {
			p.Place(c.Entry)
			p.Claims(c.Entry)
		}
	})
}

func TestImportPlaces(t *testing.T) {
	base, err := ReadPlaces(smallWorld(t))
	if err != nil {
		t.Fatal(err)
	}
	geo := "4717561\tPecan Gap\tPecan Gap\tPekan Gap\t33.43733\t-95.85052\tP\tPPL\tUS\t\tTX\t119\t\t\t203\t\t170\tAmerica/Chicago\t2010-01-01\n" +
		"2988507\tParis\tParis\tLutetia\t48.85341\t2.3488\tP\tPPLC\tFR\t\t11\t\t\t\t2200000\t\t42\tEurope/Paris\t2020-01-01\n"
	file, added, err := ImportPlaces(base, strings.NewReader(geo), ImportGeonames, "US.txt")
	if err != nil || added != 2 {
		t.Fatal(added, err)
	}
	p, err := ReadPlaces(file)
	if err != nil {
		t.Fatal(err)
	}
	if f := p.Lookup("Pecan Gap"); len(f) != 1 || f[0].Admin1 != "Texas" || f[0].GeonamesID != 4717561 {
		t.Errorf("Pecan Gap: %+v", f)
	}
	if f := p.Lookup("Lutetia"); len(f) != 1 || f[0].Country != "FRA" {
		t.Errorf("Lutetia: %+v", f)
	}
	if f := p.Lookup("Paris"); len(f) != 2 || f[0].Country != "FRA" {
		t.Errorf("Paris: %+v", f)
	}
	own := "name\tlat\tlon\tkind\tcountry\talternates\nCamp Example\t1.5\t2.5\tbase\tFR\tExample Base\n"
	if file, _, err = ImportPlaces(p, strings.NewReader(own), ImportTSV, "own.tsv"); err != nil {
		t.Fatal(err)
	}
	if p, err = ReadPlaces(file); err != nil {
		t.Fatal(err)
	}
	if f := p.Lookup("example base"); len(f) != 1 || f[0].ID != "own:camp-example" || f[0].Precision != casus.PrecisionSite {
		t.Errorf("Example Base: %+v", f)
	}
	if f := p.Lookup("Lutetia"); len(f) != 1 {
		t.Errorf("a second import lost Lutetia: %+v", f)
	}
}

func TestImportPlacesNamesTheLine(t *testing.T) {
	base, err := ReadPlaces(smallWorld(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		form ImportForm
		text string
		want string
	}{
		"short line":      {ImportGeonames, "1\tX\n", `dump:1: 2 fields`},
		"bad point":       {ImportTSV, "name\tlat\tlon\nX\t91\t0\n", `dump:2: bad point "91", "0"`},
		"no column":       {ImportTSV, "name\tlat\n", `dump:1: no column "lon"`},
		"unknown country": {ImportTSV, "name\tlat\tlon\tcountry\nX\t1\t0\tQQ\n", `dump:2: unknown country "QQ"`},
		"unknown form":    {"xml", "", "unknown form"},
	} {
		_, _, err := ImportPlaces(base, strings.NewReader(c.text), c.form, "dump")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// embedded opens the shipped gazetteer.
func embedded(t testing.TB) *Places {
	t.Helper()
	p, err := OpenPlaces()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEmbeddedGazetteer(t *testing.T) {
	p := embedded(t)
	for name, want := range map[string]string{
		"East Sea": "sea-of-japan", "Donbas": "donbas", "Golan Heights": "golan-heights", "Strait of Hormuz": "strait-of-hormuz",
		"South China Sea": "south-china-sea", "Taiwan Strait": "taiwan-strait", "Bab el-Mandeb": "bab-el-mandeb",
		"East Asia": "east-asia", "Indo-Pacific": "indo-pacific", "Mar-a-Lago": "mar-a-lago", "Red Sea": "red-sea",
		"Stewart Air National Guard Base": "stewart-air-national-guard-base", "Soviet Union": "SUN", "Burma": "MMR", "Kosovo": "KOS",
		"Zaporizhzhia nuclear power plant": "zaporizhzhia-nuclear-power-plant", "Panmunjom": "panmunjom",
	} {
		if f := p.Lookup(name); !slices.ContainsFunc(f, func(f PlaceFound) bool { return f.ID == want }) {
			t.Errorf("%s: no reading %s in %v", name, want, f)
		}
	}
	if f := p.Lookup("Kashmir"); len(f) == 0 || f[0].ID != "kashmir" || len(f[0].Claims) < 3 {
		t.Errorf("Kashmir: %+v", f)
	}
}

func TestTablesAreSound(t *testing.T) {
	p := embedded(t)
	text, err := data.FS.ReadFile("gazetteer/places.tsv")
	if err != nil {
		t.Fatal(err)
	}
	last, rows := "", 0
	for line := range strings.Lines(string(text)) {
		id, _, _ := strings.Cut(line, "\t")
		if rows > 1 && id <= last {
			t.Errorf("places.tsv: %s stands after %s", id, last)
		}
		if rows > 0 && p.ByID(id) < 0 {
			t.Errorf("places.tsv: %s is not in gazetteer.bin; rebuild it", id)
		}
		last = id
		rows++
	}
	if rows < 500 {
		t.Errorf("only %d rows of our own", rows)
	}
	text, err = data.FS.ReadFile("gazetteer/claims.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n")[1:] {
		f := strings.Split(line, "\t")
		if p.ByID(f[0]) < 0 {
			t.Errorf("claims.tsv:%d: unknown place %q", i+2, f[0])
		}
		if f[3] != "" && f[4] != "" && f[3] > f[4] {
			t.Errorf("claims.tsv:%d: %s ends before it begins", i+2, f[0])
		}
	}
}

func BenchmarkOpenPlaces(b *testing.B) {
	for b.Loop() {
		if _, err := OpenPlaces(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	p := embedded(b)
	names := [][]byte{[]byte("paris"), []byte("santa maria"), []byte("kharkiv"), []byte("no such place"), []byte("new york")}
	var found []Candidate
	for i := 0; b.Loop(); i++ {
		found, _ = p.Search(found[:0], names[i%len(names)])
	}
}

func TestOpenPlacesFile(t *testing.T) {
	path := t.TempDir() + "/g.bin"
	if err := os.WriteFile(path, smallWorld(t), 0o600); err != nil {
		t.Fatal(err)
	}
	if p, err := OpenPlacesFile(path); err != nil || p.Len() != 7 {
		t.Fatal(p, err)
	}
	if err := os.WriteFile(path, []byte("not it"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenPlacesFile(path); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("a broken file: %v", err)
	}
}
