package en

import (
	"strings"

	"github.com/casus-project/casus/internal/ling"
)

// agents mends one kind of error that costs casus more than others: "by" after a passive participle, before somebody who
// can act, is labelled obl where the treebanks have obl:agent in 97 of 100 cases. Times ("by Friday") are nobody.
func (w *Worker) agents(t *ling.Text) {
	for i := range t.Tokens {
		tok := &t.Tokens[i]
		if tok.Rel != ling.Obl || tok.Head < 0 || t.Tokens[tok.Head].XPOS != ling.VBN || !w.acts(t, i) {
			continue
		}
		if c := t.ChildBy(i, ling.Case); c < 0 || !strings.EqualFold(t.Word(c), "by") {
			continue
		}
		if t.ChildBy(int(tok.Head), ling.OblAgent) < 0 && t.ChildBy(int(tok.Head), ling.Obj) < 0 {
			tok.Rel = ling.OblAgent
		}
	}
}

// acts reports whether token i names somebody: a person, a body or a place.
func (w *Worker) acts(t *ling.Text, i int) bool {
	if e := t.EntityAt(i); e >= 0 {
		return t.Entities[e].Kind != ling.Other
	}
	k := w.e.nouns[t.Tokens[i].Lemma]
	return k == ling.Person || k == ling.Organisation
}
