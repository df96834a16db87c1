package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/export"
	"github.com/casus-project/casus/internal/gazetteer"
)

// actorsCmd works on the actor tables.
type actorsCmd struct {
	Lookup  actorsLookupCmd  `cmd:"" help:"Say who a name is on a day."`
	Check   actorsCheckCmd   `cmd:"" help:"Check an own or refreshed table before using it with --actors."`
	Refresh actorsRefreshCmd `cmd:"" help:"Ask a SPARQL service (Wikidata) who holds which office, and save the answer as a table."`
}

// actorsFlag is the flag of every command that can use further actor tables.
type actorsFlag struct {
	Actors []string `help:"Further tables of actors: own ones, or those of casus actors refresh." placeholder:"FILE" env:"CASUS_ACTORS"`
}

// openActors reads the embedded tables and those of the flag.
func (f actorsFlag) openActors() (*gazetteer.Actors, error) {
	var extra []*gazetteer.Extra
	for _, name := range f.Actors {
		e, err := readExtra(name)
		if err != nil {
			return nil, err
		}
		extra = append(extra, e)
	}
	return gazetteer.OpenActors(extra...)
}

func readExtra(name string) (*gazetteer.Extra, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, plain(err)
	}
	defer file.Close()
	return gazetteer.ReadExtra(name, file)
}

// actorsCheckCmd checks a table.
type actorsCheckCmd struct {
	File string `arg:"" help:"The table, with the columns of data/actors/people.tsv."`
}

// Run reads the table as the coder would, together with the embedded ones, and lists what cannot be right in it.
func (c *actorsCheckCmd) Run(a *app) error {
	e, err := readExtra(c.File)
	if err != nil {
		return err
	}
	tables, err := gazetteer.OpenActors(e)
	if err != nil {
		return err
	}
	flaws := 0
	for _, f := range tables.Check() {
		if strings.HasPrefix(f.Where, c.File+":") {
			fmt.Fprintln(a.stdout, f)
			flaws++
		}
	}
	fmt.Fprintf(a.stdout, "%s: %d rows, %d flaws\n", c.File, e.Rows, flaws)
	if flaws > 0 {
		return errReported
	}
	return nil
}

// actorsRefreshCmd asks for current office holders. It is run by the operator and by nothing else.
type actorsRefreshCmd struct {
	Endpoint string `help:"The SPARQL service; by default Wikidata's." placeholder:"URL"`
	Agent    string `help:"How to call yourself to the service: a name and an address." placeholder:"TEXT"`
	Out      string `help:"Where to save the table." default:"actors-refreshed.tsv" placeholder:"FILE"`
}

// refreshTimeout is how long one query may take.
const refreshTimeout = 2 * time.Minute

// Run saves the answer with its date and queries. An existing file is replaced only when all is well.
func (c *actorsRefreshCmd) Run(a *app) error {
	tables, err := gazetteer.OpenActors()
	if err != nil {
		return err
	}
	var saved bytes.Buffer
	done, err := gazetteer.Refresh(a.ctx, gazetteer.RefreshOptions{
		Client: &http.Client{Timeout: refreshTimeout}, Endpoint: c.Endpoint, Agent: c.Agent, Now: time.Now().UTC(), Tables: tables,
	}, &saved)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, saved.Bytes(), 0o644); err != nil {
		return plain(err)
	}
	fmt.Fprintf(a.stdout, "%d queries, %d rows, %d left out; use them with --actors %s\n", done.Queries, done.Rows, done.Refused, c.Out)
	return nil
}

// actorsLookupCmd looks one name up.
type actorsLookupCmd struct {
	actorsFlag
	Name string `arg:"" help:"The name, as a report would write it."`
	On   string `help:"The day, such as 2026-01-04; by default the latest that the tables know." placeholder:"DATE"`
	JSON bool   `name:"json" help:"Print JSON Lines instead of a table."`
}

// Run prints each meaning of the name, best first.
func (c *actorsLookupCmd) Run(a *app) error {
	tables, err := c.openActors()
	if err != nil {
		return err
	}
	if _, err := time.Parse(time.DateOnly, c.On); c.On != "" && err != nil {
		return casus.Errorf(casus.Invalid, "--on %q is not a day such as 2026-01-04", c.On)
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
