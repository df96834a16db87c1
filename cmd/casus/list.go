package main

import (
	"fmt"
	"io/fs"
	"strings"
	"text/tabwriter"

	"github.com/casus-project/casus/data"
	ingestall "github.com/casus-project/casus/internal/ingest/all"
	lingall "github.com/casus-project/casus/internal/ling/all"
	"github.com/casus-project/casus/models"
)

// listCmd says what is linked in.
type listCmd struct{}

// Run prints one line a thing, in a fixed order.
func (listCmd) Run(a *app) error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "languages\t%s\n", strings.Join(lingall.Languages(), " "))
	var forms []string
	for _, f := range ingestall.Formats() {
		forms = append(forms, f.Name())
	}
	fmt.Fprintf(w, "input\t%s conllu feed\n", strings.Join(forms, " "))
	fmt.Fprintln(w, "output\tplover csv table annotations conllu chronicle")
	fmt.Fprintln(w, "stores\tsqlite")
	for _, m := range models.List() {
		fmt.Fprintf(w, "model\t%s %s, %d bytes, %s\n", m.Name, m.Version, m.Size, m.Licence)
	}
	if err := tables(w); err != nil {
		return err
	}
	return w.Flush()
}

// tables prints each data table with its number of records.
func tables(w *tabwriter.Writer) error {
	return fs.WalkDir(data.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".tsv") {
			return err
		}
		b, err := fs.ReadFile(data.FS, path)
		if err != nil {
			return err
		}
		n := 0
		for line := range strings.Lines(string(b)) {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
				n++
			}
		}
		fmt.Fprintf(w, "table\t%s, %d records\n", path, n)
		return nil
	})
}
