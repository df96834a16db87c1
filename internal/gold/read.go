package gold

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// parts are the folders of the corpus whose clusters are coded in every layer.
var parts = []string{"open", "check", "sealed"}

// The parts of single reports and sentences, coded for events alone: those that models learn from, and those by the same writers that
// are scored and not read. A file holds reports that have nothing to do with each other, so each is a cluster of its own.
const (
	Lessons = "lessons"
	Fresh   = "fresh"
)

// Training are the parts that models may learn from.
var Training = []string{"open", Lessons}

// All are the parts of own texts.
var All = append(slices.Clone(parts), Lessons, Fresh)

// Read reads every cluster below the part folders of fsys that exist (open, check and sealed when none are named). Problems are
// joined into one error that names each file and line; the clusters are returned as far as they could be read.
func Read(fsys fs.FS, want ...string) ([]*Cluster, error) {
	if len(want) == 0 {
		want = parts
	}
	var out []*Cluster
	var errs []error
	for _, part := range want {
		names, err := fs.Glob(fsys, path.Join(part, "*.jsonl"))
		if err != nil {
			return nil, err
		}
		slices.Sort(names)
		for _, name := range names {
			b, err := fs.ReadFile(fsys, name)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			c, err := Parse(name, b)
			c.Part = part
			errs = append(errs, err)
			if part == Lessons || part == Fresh {
				out = append(out, c.single()...)
				continue
			}
			out = append(out, c)
		}
	}
	if len(out) == 0 && errors.Join(errs...) == nil {
		return nil, casus.Errorf(casus.NotFound, "no gold clusters in folders %s", strings.Join(want, ", "))
	}
	return out, errors.Join(errs...)
}

// single is a cluster for each report, with its rows.
func (c *Cluster) single() []*Cluster {
	out := make([]*Cluster, len(c.Reports))
	at := make(map[string]*Cluster, len(c.Reports))
	for i, r := range c.Reports {
		out[i] = &Cluster{File: c.File, Part: c.Part, Reports: []*Report{r}}
		at[r.ID] = out[i]
	}
	for _, row := range c.Rows {
		if one := at[row.Doc]; one != nil {
			one.Rows = append(one.Rows, row)
		}
	}
	return out
}

// Parse reads one cluster and resolves its quotes.
func Parse(name string, b []byte) (*Cluster, error) { return parseWith(name, b, nil) }

// parseWith is Parse for a file whose rows may be about reports given from elsewhere.
func parseWith(name string, b []byte, reports []*Report) (*Cluster, error) {
	c := &Cluster{File: name, Reports: reports}
	var errs []error
	fail := func(line int, err error) {
		errs = append(errs, fmt.Errorf("%s:%d: %w", name, line, err))
	}
	for i, line := range bytes.Split(b, []byte("\n")) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		var kind struct {
			Kind string `json:"kind"`
		}
		if err := json.Unmarshal(line, &kind); err != nil {
			fail(i+1, err)
			continue
		}
		if kind.Kind == "report" {
			r := &Report{Line: i + 1}
			if err := strict(line, r); err != nil {
				fail(i+1, err)
				continue
			}
			r.lay()
			c.Reports = append(c.Reports, r)
			continue
		}
		row := &Row{Line: i + 1}
		if err := strict(line, row); err != nil {
			fail(i+1, err)
			continue
		}
		c.Rows = append(c.Rows, row)
		if err := c.resolve(row); err != nil {
			fail(i+1, err)
		}
	}
	return c, errors.Join(errs...)
}

// strict decodes a line and refuses fields that the form does not have, so that a slip of the pen is no silent loss. The
// field "kind" is allowed everywhere.
func strict(line []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if r, ok := v.(*Report); ok {
		return d.Decode(&struct {
			Kind string `json:"kind"`
			*Report
		}{Report: r})
	}
	return d.Decode(v)
}

// resolve finds the offsets of everything that the row quotes.
func (c *Cluster) resolve(row *Row) error {
	if row.Doc == "" {
		return nil
	}
	r := c.Report(row.Doc)
	if r == nil {
		return casus.Errorf(casus.Invalid, "%s row: no report %q before it", row.Kind, row.Doc)
	}
	quote := row.Trigger
	if quote == "" {
		quote = row.Quote
	}
	var err error
	if row.Span, err = r.Find(row.S, quote, row.N); err != nil {
		return err
	}
	for _, list := range [][]Party{row.Actors, row.Recipients} {
		for i := range list {
			if err := list[i].resolve(r, row.S); err != nil {
				return err
			}
		}
	}
	for _, p := range []*Party{row.Place, row.By} {
		if p != nil {
			if err := p.resolve(r, row.S); err != nil {
				return err
			}
		}
	}
	return nil
}

// resolve finds the party's words, and the cue's, in sentence s unless the party names another.
func (p *Party) resolve(r *Report, s int) (err error) {
	if p.S > 0 {
		s = p.S
	}
	if p.Quote != "" {
		if p.Span, err = r.Find(s, p.Quote, p.N); err != nil {
			return err
		}
	}
	if p.Cue != "" {
		p.CueSpan, err = r.Find(s, p.Cue, 0)
	}
	return err
}

// ReadBlind reads the second codings below the folder "blind" of fsys, each with the reports of the cluster of the same
// name, and pairs them with the first codings. A coding whose quotes do not fit is part of the error.
func ReadBlind(fsys fs.FS, clusters []*Cluster) ([][2]*Cluster, error) {
	return readBlind(fsys, "blind", clusters, func(name string, b []byte, first *Cluster) (*Cluster, error) {
		return parseWith(name, b, first.Reports)
	})
}

// readBlind pairs the files of a folder with the clusters of the same names.
func readBlind(fsys fs.FS, folder string, clusters []*Cluster, parse func(string, []byte, *Cluster) (*Cluster, error)) ([][2]*Cluster, error) {
	byName := map[string]*Cluster{}
	for _, c := range clusters {
		byName[path.Base(c.File)] = c
	}
	names, err := fs.Glob(fsys, folder+"/*.jsonl")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var out [][2]*Cluster
	var errs []error
	for _, name := range names {
		first := byName[path.Base(name)]
		if first == nil {
			errs = append(errs, casus.Errorf(casus.NotFound, "%s: no cluster of that name", name))
			continue
		}
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		second, err := parse(name, b, first)
		if err != nil {
			errs = append(errs, err)
		}
		if second != nil {
			out = append(out, [2]*Cluster{first, second})
		}
	}
	return out, errors.Join(errs...)
}
