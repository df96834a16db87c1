package gold

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// Decision is one line of the log of adjudication: what two coders had, and what a third reader made of it. The files of the
// first coding hold the outcome; the log says why.
type Decision struct {
	Cluster  string `json:"cluster"`
	Doc      string `json:"doc"`
	S        int    `json:"s"`
	Layer    string `json:"layer"`
	First    any    `json:"first"`
	Second   any    `json:"second"`
	Decision string `json:"decision"` // "first", "second", "both" or "new"
	Why      string `json:"why"`
	Line     int    `json:"-"`
}

// logFile is where the decisions stand.
const logFile = "adjudication.jsonl"

// layers are what two codings can differ in; decided is what can become of it.
var (
	layers = []string{
		"mention", "type", "modality", "polarity", "commitment", "background", "actors", "recipients", "time", "place", "figure", "forecast", "link",
		"ledger", "identity",
	}
	decided = []string{"first", "second", "both", "new"}
)

// ReadDecisions reads and checks the log of adjudication in fsys. No log is no decision. Each problem names its line.
func ReadDecisions(fsys fs.FS, clusters []*Cluster) ([]Decision, error) {
	b, err := fs.ReadFile(fsys, logFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	byName := map[string]*Cluster{}
	for _, c := range clusters {
		byName[c.name()] = c
	}
	var out []Decision
	var errs []error
	for i, line := range bytes.Split(b, []byte("\n")) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		d := Decision{Line: i + 1}
		err := strict(line, &d)
		if err == nil {
			err = d.check(byName[d.Cluster])
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d: %w", logFile, i+1, err))
			continue
		}
		out = append(out, d)
	}
	return out, errors.Join(errs...)
}

// check refuses a decision about nothing, or in other words than those of the form.
func (d *Decision) check(c *Cluster) error {
	switch {
	case c == nil:
		return casus.Errorf(casus.Invalid, "no cluster %q", d.Cluster)
	case d.Doc != "" && c.Report(d.Doc) == nil:
		return casus.Errorf(casus.Invalid, "no report %q in %s", d.Doc, d.Cluster)
	case d.S < 0 || d.S > 0 && (d.Doc == "" || d.S > len(c.Report(d.Doc).Sentences)):
		return casus.Errorf(casus.Invalid, "no sentence %d in %q", d.S, d.Doc)
	case !slices.Contains(layers, d.Layer):
		return casus.Errorf(casus.Invalid, "layer %q is none of %s", d.Layer, strings.Join(layers, " "))
	case !slices.Contains(decided, d.Decision):
		return casus.Errorf(casus.Invalid, "decision %q is none of %s", d.Decision, strings.Join(decided, " "))
	case strings.TrimSpace(d.Why) == "":
		return casus.Errorf(casus.Invalid, "a decision without why")
	}
	return nil
}
