package conllu

import "strings"

// Entity is one mention of the Entity annotation of GUM: tokens [First, Last) of the document.
type Entity struct {
	Group       string // mentions of the same thing in a document share it
	Type        string // person, place, organization …
	Status      string // information status: new, giv:act, acc:inf …
	Link        string // how it is linked: coref, ana, appos, sgl …
	Wiki        string // Wikipedia page, "" for none
	First, Last int
}

// Entities reads the Entity values of the last column: "(3-person-new-…" opens a mention, "3)" closes it. Openings
// without end are dropped.
func Entities(d *Doc) []Entity {
	var done, open []Entity
	for i, misc := range d.Misc {
		for part := range strings.SplitSeq(misc, "|") {
			if value, ok := strings.CutPrefix(part, "Entity="); ok {
				done, open = entityMarks(value, i, done, open)
			}
		}
	}
	return done
}

func entityMarks(value string, at int, done, open []Entity) (d, o []Entity) {
	for value != "" {
		if value[0] == '(' {
			end := strings.IndexAny(value[1:], "()")
			if end < 0 {
				end = len(value) - 1
			}
			e := newEntity(value[1:end+1], at)
			value = value[end+1:]
			if strings.HasPrefix(value, ")") {
				e.Last = at + 1
				done = append(done, e)
				value = value[1:]
				continue
			}
			open = append(open, e)
			continue
		}
		var group string
		var ok bool
		if group, value, ok = strings.Cut(value, ")"); !ok {
			break
		}
		for k := len(open) - 1; k >= 0; k-- {
			if open[k].Group == group {
				open[k].Last = at + 1
				done = append(done, open[k])
				open = append(open[:k], open[k+1:]...)
				break
			}
		}
	}
	return done, open
}

// newEntity reads GRP-etype-infstat-salience-centering-minspan-link-identity.
func newEntity(s string, at int) Entity {
	e := Entity{First: at}
	f := strings.SplitN(s, "-", 8)
	for i, to := range []*string{&e.Group, &e.Type, &e.Status} {
		if i < len(f) {
			*to = f[i]
		}
	}
	if len(f) > 6 {
		e.Link = f[6]
	}
	if len(f) > 7 {
		e.Wiki = f[7]
	}
	return e
}
