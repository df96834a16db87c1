package gazetteer

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/casus-project/casus"
)

// ImportForm is the form of an operator's list of places.
type ImportForm string

// The forms that ImportPlaces reads.
const (
	// ImportGeonames is a GeoNames dump (cities500.txt, XX.txt, allCountries.txt): 19 fields separated by tabs.
	ImportGeonames ImportForm = "geonames"
	// ImportTSV is a table with a header row that has at least name, lat and lon, and may have id, alternates (with |),
	// kind, country (alpha-2 or alpha-3), admin1 (GeoNames code), radius and population.
	ImportTSV ImportForm = "tsv"
)

// ImportPlaces adds an operator's places to those of base and returns the bytes of a new gazetteer file, which
// OpenPlacesFile reads, and how many were added. A row with the GeoNames id or the id of a row of base replaces it. An
// error names the line and the text that cannot be read; name says what the lines come from.
func ImportPlaces(base *Places, r io.Reader, form ImportForm, name string) (file []byte, added int, err error) {
	im := &importer{base: base, rows: base.rows(), ids: map[string]int{}, geo: map[int]int{}, name: name}
	for i, row := range im.rows {
		if row.ID != "" {
			im.ids[row.ID] = i
		}
		if row.GeonamesID > 0 {
			im.geo[row.GeonamesID] = i
		}
	}
	switch form {
	case ImportGeonames:
		err = im.lines(r, im.geonames)
	case ImportTSV:
		err = im.lines(r, im.tsv)
	default:
		err = casus.Errorf(casus.Invalid, "unknown form of places %q (geonames or tsv)", form)
	}
	if err != nil {
		return nil, 0, err
	}
	file, err = PackPlaces(im.ordered(), base.tables())
	return file, im.added, err
}

// importer adds rows to those of a gazetteer.
type importer struct {
	base  *Places
	rows  []PlaceRow
	ids   map[string]int
	geo   map[int]int
	head  []string
	name  string
	added int
}

func (im *importer) lines(r io.Reader, each func(n int, f []string) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<22)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), "\r")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := each(n, strings.Split(line, "\t")); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s: %w", im.name, err)
	}
	return nil
}

// point reads coordinates.
func (im *importer) point(n int, lat, lon string) (y, x float64, err error) {
	y, err1 := strconv.ParseFloat(lat, 64)
	x, err2 := strconv.ParseFloat(lon, 64)
	if err1 != nil || err2 != nil || math.Abs(y) > 90 || math.Abs(x) > 180 {
		return 0, 0, casus.Errorf(casus.Invalid, "%s:%d: bad point %q, %q", im.name, n, lat, lon)
	}
	return y, x, nil
}

func (im *importer) geonames(n int, f []string) error {
	if len(f) < 15 {
		return casus.Errorf(casus.Invalid, "%s:%d: %d fields instead of 19: %.60q", im.name, n, len(f), strings.Join(f, "\t"))
	}
	id, err := strconv.Atoi(f[0])
	if err != nil || id <= 0 || id > noEntry {
		return casus.Errorf(casus.Invalid, "%s:%d: GeoNames id %q is no number up to %d", im.name, n, f[0], noEntry)
	}
	kind, ok := featureKinds[f[6]]
	if !ok || f[6] == "A" {
		return nil // areas and countries of our own are kept: their points are checked
	}
	row := PlaceRow{
		Name: f[1], Others: append([]string{f[2]}, strings.Split(f[3], ",")...), Level: LevelSettlement, Kind: kind, Feature: f[7],
		Country: string(im.base.CountryByISO2(f[8])), GeonamesID: id, RadiusKM: 1,
	}
	row.Fame = len(row.Others)
	row.Parent = im.parent(f[8], f[10], f[11], row.Country)
	if row.Lat, row.Lon, err = im.point(n, f[4], f[5]); err != nil {
		return err
	}
	row.Population, _ = strconv.Atoi(f[14]) // empty in older dumps
	if at, ok := im.geo[id]; ok {
		im.rows[at] = row
	} else {
		im.rows = append(im.rows, row)
		im.geo[id] = len(im.rows) - 1
	}
	im.added++
	return nil
}

// featureKinds are the kinds of GeoNames' feature classes.
var featureKinds = map[string]string{
	"P": "city", "A": "admin", "H": "lake", "T": "mountains", "S": "site", "L": "region", "U": "sea", "V": "forest", "R": "site",
}

func (im *importer) parent(iso2, admin1, admin2, country string) int {
	for _, id := range []string{iso2 + "." + admin1 + "." + admin2, iso2 + "." + admin1, country} {
		if i, ok := im.ids[id]; ok {
			return i
		}
	}
	return -1
}

func (im *importer) tsv(n int, f []string) error {
	if im.head == nil {
		im.head = f
		for _, need := range []string{"name", "lat", "lon"} {
			if !slices.Contains(f, need) {
				return casus.Errorf(casus.Invalid, "%s:%d: no column %q in the header", im.name, n, need)
			}
		}
		return nil
	}
	get := func(name string) string {
		if i := slices.Index(im.head, name); i >= 0 && i < len(f) {
			return strings.TrimSpace(f[i])
		}
		return ""
	}
	row := PlaceRow{ID: get("id"), Name: get("name"), Level: LevelOwn, Kind: get("kind"), RadiusKM: 1}
	if row.Name == "" {
		return casus.Errorf(casus.Invalid, "%s:%d: a place without name", im.name, n)
	}
	if row.ID == "" {
		row.ID = "own:" + strings.ReplaceAll(FoldPlace(row.Name), " ", "-")
	}
	if row.Kind == "" {
		row.Kind = "site"
	}
	if a := get("alternates"); a != "" {
		row.Others = strings.Split(a, "|")
	}
	if c := get("country"); c != "" {
		if row.Country = string(im.base.CountryByCode(c)); row.Country == "" {
			return casus.Errorf(casus.Invalid, "%s:%d: unknown country %q", im.name, n, c)
		}
	}
	var err error
	if row.Lat, row.Lon, err = im.point(n, get("lat"), get("lon")); err != nil {
		return err
	}
	row.Parent = im.parent(im.base.iso2(casus.Country(row.Country)), get("admin1"), "", row.Country)
	row.RadiusKM, _ = strconv.ParseFloat(get("radius"), 64)
	row.Population, _ = strconv.Atoi(get("population"))
	if at, ok := im.ids[row.ID]; ok && im.rows[at].Level == LevelOwn {
		im.rows[at] = row
	} else {
		im.rows = append(im.rows, row)
		im.ids[row.ID] = len(im.rows) - 1
	}
	im.added++
	return nil
}

// ordered sorts the rows by level and moves their parents along.
func (im *importer) ordered() []PlaceRow {
	order := make([]int, len(im.rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(im.rows[a].Level) - int(im.rows[b].Level) })
	moved := make([]int, len(order))
	out := make([]PlaceRow, len(order))
	for to, from := range order {
		moved[from] = to
		out[to] = im.rows[from]
	}
	for i := range out {
		if out[i].Parent >= 0 {
			out[i].Parent = moved[out[i].Parent]
		}
	}
	return out
}

// rows are the places of a gazetteer as rows; names other than the first come back folded.
func (p *Places) rows() []PlaceRow {
	out := make([]PlaceRow, p.Len())
	for i := range out {
		k := p.Kind(i)
		out[i] = PlaceRow{
			Name: p.Name(i), Level: p.level(i), Kind: k.Kind, Feature: k.Feature, Country: string(p.Country(i)), Parent: p.Parent(i),
			RadiusKM: p.RadiusKM(i), Population: p.Population(i), GeonamesID: p.GeonamesID(i), Fame: p.Fame(i),
		}
		out[i].Lat, out[i].Lon = p.Point(i)
		if i < p.named {
			out[i].ID = p.ID(i)
		}
	}
	for name, found := range p.Names {
		for _, c := range found {
			if c.Alternate {
				out[c.Entry].Others = append(out[c.Entry].Others, name)
			}
		}
	}
	return out
}

func (p *Places) level(i int) PlaceLevel {
	if i >= p.named {
		return LevelSettlement
	}
	switch p.Kind(i).class {
	case classCountry, classFormer:
		return LevelCountry
	case classAdmin1:
		return LevelAdmin1
	case classAdmin2:
		return LevelAdmin2
	}
	return LevelOwn
}
