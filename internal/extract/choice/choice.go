// Package choice chooses what belongs to an event, its time or its place, among all that the text offers.
//
// In come options with named features; out goes the likeliest one, by a logistic regression whose weights are a readable table.
// Options of several kinds ("sentence", "story") have weights of their own, and a kind is asked only where none before it has an
// option that is likely enough. It refuses to choose what is less likely than the table asks for.
package choice

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Feature is something that holds of an event and an option, or that can be counted.
type Feature struct {
	Name  string
	Value float64
}

// Features are those of one option.
type Features []Feature

// Has adds a feature where it holds.
func (f *Features) Has(name string, is bool) {
	if is {
		f.Count(name, 1)
	}
}

// Count adds a feature with a value; 0 adds nothing.
func (f *Features) Count(name string, v float64) {
	if v != 0 {
		*f = append(*f, Feature{name, v})
	}
}

// Option is what may be chosen.
type Option struct {
	Kind     string
	Features Features
}

// Table holds the weights of the features. It is read-only once read or learned.
type Table struct {
	kinds []kind
}

// kind is the part of a table for one kind of options.
type kind struct {
	name    string
	least   float64 // how likely an option must be
	weights map[string]float64
}

// The lines of a table that are no features.
const (
	cellShift = "(shift)"
	cellLeast = "(least)"
)

// Read reads a table: kind, feature and weight a line, parted by tabs. The order of the kinds is that in which they are asked.
func Read(fsys fs.FS, path string) (*Table, error) {
	b, err := fs.ReadFile(fsys, path)
	if err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	t := &Table{}
	sc := bufio.NewScanner(bytes.NewReader(b))
	for n := 1; sc.Scan(); n++ {
		f := strings.Split(sc.Text(), "\t")
		if len(f) != 3 {
			return nil, fmt.Errorf("%s:%d: %d columns instead of 3: %q", path, n, len(f), sc.Text())
		}
		w, err := strconv.ParseFloat(f[2], 64)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %q is no weight", path, n, f[2])
		}
		k := t.of(f[0])
		if f[1] == cellLeast {
			k.least = w
		} else {
			k.weights[f[1]] = w
		}
	}
	return t, sc.Err()
}

// of is the part for a kind, made where it is new.
func (t *Table) of(name string) *kind {
	i := slices.IndexFunc(t.kinds, func(k kind) bool { return k.name == name })
	if i < 0 {
		i = len(t.kinds)
		t.kinds = append(t.kinds, kind{name: name, weights: map[string]float64{}})
	}
	return &t.kinds[i]
}

// Empty reports whether the table has no weights, as before the first are learned.
func (t *Table) Empty() bool { return len(t.kinds) == 0 }

// Choose is the index of the likeliest option of the first kind that has one likely enough, -1 where none has.
func (t *Table) Choose(n int, option func(i int) *Option) int {
	for k := range t.kinds {
		best, top := -1, t.kinds[k].least
		for i := range n {
			if o := option(i); o.Kind == t.kinds[k].name {
				if p := t.kinds[k].likely(o.Features); p >= top && (best < 0 || p > top) {
					best, top = i, p
				}
			}
		}
		if best >= 0 {
			return best
		}
	}
	return -1
}

// likely is how probable it is that the option is the event's.
func (k *kind) likely(fs Features) float64 {
	sum := k.weights[cellShift]
	for _, f := range fs {
		sum += k.weights[f.Name] * f.Value
	}
	return 1 / (1 + math.Exp(-sum))
}

// Write writes the table, features sorted within each kind.
func (t *Table) Write(w io.Writer) error {
	for _, k := range t.kinds {
		if _, err := fmt.Fprintf(w, "%s\t%s\t%g\n", k.name, cellLeast, k.least); err != nil {
			return err
		}
		for _, n := range slices.Sorted(maps.Keys(k.weights)) {
			if _, err := fmt.Fprintf(w, "%s\t%s\t%.3f\n", k.name, n, k.weights[n]); err != nil {
				return err
			}
		}
	}
	return nil
}
