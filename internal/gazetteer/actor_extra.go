package gazetteer

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// maxExtra is how large an operator's file of actors may be, in bytes.
const maxExtra = 256 << 20

// refreshMark begins every file that Refresh wrote.
const refreshMark = "# casus actors refresh"

// ranks of operators' files beside those of the project's own tables (0) and of converted ones (1 and more).
const rankEdited = -1

// Extra is an operator's table of actors: one written by hand, whose rows stand above all others, or one that Refresh
// saved, whose rows replace those of the same office in the project's tables and never those written by hand.
type Extra struct {
	name      string
	text      []byte
	Refreshed bool
	Rows      int
}

// ReadExtra reads an operator's table. It has the columns of data/actors/people.tsv, in any order; id and names must be
// there. Lines that begin with "# " are notes. The error names file, line and the offending text.
func ReadExtra(name string, r io.Reader) (*Extra, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxExtra+1))
	if err != nil {
		return nil, fmt.Errorf("read actors of %s: %w", name, err)
	}
	if len(text) > maxExtra {
		return nil, casus.Errorf(casus.Invalid, "%s: more than %d bytes", name, maxExtra)
	}
	x := &Extra{name: path.Base(name), text: text, Refreshed: bytes.HasPrefix(text, []byte(refreshMark))}
	trial := newActors()
	if err := trial.readExtra(x); err != nil {
		return nil, err
	}
	for i := range trial.entities {
		for _, k := range trial.entities[i].rows {
			if w := &trial.rows[k]; !isDate(w.from) || !isDate(w.to) {
				return nil, casus.Errorf(casus.Invalid, "%s:%d: no date: %q to %q", name, w.at.line, w.from, w.to)
			}
		}
	}
	x.Rows = len(trial.rows)
	if x.Rows == 0 {
		return nil, casus.Errorf(casus.Invalid, "%s: no rows", name)
	}
	return x, nil
}

// readExtra adds an operator's rows as they are.
func (a *Actors) readExtra(x *Extra) error {
	a.files = append(a.files, x.name)
	t := table{file: x.name, number: int16(len(a.files) - 1), rank: rankEdited}
	if x.Refreshed {
		t.rank = 0
	}
	if err := t.each(string(x.text), a.readActor); err != nil {
		return err
	}
	if t.columns == nil {
		return casus.Errorf(casus.Invalid, "%s: no header", x.name)
	}
	return nil
}

// merge puts refreshed rows into the tables: they replace what the tables say of the same person in the same office, and
// end open tenures of others in it. Actors written by hand stay as they are.
func (a *Actors) merge(x *Extra) error {
	fresh := newActors()
	if err := fresh.readExtra(x); err != nil {
		return err
	}
	known := a.peopleByName()
	number := int16(len(a.files))
	a.files = append(a.files, x.name)
	for i := range fresh.entities {
		e := &fresh.entities[i]
		at := a.counterpart(e, fresh, known)
		if at >= 0 && a.entities[at].rank == rankEdited {
			continue
		}
		if at < 0 {
			at = a.adopt(e)
		}
		for _, r := range e.rows {
			row := fresh.rows[r]
			row.at.file = number
			a.replace(at, row)
		}
	}
	a.closeTenures(number)
	return nil
}

// peopleByName lists people by country and folded name.
func (a *Actors) peopleByName() map[string]int32 {
	known := map[string]int32{}
	for i := range a.entities {
		e := &a.entities[i]
		for _, name := range e.names {
			for _, r := range e.rows {
				known[string(a.rows[r].country)+" "+Fold(name)] = int32(i)
			}
		}
	}
	return known
}

// counterpart is the actor of the tables that a refreshed one is: by Wikidata id, else by name and country; -1 for none.
func (a *Actors) counterpart(e *entity, from *Actors, known map[string]int32) int32 {
	if e.wikidata != "" {
		for i := range a.entities {
			if a.entities[i].wikidata == e.wikidata {
				return int32(i)
			}
		}
	}
	for _, r := range e.rows {
		for _, name := range e.names {
			if i, ok := known[string(from.rows[r].country)+" "+Fold(name)]; ok {
				return i
			}
		}
	}
	return -1
}

// adopt adds a refreshed actor, under another id where the tables use its id for somebody else.
func (a *Actors) adopt(e *entity) int32 {
	made := *e
	made.rows = nil
	if _, taken := a.byID[made.id]; taken {
		made.id += casus.ActorID("-" + strings.ToLower(e.wikidata))
	}
	i := int32(len(a.entities))
	a.byID[made.id] = i
	a.entities = append(a.entities, made)
	return i
}

// replace adds a refreshed row and drops what an older table says of the actor in that office at that time.
func (a *Actors) replace(at int32, row row) {
	e := &a.entities[at]
	e.rows = slices.DeleteFunc(e.rows, func(i int32) bool {
		old := &a.rows[i]
		if old.office != row.office || old.at.file == row.at.file {
			return false
		}
		first, second := old, &row
		if first.from > second.from {
			first, second = second, first
		}
		return shareDays(first, second)
	})
	e.rows = append(e.rows, int32(len(a.rows)))
	a.rows = append(a.rows, row)
}

// closeTenures ends the open tenures of older tables in offices that somebody else has taken over since.
func (a *Actors) closeTenures(file int16) {
	since := map[string]string{} // office -> begin of the newest refreshed tenure
	for i := range a.rows {
		if r := &a.rows[i]; r.at.file == file && r.office != "" && r.to == "" {
			since[r.office] = max(since[r.office], r.from)
		}
	}
	for i := range a.rows {
		r := &a.rows[i]
		if s, ok := since[r.office]; ok && r.at.file != file && r.to == "" && cmp.Compare(r.from, s) < 0 && !a.edited(r) {
			r.to = s
		}
	}
}

// edited reports whether a row comes from a table written by the operator.
func (a *Actors) edited(r *row) bool { return a.editedFiles[r.at.file] }
