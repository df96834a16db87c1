package forecast

import (
	"io/fs"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ontology"
)

// types are the event types that words name, by lemma.
type types map[string]casus.Code

func readTypes(fsys fs.FS, path string) (types, error) {
	rows, err := ontology.ReadTable(fsys, path, 2)
	if err != nil {
		return nil, err
	}
	out := types{}
	for _, r := range rows {
		out[r.Cells[0]] = casus.Code(r.Cells[1])
	}
	return out, nil
}

// named is the type that the words of a forecast name where no mention stands in them: its head, what the head does or is
// done to, the subject or object of its cue ("the truce is unlikely to survive"), or the kind of cue. "" for none.
func (p *page) named(x *foreseen) casus.Code {
	if t := p.typeAt(x.pred); t != "" {
		return t
	}
	for _, rel := range []ling.Rel{ling.Obj, ling.NsubjPass, ling.Nsubj, ling.Xcomp, ling.Obl, ling.Nmod} {
		for _, c := range p.t.ChildrenBy(x.pred, rel) {
			if t := p.typeAt(c); t != "" {
				return t
			}
		}
	}
	if x.link == "passive-to" || x.link == "verb-to" {
		for _, c := range p.t.ChildrenBy(x.cue, ling.Obj, ling.NsubjPass, ling.Nsubj) {
			if t := p.typeAt(c); t != "" && (x.link == "passive-to" || !p.t.Tokens[c].Rel.Subject()) {
				return t
			}
		}
	}
	return p.f.types[x.link+":"+p.lemma(x.cue)]
}

// typeAt is the type that the word at token i names, by its lemma or, of participles such as "gone", its form.
func (p *page) typeAt(i int) casus.Code {
	if p.t.Tokens[i].UPOS == ling.PROPN {
		return ""
	}
	if t, ok := p.f.types[p.lemma(i)]; ok {
		return t
	}
	return p.f.types[strings.ToLower(p.t.Tokens[i].Form)]
}

// horizons are words that say until when, by their first word.
type horizons map[string][]bound

// bound is one row of the table of horizons.
type bound struct {
	words []string
	until string
}

func readHorizons(fsys fs.FS, path string) (horizons, error) {
	rows, err := ontology.ReadTable(fsys, path, 2)
	if err != nil {
		return nil, err
	}
	out := horizons{}
	for _, r := range rows {
		if _, ok := lastDay("2000-01-01", r.Cells[1]); !ok {
			return nil, r.Errorf("unknown horizon %q", r.Cells[1])
		}
		w := strings.Fields(r.Cells[0])
		out[w[0]] = append(out[w[0]], bound{w, r.Cells[1]})
	}
	return out, nil
}
