package gazetteer

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
)

// DefaultEndpoint is where Wikidata answers SPARQL.
const DefaultEndpoint = "https://query.wikidata.org/sparql"

// maxAnswer is how much of one answer is read, in bytes.
const maxAnswer = 128 << 20

// RefreshOptions say whom Refresh asks. Client and Now are needed; nothing is asked unless somebody calls Refresh.
type RefreshOptions struct {
	Client   *http.Client
	Endpoint string    // of a SPARQL service; "" is DefaultEndpoint
	Agent    string    // how to call oneself to the service; its rules ask for a name and an address
	Now      time.Time // the day that the rows are as of
	Tables   *Actors   // tells kings from presidents; nil takes the first office that a query names
}

// Refreshed says what Refresh wrote.
type Refreshed struct{ Queries, Rows, Refused int }

// Refresh asks a SPARQL service who held which office, by the queries in data/actors/refresh, and writes a table to w
// with the date and the queries above it. The file goes through ReadExtra, here or on another machine.
func Refresh(ctx context.Context, o RefreshOptions, w io.Writer) (Refreshed, error) {
	if o.Endpoint == "" {
		o.Endpoint = DefaultEndpoint
	}
	queries, err := readQueries()
	if err != nil {
		return Refreshed{}, err
	}
	sheet := refreshSheet{day: o.Now.UTC().Format(time.DateOnly), tables: o.Tables}
	for _, q := range queries {
		answer, err := ask(ctx, o, q.text)
		if err != nil {
			return Refreshed{}, fmt.Errorf("refresh actors: %s: %w", q.name, err)
		}
		for _, b := range answer {
			sheet.add(q, b)
		}
	}
	done := Refreshed{Queries: len(queries), Rows: len(sheet.rows), Refused: sheet.refused}
	if done.Rows == 0 {
		return done, casus.Errorf(casus.NotFound, "refresh actors: %s knows no holder of any office", o.Endpoint)
	}
	return done, sheet.write(w, o.Endpoint, queries)
}

// refreshQuery is one query with the offices whose holders it gives: the first that the tables have for the country.
type refreshQuery struct {
	name, text string
	offices    []string
}

func readQueries() ([]refreshQuery, error) {
	names, err := fs.Glob(data.FS, path.Join(actorFolder, "refresh", "*.rq"))
	if err != nil {
		return nil, fmt.Errorf("list queries: %w", err)
	}
	var out []refreshQuery
	for _, name := range names {
		text, err := fs.ReadFile(data.FS, name)
		if err != nil {
			return nil, fmt.Errorf("read query: %w", err)
		}
		q := refreshQuery{name: path.Base(name), text: string(text)}
		for line := range strings.Lines(q.text) {
			if list, ok := strings.CutPrefix(line, "# offices:"); ok {
				q.offices = strings.Fields(list)
			}
		}
		if len(q.offices) == 0 {
			return nil, casus.Errorf(casus.Invalid, "data/%s: names no offices", name)
		}
		out = append(out, q)
	}
	return out, nil
}

// binding is one row of a SPARQL answer (W3C, SPARQL 1.1 Query Results JSON Format).
type binding map[string]struct {
	Value string `json:"value"`
}

func ask(ctx context.Context, o RefreshOptions, query string) ([]binding, error) {
	form := url.Values{"query": {query}, "format": {"json"}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, o.Endpoint, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", o.Endpoint, err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/sparql-results+json")
	req.Header.Set("User-Agent", orElse(o.Agent, "casus"))
	res, err := o.Client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", o.Endpoint, err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, casus.Errorf(casus.Temporary, "ask %s: %s", o.Endpoint, res.Status)
	}
	var answer struct {
		Results struct {
			Bindings []binding `json:"bindings"`
		} `json:"results"`
	}
	if err := json.NewDecoder(io.LimitReader(res.Body, maxAnswer)).Decode(&answer); err != nil {
		return nil, casus.Errorf(casus.Invalid, "ask %s: the answer is no SPARQL result: %w", o.Endpoint, err)
	}
	return answer.Results.Bindings, nil
}

// refreshSheet collects the rows of the table.
type refreshSheet struct {
	day     string
	tables  *Actors
	rows    [][]string
	refused int
}

// refreshColumns are those of the file, as in data/actors/people.tsv.
var refreshColumns = []string{
	"id", "names", "kind", "country", "sectors", "role", "office", "from", "to", "source", "as_of", "wikidata",
}

// add turns one binding into a row. What lacks a name, a country, an item or a beginning, or has broken dates, is refused.
func (s *refreshSheet) add(q refreshQuery, b binding) {
	country, name, item := b["iso"].Value, clean(b["name"].Value), path.Base(b["person"].Value)
	from, to := day(b["from"].Value), day(b["to"].Value)
	if len(country) != 3 || name == "" || !strings.HasPrefix(item, "Q") || from == "" || b["to"].Value != "" && to == "" ||
		to != "" && to < from {
		s.refused++
		return
	}
	names := []string{name}
	for alias := range strings.SplitSeq(b["aliases"].Value, "|") {
		if alias = clean(alias); strings.Contains(alias, " ") && !slices.Contains(names, alias) {
			names = append(names, alias)
		}
	}
	office := s.office(q, casus.Country(country))
	role, sectors := s.title(office)
	s.rows = append(s.rows, []string{
		"person." + slug(name) + "." + strings.ToLower(item), strings.Join(names, "|"), "person", country, sectors, role,
		country + "." + office, from, to, "wikidata", s.day, item,
	})
}

// clean drops what a table cannot hold.
func clean(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\t' || r == '\n' || r == '\r' || r == ' ' || r == '|' }), " ")
}

// day is the date of an RFC 3339 time, "" for anything else, such as a date before the common era.
func day(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return ""
	}
	return t.Format(time.DateOnly)
}

// office is the query's first office that somebody holds in the country by the tables, else its first.
func (s *refreshSheet) office(q refreshQuery, c casus.Country) string {
	if s.tables != nil {
		for _, o := range q.offices {
			if _, ok := s.tables.Holder(c, o, ""); ok {
				return o
			}
		}
	}
	return q.offices[0]
}

// title is the role and the sectors that the tables of titles give an office.
func (s *refreshSheet) title(office string) (role, sectors string) {
	role, sectors = strings.ReplaceAll(office, "-", " "), "GOV"
	if s.tables == nil {
		return role, sectors
	}
	for i := range s.tables.titles {
		if t := &s.tables.titles[i]; t.Office == office && len(t.Sectors) > 0 {
			list := make([]string, len(t.Sectors))
			for k, x := range t.Sectors {
				list[k] = string(x)
			}
			return t.Role, strings.Join(list, "|")
		}
	}
	return role, sectors
}

func (s *refreshSheet) write(w io.Writer, endpoint string, queries []refreshQuery) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s of %s from %s\n", refreshMark, s.day, endpoint)
	for _, q := range queries {
		fmt.Fprintf(&b, "# query %s\n", q.name)
		for line := range strings.Lines(q.text) {
			b.WriteString("#   " + strings.TrimRight(line, "\n") + "\n")
		}
	}
	b.WriteString(strings.Join(refreshColumns, "\t") + "\n")
	slices.SortFunc(s.rows, func(x, y []string) int { return slices.Compare(x, y) })
	for _, r := range slices.CompactFunc(s.rows, func(x, y []string) bool { return slices.Equal(x, y) }) {
		b.WriteString(strings.Join(r, "\t") + "\n")
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write refreshed actors: %w", err)
	}
	return nil
}
