package main

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/export"
	"github.com/casus-project/casus/internal/gazetteer"
)

// actorsCmd works on the actor tables.
type actorsCmd struct {
	Lookup actorsLookupCmd `cmd:"" help:"Say who a name is on a day."`
}

// actorsLookupCmd looks one name up.
type actorsLookupCmd struct {
	Name string `arg:"" help:"The name, as a report would write it."`
	On   string `help:"The day, such as 2026-01-04; by default the latest that the tables know." placeholder:"DATE"`
	JSON bool   `name:"json" help:"Print JSON Lines instead of a table."`
}

// Run prints each meaning of the name, best first.
func (c *actorsLookupCmd) Run(a *app) error {
	tables, err := gazetteer.OpenActors()
	if err != nil {
		return err
	}
	found := tables.Lookup(c.Name, c.On)
	if len(found) == 0 {
		return casus.Errorf(casus.NotFound, "no actor is called %q in the tables", c.Name)
	}
	if c.JSON {
		enc := json.NewEncoder(a.stdout)
		for i := range found {
			if err := enc.Encode(export.NewActorRecord(&found[i])); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "NAME\tCOUNTRY\tSECTORS\tROLE\tKIND\tAS OF\tSOURCE")
	for _, f := range found {
		fmt.Fprintf(w, "%s\t%s\t%v\t%s\t%s\t%s\t%s\n", f.Name, f.Country, f.Sectors, f.Role, f.Kind, f.AsOf, f.Source)
	}
	return w.Flush()
}
