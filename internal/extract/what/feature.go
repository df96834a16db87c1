package what

import (
	"math"
	"strconv"

	"github.com/casus-project/casus/internal/extract/hidden"
	"github.com/casus-project/casus/internal/ling"
)

// sink takes the features of one candidate. It sums their weights, or keeps their names where names are asked for.
type sink struct {
	model *Decision
	sum   float64
	layer hidden.Layer // of the model's network, being filled
	named bool
	names []Feature
}

// Feature is one thing that the decision model looks at, with its value; most are 1.
type Feature struct {
	Name  string
	Value float64
}

// FNV-1a, 64 bits.
const (
	fnvStart = 14695981039346656037
	fnvPrime = 1099511628211
)

func hash(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

// add takes a feature whose name is a kind and up to two values: "det=the".
func (s *sink) add(kind, a, b string) { s.value(kind, a, b, 1) }

func (s *sink) value(kind, a, b string, v float64) {
	if s.named {
		name := kind
		if a != "" {
			name += "=" + a
		}
		if b != "" {
			name += "&" + b
		}
		s.names = append(s.names, Feature{name, v})
		return
	}
	h := hash(fnvStart, kind)
	if a != "" {
		h = hash(hash(h, "="), a)
	}
	if b != "" {
		h = hash(hash(h, "&"), b)
	}
	s.sum += float64(s.model.weights[h]) * v
	if n := s.model.net; n != nil {
		n.Add(s.layer, h, float32(v))
	}
}

// bin names a count: "0" to "3", "4-6", "7+".
func bin(n int) string {
	switch {
	case n < 4:
		return digits[n]
	case n < 7:
		return "4-6"
	}
	return "7+"
}

var digits = [...]string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}

// tenth names a fraction by its tenth.
func tenth(x float64) string { return digits[min(9, max(0, int(x*10)))] }

// describe gives the features of a candidate. The match must be settled.
func (m *matcher) describe(k *match, s *sink) {
	s.add("bias", "", "")
	m.describeFrame(k, s)
	m.describeTree(k, s)
	m.describeAxes(k, s)
	m.describeParties(k, s)
	m.describePlace(k, s)
	m.describeTopics(k, s)
}

// describePublic tells how far document and sentence speak of public affairs.
func (m *matcher) describePublic(k *match, s *sink) {
	if m.hereAt2 != m.first+1 {
		m.hereAt2, m.publicHere = m.first+1, m.affairs(m.first, m.last)
	}
	s.describePublic(m.publicDocument(), m.publicHere, m.kindsOf(k))
}

func (m *matcher) kindsOf(k *match) kinds {
	return kinds{string(k.code), posNames[k.frame.pos], m.partyKind(k.view.subj), m.partyKind(k.view.obj)}
}

// describeFrame tells which frame fired and how well it fits.
func (m *matcher) describeFrame(k *match, s *sink) {
	f := k.frame
	code := string(k.code)
	mode := ""
	if len(k.modes) > 0 {
		mode = k.modes[0]
	}
	s.add("type", code, mode)
	s.add("type", string(f.code), "")
	s.add("trigger", f.trigger, string(f.code))
	s.add("lemma", m.lemma(k.view.head), "")
	s.value("rules", "", "", logit(k.conf))
	s.add("rules", tenth(k.conf), "")
	s.add("weight", tenth(k.weight), posNames[f.pos])
	s.add("asks", bin(f.required), posNames[f.pos])
	s.add("words", bin(1+len(f.after)+len(f.before)), "")
	s.add("fits", tenth(k.score/6), "")
	for n, it := range k.lacks {
		what := "lacks"
		if it.forbid {
			what = "has"
		}
		s.add(what, slotName(it.slots[0]), "")
		s.add(what, slotName(it.slots[0]), code)
		if it.words != nil && it.class == 0 {
			s.add(what, "word", posNames[f.pos])
		}
		if n == 0 {
			s.add("lacking", f.trigger, code)
		}
		if at := k.stands(it); at >= 0 {
			s.add("misfit", slotName(it.slots[0]), posNames[f.pos])
			s.add("misfit", slotName(it.slots[0]), code)
			s.add("misfit", slotName(it.slots[0]), m.partyKind(at))
		}
	}
	s.add("lacks", bin(len(k.lacks)), posNames[f.pos])
	switch {
	case k.reverted:
		s.add("reverted", string(f.code), code)
		s.add("reverted", "", "")
	case k.turned != nil:
		s.add("turned", code, string(f.code))
	case k.beside:
		s.add("beside", code, "")
		s.add("bested", k.bested, code)
		s.add("bested", k.bested, posNames[f.pos])
	}
	if f.bare {
		s.add("bare", code, "")
	}
	if k.absorbed {
		s.add("absorbed", code, "")
	}
	if k.void {
		s.add("void", code, "")
	}
	if k.damp < 1 {
		s.add("damped", "", "")
	}
	if k.with >= 0 {
		s.add("with", m.lemma(k.with), code)
	}
	if len(k.others) > 0 {
		s.add("others", bin(len(k.others)), "")
	}
}

// stands is the subject or object that stands where the frame asks for another, -1 for none: a word that "win" takes and that is no
// place tells more against the frame than no object at all.
func (k *match) stands(it *item) int {
	if it.forbid {
		return -1
	}
	for _, s := range it.slots {
		switch {
		case s.kind == slotSubj && k.view.subj >= 0:
			return k.view.subj
		case s.kind == slotObj && k.view.obj >= 0:
			return k.view.obj
		}
	}
	return -1
}

var posNames = [...]string{"verb", "noun", "adjective"}

// slotName names a slot for features.
func slotName(s slot) string {
	switch s.kind {
	case slotSubj:
		return "subject"
	case slotObj:
		return "object"
	case slotIobj:
		return "indirect object"
	case slotXcomp, slotCcomp, slotCcompAux, slotCcompWord, slotCcompSelf:
		return "clause"
	case slotComp:
		return "compound"
	case slotPrep:
		return s.prep
	}
	return "word"
}

func logit(p float64) float64 {
	p = min(0.99, max(0.01, p))
	return math.Log(p / (1 - p))
}

// describeTree tells how the trigger stands in its sentence.
func (m *matcher) describeTree(k *match, s *sink) {
	v := &k.view
	tok := &m.t.Tokens[v.head]
	code := string(k.code)
	clause := m.t.Tokens[v.clause].Rel.String()
	s.add("tag", tok.XPOS.String(), posNames[k.frame.pos])
	s.add("tag", tok.XPOS.String(), code)
	s.add("relation", tok.Rel.String(), posNames[k.frame.pos])
	s.add("clause", clause, "")
	if v.light != nil {
		s.add("light", v.light.name, "")
		s.add("light", v.light.name, code)
	}
	if v.passive {
		s.add("passive", posNames[k.frame.pos], "")
	}
	h := int(tok.Head)
	if h >= 0 {
		above := m.common(h)
		s.add("above", above, "")
		s.add("above", above, code)
		s.add("above", m.t.Tokens[h].UPOS.String(), tok.Rel.String())
	}
	if k.frame.pos == noun {
		det := m.determinerOf(v.head)
		s.add("determiner", det, tok.XPOS.String())
		s.add("determiner", det, code)
		s.add("determiner", det, tok.Rel.String())
		if c := m.caseOf(v.head); c != "" {
			s.add("after", c, "")
			s.add("after", c, code)
		}
	}
	for _, c := range m.t.Children(v.head) {
		k := &m.t.Tokens[c]
		switch k.Rel.Base() {
		case ling.Aux, ling.AuxPass, ling.Mark, ling.Advmod, ling.Amod, ling.Compound, ling.CompoundPrt:
			s.add("child", m.common(int(c)), "")
		case ling.Obl, ling.Nmod:
			if p := m.caseOf(int(c)); p != "" {
				s.add("phrase", p, "")
				s.add("phrase", p, code)
			}
		}
	}
}

// common is what a word stands for beyond the one story it comes from: its lemma, for names their kind, for figures "number".
func (m *matcher) common(i int) string {
	switch tok := &m.t.Tokens[i]; {
	case tok.UPOS == ling.PROPN:
		return m.word(i)
	case tok.UPOS == ling.NUM, tok.Form != "" && tok.Form[0] >= '0' && tok.Form[0] <= '9':
		return "number"
	}
	return m.lemma(i)
}

// determinerOf names what stands as determiner before a noun: its word, "possessor", "number" or "none".
func (m *matcher) determinerOf(i int) string {
	out := "none"
	for _, c := range m.t.Children(i) {
		switch m.t.Tokens[c].Rel.Base() {
		case ling.Det:
			return m.lower(int(c))
		case ling.NmodPoss:
			return "possessor"
		case ling.Nummod:
			out = "number"
		case ling.Compound:
			if out == "none" {
				out = "compound"
			}
		case ling.Amod:
			if out == "none" {
				out = "adjective"
			}
		}
	}
	return out
}

// describeAxes tells what kind of statement it is.
func (m *matcher) describeAxes(k *match, s *sink) {
	a := defaults(k.verdict.axes)
	s.add("modality", string(a.Modality), posNames[k.frame.pos])
	s.add("modality", string(a.Modality), string(k.code))
	s.add("polarity", string(a.Polarity), posNames[k.frame.pos])
	s.add("commitment", string(a.Commitment), "")
	s.add("background", string(a.Background), "")
	if k.outer > 0 {
		s.add("inside", string(m.found[k.outer-1].code), string(k.code))
	}
	if k.frame.hasEmbedded() {
		s.add("embeds", bin(len(k.embeds)), string(k.code))
	}
	if k.foreseen != "" {
		s.add("foresees", string(k.foreseen), string(k.code))
	}
}

// describeParties tells who acts and on whom.
func (m *matcher) describeParties(k *match, s *sink) {
	v := &k.view
	code := string(k.code)
	subj, obj := m.partyKind(v.subj), m.partyKind(v.obj)
	p := posNames[k.frame.pos]
	s.add("subject", subj, p)
	s.add("subject", subj, code)
	s.add("object", obj, p)
	s.add("object", obj, code)
	s.add(p, subj, obj)
	if v.obj >= 0 {
		object := m.common(m.content(v.obj))
		s.add("object word", object, "")
		s.add("object word", object, code)
	}
	if v.subj >= 0 && m.t.Tokens[v.subj].UPOS != ling.PROPN {
		s.add("subject word", m.common(m.content(v.subj)), "")
	}
	a, r := false, false
	for _, f := range k.fills {
		switch f.role {
		case actor:
			a = true
		case recipient, partner:
			r = true
			s.add("recipient", m.partyKind(f.token), code)
		}
	}
	s.add("roles", roleSet(a, r), p)
	s.add("roles", roleSet(a, r), code)
}

func roleSet(a, r bool) string {
	switch {
	case a && r:
		return "both"
	case a:
		return "actor"
	case r:
		return "recipient"
	}
	return "none"
}

// partyKind is what sort of thing a phrase names.
func (m *matcher) partyKind(i int) string {
	if i < 0 {
		return "none"
	}
	cl := m.c.lex.classes
	tok := &m.t.Tokens[i]
	if tok.UPOS == ling.PRON {
		return m.lower(i)
	}
	h := m.content(i)
	set := m.classOf(h)
	switch {
	case set&(cl.time|cl.agent) == cl.time:
		return "time"
	case set&cl.bit["police"] != 0:
		return "police"
	case set&cl.bit["force"] != 0:
		return "force"
	case set&cl.bit["militant"] != 0:
		return "militant"
	case set&cl.leader != 0:
		return "official"
	case set&cl.bit["prisoner"] != 0 && set&cl.person != 0:
		return "prisoner"
	case set&cl.bit["political"] != 0:
		return "political"
	case m.t.Tokens[h].UPOS == ling.PROPN && set&cl.person != 0:
		return "named person"
	case m.t.Tokens[h].UPOS == ling.PROPN && set&cl.place != 0:
		return "named place"
	case m.t.Tokens[h].UPOS == ling.PROPN:
		return "name"
	case set&cl.demonym != 0:
		return "nationality"
	case set&cl.bit["business"] != 0:
		return "business"
	case set&cl.government != 0:
		return "state"
	case set&cl.bit["people"] != 0:
		return "people"
	case set&cl.person != 0:
		return "person"
	case set&cl.org != 0:
		return "body"
	}
	return m.thingKind(h, set)
}

// things are classes of what is no party, in the order in which they are asked.
var things = [...]string{
	"weapon", "explosive", "vehicle", "money", "document", "deal", "proposal", "policy", "restriction", "meeting", "drill", "disaster", "animal",
	"sport", "media", "econ", "building", "territory", "abstract", "body", "aid",
}

func (m *matcher) thingKind(i int, set classSet) string {
	cl := m.c.lex.classes
	for _, name := range things {
		if set&cl.bit[name] != 0 {
			return name
		}
	}
	if m.t.Tokens[i].UPOS == ling.NUM {
		return "number"
	}
	if len(m.c.lex.frames[m.lemma(i)]) > 0 {
		return "event"
	}
	return "thing"
}

// describePlace tells where in the document and the sentence it stands, and how political the sentence is.
func (m *matcher) describePlace(k *match, s *sink) {
	n := m.last - m.first
	s.add("length", strconv.Itoa(min(5, n/8)), "")
	depth := 0
	for i := k.view.clause; depth < 6; depth++ {
		if i = int(m.t.Tokens[i].Head); i < 0 {
			break
		}
	}
	s.add("depth", digits[depth], posNames[k.frame.pos])
	s.value("place", "", "", logit(m.place(k.view.clause)))
	cl := m.c.lex.classes
	public, named, events := 0, 0, 0
	for i := m.first; i < m.last; i++ {
		set := m.classOf(i)
		if set&cl.named != 0 {
			named++
		}
		if set&(cl.leader|cl.bit["force"]|cl.bit["militant"]|cl.bit["political"]) != 0 || set&cl.government != 0 && set&cl.named == 0 {
			public++
		}
	}
	for i := range m.found {
		if m.found[i].code != "" && m.found[i].conf >= m.c.threshold && m.found[i].view.head != k.view.head {
			events++
		}
	}
	s.add("public", bin(public), "")
	s.add("names", bin(named), "")
	s.add("events", bin(events), posNames[k.frame.pos])
	for i := range m.found {
		o := &m.found[i]
		if o.view.head != k.view.head && o.view.head == k.view.clause {
			s.add("light frame", string(o.code), string(k.code))
		}
	}
	switch {
	case k.view.head == m.first:
		s.add("first word", posNames[k.frame.pos], "")
	case m.t.Tokens[k.view.head-1].UPOS == ling.PUNCT && m.lower(k.view.head-1) == "\"":
		s.add("quoted", posNames[k.frame.pos], "")
	}
}
