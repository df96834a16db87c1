package ontology

import (
	"io/fs"
	"sort"
	"strconv"

	"github.com/casus-project/casus"
)

func (o *Ontology) loadTypes(fsys fs.FS) error {
	rows, err := ReadTable(fsys, "ontology/types.tsv", 6)
	if err != nil {
		return err
	}
	for _, r := range rows {
		quad, err := strconv.Atoi(r.Cells[1])
		if err != nil || quad < 1 || quad > 4 {
			return r.Errorf("quad class %q is not 1 to 4", r.Cells[1])
		}
		score, err := strconv.ParseFloat(r.Cells[2], 64)
		if err != nil {
			return r.Errorf("score %q is not a number", r.Cells[2])
		}
		code := casus.Code(r.Cells[0])
		if o.types[code] != nil {
			return r.Errorf("event type %q twice", code)
		}
		o.types[code] = &Type{
			Code: code, Quad: quad, Score: score, Recipient: r.Cells[3], CAMEO: r.Cells[4], Name: r.Cells[5],
		}
		o.codes = append(o.codes, code)
	}
	sort.Slice(o.codes, func(i, j int) bool { return o.codes[i] < o.codes[j] })
	return nil
}

// CheckType is nil for a known event type, else an error that names the row and the nearest known type.
func (o *Ontology) CheckType(r Row, c casus.Code) error {
	if o.types[c] == nil {
		return r.Errorf("unknown event type %q%s", c, Suggest(string(c), o.codeNames()))
	}
	return nil
}

// CheckMode is nil for "" and for a mode of the type, else an error that names the row and the nearest known mode.
func (o *Ontology) CheckMode(r Row, c casus.Code, mode string) error {
	t := o.types[c]
	if mode == "" || (t != nil && t.HasMode(mode)) {
		return nil
	}
	var names []string
	if t != nil {
		for _, m := range t.Modes {
			names = append(names, m.Name)
		}
	}
	return r.Errorf("%s has no mode %q%s", c, mode, Suggest(mode, names))
}

// CheckCAMEO is nil for "" and for a known code.
func (o *Ontology) CheckCAMEO(r Row, code string) error {
	if _, ok := o.cameo[code]; code == "" || ok {
		return nil
	}
	return r.Errorf("unknown CAMEO code %q", code)
}

func (o *Ontology) loadModes(fsys fs.FS) error {
	rows, err := ReadTable(fsys, "ontology/modes.tsv", 3)
	if err != nil {
		return err
	}
	for _, r := range rows {
		code := casus.Code(r.Cells[0])
		if err := o.CheckType(r, code); err != nil {
			return err
		}
		m := Mode{Name: r.Cells[1]}
		if r.Cells[2] != "" {
			if m.Score, err = strconv.ParseFloat(r.Cells[2], 64); err != nil {
				return r.Errorf("score %q is not a number", r.Cells[2])
			}
			m.Scored = true
		}
		t := o.types[code]
		t.Modes = append(t.Modes, m)
	}
	return nil
}

func (o *Ontology) loadCAMEO(fsys fs.FS) error {
	rows, err := ReadTable(fsys, "ontology/cameo.tsv", 4)
	if err != nil {
		return err
	}
	for _, r := range rows {
		c := CAMEO{Code: r.Cells[0], Plover: casus.Code(r.Cells[1]), Name: r.Cells[3]}
		if c.Plover != "" {
			if err := o.CheckType(r, c.Plover); err != nil {
				return err
			}
		}
		if r.Cells[2] != "" {
			if c.Goldstein, err = strconv.ParseFloat(r.Cells[2], 64); err != nil {
				return r.Errorf("Goldstein value %q is not a number", r.Cells[2])
			}
			c.Scored = true
		}
		o.cameo[c.Code] = c
	}
	return nil
}

func (o *Ontology) loadChanges(fsys fs.FS) error {
	rows, err := ReadTable(fsys, "ontology/changes.tsv", 5)
	if err != nil {
		return err
	}
	for _, r := range rows {
		from, to := r.Cells[1], casus.Code(r.Cells[2])
		if _, ok := o.cameo[from]; !ok {
			if err := o.CheckType(r, casus.Code(from)); err != nil {
				return err
			}
		}
		if err := o.CheckType(r, to); err != nil {
			return err
		}
		if err := o.CheckMode(r, to, r.Cells[3]); err != nil {
			return err
		}
		if err := o.CheckCAMEO(r, r.Cells[4]); err != nil {
			return err
		}
		o.changes[r.Cells[0]+" "+from] = Change{Type: to, Mode: r.Cells[3], CAMEO: r.Cells[4]}
	}
	return nil
}

func (o *Ontology) loadLists(fsys fs.FS) error {
	contexts, err := ReadTable(fsys, "ontology/contexts.tsv", 1)
	if err != nil {
		return err
	}
	for _, r := range contexts {
		o.contexts = append(o.contexts, r.Cells[0])
	}
	sectors, err := ReadTable(fsys, "ontology/sectors.tsv", 3)
	if err != nil {
		return err
	}
	for _, r := range sectors {
		o.sectors = append(o.sectors, casus.Sector(r.Cells[0]))
		o.names[r.Cells[0]] = r.Cells[2]
	}
	special, err := ReadTable(fsys, "ontology/international.tsv", 2)
	if err != nil {
		return err
	}
	for _, r := range special {
		o.special = append(o.special, casus.Country(r.Cells[0]))
		o.names[r.Cells[0]] = r.Cells[1]
	}
	return nil
}

// loadOptions carries out the options that are set, as options.tsv says: option, type, field, value.
func (o *Ontology) loadOptions(fsys fs.FS) error {
	rows, err := ReadTable(fsys, "ontology/options.tsv", 4)
	if err != nil {
		return err
	}
	set := map[string]bool{"accuse-positive": o.Options.AccusePositive, "sanction-verbal": o.Options.SanctionVerbal}
	for _, r := range rows {
		code := casus.Code(r.Cells[1])
		if err := o.CheckType(r, code); err != nil {
			return err
		}
		value, err := strconv.ParseFloat(r.Cells[3], 64)
		if err != nil {
			return r.Errorf("value %q is not a number", r.Cells[3])
		}
		on, known := set[r.Cells[0]]
		switch {
		case !known:
			return r.Errorf("unknown option %q", r.Cells[0])
		case !on:
		case r.Cells[2] == "score":
			o.types[code].Score = value
		case r.Cells[2] == "quad":
			o.types[code].Quad = int(value)
		default:
			return r.Errorf("unknown field %q, want score or quad", r.Cells[2])
		}
	}
	return nil
}
