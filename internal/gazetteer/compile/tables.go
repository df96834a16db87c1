package compile

import (
	"fmt"
	"io/fs"
	"math"
	"strconv"
	"strings"

	"github.com/casus-project/casus"
)

// tables are the project's own rows.
type tables struct {
	countries []country
	areas     map[string]ownArea
	places    []ownPlace
	claims    string
	aliases   []alias
}

type country struct {
	iso3, iso2, fips, name string
	aliases, demonyms      []string
	capital                string
	lat, lon, area         float64
	population             int
	from, to, today        string
}

// radius of a circle of half again the country's area.
func (c country) radius() float64 { return max(1, math.Sqrt(1.5*c.area*1000/math.Pi)) }

// ownArea names or places a first-level area that the packages have under another name or without point.
type ownArea struct {
	name     string
	aliases  []string
	lat, lon float64
	located  bool
}

type ownPlace struct {
	id, name, kind, country, area string
	alternates                    []string
	lat, lon, radius              float64
	weight                        int
}

// alias gives more names to a settlement known by its GeoNames id, and another first name where first is set.
type alias struct {
	first    string
	geonames int
	names    []string
	where    string
}

// table reads a TSV file with a header row; each gets its fields by the header's names and where they stand.
func table(files fs.FS, path string, each func(row row) error) error {
	text, err := fs.ReadFile(files, path)
	if err != nil {
		return fmt.Errorf("read table: %w", err)
	}
	var head []string
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if n == 1 {
			head = f
			continue
		}
		if len(f) != len(head) {
			return casus.Errorf(casus.Invalid, "data/%s:%d: %d fields instead of %d: %.60q", path, n, len(f), len(head), line)
		}
		r := row{where: fmt.Sprintf("data/%s:%d", path, n), fields: map[string]string{}}
		for i, h := range head {
			r.fields[h] = f[i]
		}
		if err := each(r); err != nil {
			return err
		}
	}
	return nil
}

type row struct {
	where  string
	fields map[string]string
}

func (r row) list(name string) []string {
	if r.fields[name] == "" {
		return nil
	}
	return strings.Split(r.fields[name], "|")
}

func (r row) number(name string, limit float64) (float64, error) {
	v, err := strconv.ParseFloat(r.fields[name], 64)
	if err != nil || math.Abs(v) > limit {
		return 0, casus.Errorf(casus.Invalid, "%s: %s %q is no number up to %g", r.where, name, r.fields[name], limit)
	}
	return v, nil
}

// numbers reads several fields, each with its limit.
func (r row) numbers(into map[string]*float64) error {
	limits := map[string]float64{"lat": 90, "lon": 180}
	for name, to := range into {
		limit, ok := limits[name]
		if !ok {
			limit = 1e10
		}
		v, err := r.number(name, limit)
		if err != nil {
			return err
		}
		*to = v
	}
	return nil
}

func readTables(files fs.FS) (*tables, error) {
	t := &tables{areas: map[string]ownArea{}}
	for _, one := range []struct {
		path string
		each func(row) error
	}{
		{"gazetteer/countries.tsv", t.country},
		{"gazetteer/areas.tsv", t.area},
		{"gazetteer/places.tsv", t.place},
		{"gazetteer/claims.tsv", t.claim},
		{"gazetteer/aliases.tsv", t.alias},
	} {
		if err := table(files, one.path, one.each); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (t *tables) country(r row) error {
	c := country{
		iso3: r.fields["iso3"], iso2: r.fields["iso2"], fips: r.fields["fips"], name: r.fields["name"], aliases: r.list("aliases"),
		demonyms: r.list("demonyms"), capital: r.fields["capital"], from: r.fields["from"], to: r.fields["to"], today: r.fields["today"],
	}
	var population float64
	err := r.numbers(map[string]*float64{"lat": &c.lat, "lon": &c.lon, "area": &c.area, "population": &population})
	c.population = int(population)
	t.countries = append(t.countries, c)
	return err
}

func (t *tables) area(r row) error {
	a := ownArea{name: r.fields["name"], aliases: r.list("aliases")}
	if a.located = r.fields["lat"] != ""; a.located {
		if err := r.numbers(map[string]*float64{"lat": &a.lat, "lon": &a.lon}); err != nil {
			return err
		}
	}
	t.areas[r.fields["code"]] = a
	return nil
}

func (t *tables) place(r row) error {
	p := ownPlace{
		id: r.fields["id"], name: r.fields["name"], alternates: r.list("alternates"), kind: r.fields["kind"],
		country: r.fields["country"], area: r.fields["area"],
	}
	var weight float64
	err := r.numbers(map[string]*float64{"lat": &p.lat, "lon": &p.lon, "radius": &p.radius, "weight": &weight})
	p.weight = int(weight)
	if p.id == "" || p.name == "" || p.kind == "" {
		return casus.Errorf(casus.Invalid, "%s: a place needs id, name and kind", r.where)
	}
	if p.country != "" && !t.knows(p.country) {
		return casus.Errorf(casus.Invalid, "%s: unknown country %q", r.where, p.country)
	}
	t.places = append(t.places, p)
	return err
}

func (t *tables) knows(iso3 string) bool {
	for _, c := range t.countries {
		if c.iso3 == iso3 {
			return true
		}
	}
	return false
}

func (t *tables) claim(r row) error {
	if by := r.fields["by"]; !t.knows(by) && (by != "" || r.fields["relation"] != "short") {
		return casus.Errorf(casus.Invalid, "%s: unknown country %q", r.where, r.fields["by"])
	}
	fields := []string{"place", "relation", "by", "from", "to", "name", "note"}
	for i, f := range fields {
		fields[i] = r.fields[f]
	}
	t.claims += strings.Join(fields, "\t") + "\n"
	return nil
}

func (t *tables) alias(r row) error {
	id, err := strconv.Atoi(r.fields["geonames"])
	if err != nil {
		return casus.Errorf(casus.Invalid, "%s: geonames %q is no number", r.where, r.fields["geonames"])
	}
	t.aliases = append(t.aliases, alias{geonames: id, first: r.fields["first"], names: r.list("names"), where: r.where})
	return nil
}

// countryTable is the table of countries as the gazetteer file carries it. Former states that are part of one of today
// come last, under its code: their names and demonyms lead there.
func (t *tables) countryTable() string {
	var own, parts strings.Builder
	for _, c := range t.countries {
		fields := []string{c.iso3, c.iso2, c.fips, c.name, strings.Join(c.demonyms, "|"), c.from, c.to}
		to := &own
		if c.today != "" {
			fields[0], fields[1], fields[2] = c.today, "", ""
			to = &parts
		}
		to.WriteString(strings.Join(fields, "\t") + "\n")
	}
	return own.String() + parts.String()
}

// aliases adds the names of aliases.tsv to settlements.
func (b *builder) aliases() error {
	for _, a := range b.tables.aliases {
		i, ok := b.byGeo[a.geonames]
		if !ok {
			return casus.Errorf(casus.Invalid, "%s: no settlement with GeoNames id %d", a.where, a.geonames)
		}
		b.rows[i].Others = append(b.rows[i].Others, a.names...)
		if a.first != "" {
			b.rows[i].Others = append(b.rows[i].Others, b.rows[i].Name)
			b.rows[i].Name = a.first
		}
	}
	return nil
}
