package figure

import (
	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// giver is the range of words that names who gives a number, where its own clause does: the subject of a verb of counting
// or of saying ("the union puts the turnout at 20,000"), the owner of a count ("by the harbour master's count"), the name
// before a colon, or, of an elided number, the name just before it ("police counted 1,200 and the union 2,500"). Sayings
// know the rest.
func (f *Finder) giver(t *ling.Text, q *quantity, elided bool) (r [2]int, ok bool) {
	if elided {
		if r, ok := gapped(t, q); ok {
			return r, true
		}
	}
	if r, ok := owner(t, q); ok {
		return r, true
	}
	for _, how := range []func(*ling.Text, *quantity) ([2]int, bool){f.agent, f.behind, f.headed, f.counter} {
		if r, ok := how(t, q); ok {
			return r, true
		}
	}
	return f.ahead(t, q)
}

// countNouns are nouns for a count that has an owner.
var countNouns = map[string]bool{
	"count": true, "tally": true, "estimate": true, "figure": true, "reckoning": true, "list": true, "number": true,
	"toll": true, "account": true, "calculation": true, "record": true, "data": true, "statistics": true,
}

// owner reads "by the port's count", "the guerrillas' own count was 15".
func owner(t *ling.Text, q *quantity) (r [2]int, ok bool) {
	for i := max(q.from, q.start-7); i < min(q.to, q.last+9); i++ {
		if !countNouns[t.Tokens[i].Lemma] || q.start <= i && i < q.last {
			continue
		}
		if i > q.last && between(t, q.last, i, ";", ":") || i < q.start && between(t, i, q.start, ";", ":", ",", "and") {
			continue
		}
		p := t.ChildBy(i, ling.NmodPoss)
		if p >= 0 && t.Tokens[p].UPOS.Nominal() && t.Tokens[p].UPOS != ling.PRON {
			if i > q.last && !byBefore(t, p) {
				continue // "12 dead, the mayor's figure" is rare; "six dead and the toll" is not
			}
			first, last := nounPhrase(t, p, q)
			return [2]int{first, last}, last > first
		}
		for _, c := range t.ChildrenBy(i, ling.Nmod) { // "by the reckoning of the commission"
			if k := t.ChildBy(c, ling.Case); k >= 0 && lower(t.Tokens[k].Form) == "of" && byBefore(t, i) && (c > q.last || c < q.start) {
				first, last := nounPhrase(t, c, q)
				return [2]int{first, last}, last > first
			}
		}
	}
	for i := q.last + 1; i < min(q.to, q.last+9); i++ { // "and twenty by the union's"
		if lower(t.Tokens[i-1].Form) != "by" {
			continue
		}
		for k := i; k < q.to && nounWord(&t.Tokens[k]); k++ {
			if t.Tokens[k].UPOS == ling.PART && (k+1 == q.to || t.Tokens[k+1].UPOS == ling.PUNCT || t.Tokens[k+1].UPOS == ling.CCONJ) {
				return [2]int{i, k}, k > i
			}
		}
		break
	}
	return r, false
}

// byBefore reports whether "by" opens the phrase at i.
func byBefore(t *ling.Text, i int) bool {
	first, _ := t.Subtree(i)
	for _, k := range []int{first - 1, first, first + 1} {
		if k >= 0 && k <= i && lower(t.Tokens[k].Form) == "by" {
			return true
		}
	}
	return false
}

func between(t *ling.Text, i, j int, forms ...string) bool {
	for k := i; k < j; k++ {
		for _, w := range forms {
			if t.Tokens[k].Form == w {
				return true
			}
		}
	}
	return false
}

// nounPhrase is the noun phrase headed by i without its preposition, its genitive mark, and clauses on it.
func nounPhrase(t *ling.Text, i int, q *quantity) (first, last int) {
	first, last = i, i+1
	for _, c := range t.Children(i) {
		switch tok := &t.Tokens[c]; tok.Rel.Base() {
		case ling.Case, ling.Punct, ling.Acl, ling.Cc, ling.Conj, ling.Appos, ling.Advcl, ling.Parataxis, ling.Dep, ling.Mark:
			continue
		default:
			f, l := t.Subtree(int(c))
			first, last = min(first, f), max(last, l)
		}
	}
	if first < q.last && q.last <= i { // the number itself is no part of who gives it
		first = q.last
	}
	if i < q.start && last > q.start {
		last = q.start
	}
	for k := i + 1; k < last; k++ { // "Ivan Petrov, 45, said"
		if t.Tokens[k].Form == "," {
			last = k
		}
	}
	if t.Tokens[i].UPOS == ling.NOUN && last < len(t.Tokens) && t.Tokens[last].Form == "," && (last > q.last || i < q.start) {
		last = withName(t, last, len(t.Tokens)) // "its commander, Ann Poe, says"
	}
	return first, max(last, i+1)
}

// counter reads the verb of counting or saying that governs the number.
func (f *Finder) counter(t *ling.Text, q *quantity) (r [2]int, ok bool) { return f.counts(t, q, false) }

// counts is counter; with last, a pronoun may be who counts: of "he had seen six" the sayings know better who he is, where
// one holds the number.
func (f *Finder) counts(t *ling.Text, q *quantity, last bool) (r [2]int, ok bool) {
	for i, steps := topOf(t, q), 0; i >= 0 && steps < 6; i, steps = t.Head(i), steps+1 {
		how, gives := f.tables.givers[t.Tokens[i].Lemma]
		if t.Tokens[i].UPOS != ling.VERB {
			continue
		}
		s := f.doer(t, i)
		if s < 0 || q.start <= s && s < q.last || t.ChildBy(i, ling.AuxPass) >= 0 || s < q.start && between(t, s, q.start, ";") {
			continue
		}
		if !f.tables.tellers[t.Tokens[s].Lemma] && !(gives && givesSo(t, q, i, how)) {
			continue
		}
		switch lower(t.Tokens[s].Form) {
		case "who", "which", "that", "there", "what":
			continue
		}
		if !last && t.Head(s) != i && (t.Tokens[i].Rel.Base() != ling.Conj || t.Head(s) != t.Head(i)) {
			continue // by way of another word: sayings go first
		}
		if f.takesLives(t, q, i) || t.Tokens[s].UPOS == ling.PRON && how != "at" && !f.tables.speech[t.Tokens[i].Lemma] && !last {
			continue
		}
		if first, last := t.Subtree(s); first <= q.first && q.first < last && t.Tokens[i].Rel.Base() != ling.Acl {
			continue // "81 civilians died, the minister said" with the civilians as subject
		}
		first, last := nounPhrase(t, s, q)
		return [2]int{first, last}, last > first
	}
	return r, false
}

// takesLives reports whether the verb kills rather than speaks: "the bombing claimed 16 lives".
func (f *Finder) takesLives(t *ling.Text, q *quantity, verb int) bool {
	return f.tables.attributes[t.Tokens[verb].Lemma+" verb-lives"] != "" && q.last < q.to && t.Tokens[q.last].Lemma == "life"
}

// givesSo reports whether the verb gives the number in the way that it needs: "at" before it, or a word for a count as
// its object. Verbs of saying need neither.
func givesSo(t *ling.Text, q *quantity, verb int, how string) bool {
	switch how {
	case "at":
		if q.start <= verb {
			return false
		}
		return at(t, q.start-1) || q.start < q.first && at(t, q.start)
	case "count":
		for _, o := range t.ChildrenBy(verb, ling.Obj, ling.Obl) {
			if countNouns[t.Tokens[o].Lemma] {
				return true
			}
		}
		return false
	}
	return true
}

// at reports whether token i leads from a verb of counting to the number: "put it at 40", "above 200".
func at(t *ling.Text, i int) bool {
	switch lower(t.Tokens[i].Form) {
	case "at", "above", "below", "over", "between", "as":
		return true
	}
	return false
}

// headed reads the name before a colon at the head of a line: "Red Cross: 40 dead".
func (f *Finder) headed(t *ling.Text, q *quantity) (r [2]int, ok bool) {
	colon := q.start - 1
	for colon > q.from && colon > q.start-16 && t.Tokens[colon].Form != ":" {
		if w := t.Tokens[colon].Form; w == ";" || w == "." {
			return r, false
		}
		colon--
	}
	if colon <= q.from || t.Tokens[colon].Form != ":" {
		return r, false
	}
	first := colon
	for first > q.from && nounWord(&t.Tokens[first-1]) && colon-first < 7 {
		first--
	}
	if first == colon || !t.Tokens[colon-1].UPOS.Nominal() {
		return r, false
	}
	for k := first; k < colon; k++ {
		if l := t.Tokens[k].Lemma; countNouns[l] || l == "loss" || f.tables.attributes[l+" noun"] != "" || f.tables.attributes[lower(t.Tokens[k].Form)+" state"] != "" {
			return r, false
		}
	}
	if first > q.from {
		if w := &t.Tokens[first-1]; w.UPOS != ling.NUM && w.Form != "." && w.Form != ";" && w.Form != "-" {
			return r, false
		}
	}
	return [2]int{first, colon}, true
}

// nounWord reports whether a word can stand in a noun phrase without clauses.
func nounWord(tok *ling.Token) bool {
	switch tok.UPOS {
	case ling.DET, ling.ADJ, ling.PART, ling.ADP, ling.CCONJ:
		return true
	}
	return tok.UPOS.Nominal() || tok.Form == "-" && !tok.SpaceAfter
}

// nominal reports whether the words are a noun phrase without clauses.
func nominal(t *ling.Text, i, j int) bool {
	seen := false
	for k := i; k < j; k++ {
		if !nounWord(&t.Tokens[k]) {
			return false
		}
		seen = seen || t.Tokens[k].UPOS.Nominal()
	}
	return seen
}

// gapped reads the name just before an elided number: "and the union 2,500", "; the organisers, at 30,000".
func gapped(t *ling.Text, q *quantity) (r [2]int, ok bool) {
	last := q.start
	for last > q.from && (t.Tokens[last-1].UPOS == ling.ADP || t.Tokens[last-1].UPOS == ling.PUNCT && t.Tokens[last-1].Form == "," ||
		t.Tokens[last-1].UPOS == ling.PART && t.Tokens[last-1].Form != "not" || t.Tokens[last-1].Form == ":") {
		last--
	}
	first := last
	for first > q.from && first > last-8 {
		tok := &t.Tokens[first-1]
		if !nounWord(tok) || tok.UPOS == ling.CCONJ || tok.UPOS == ling.ADP && tok.Form != "of" {
			break
		}
		first--
	}
	if first == last || first <= q.from || !t.Tokens[last-1].UPOS.Nominal() || ofThem[lower(t.Tokens[last-1].Form)] || timeUnits[t.Tokens[last-1].Lemma] || weekdays[lower(t.Tokens[last-1].Form)] {
		return r, false
	}
	switch before := &t.Tokens[first-1]; before.Form {
	case ";", "and", "but", ",", "while":
		return [2]int{first, last}, true
	}
	return r, false
}

// clause is the part of the sentence around the number that semicolons and full stops bound.
func clause(t *ling.Text, q *quantity) (from, to int) {
	from, to = q.from, q.to
	for k := q.start - 1; k >= q.from; k-- {
		if t.Tokens[k].Form == ";" {
			from = k + 1
			break
		}
	}
	for k := q.last; k < q.to; k++ {
		if t.Tokens[k].Form == ";" || t.Tokens[k].Form == "." && k > q.last {
			to = k
			break
		}
	}
	for to > from && t.Tokens[to-1].UPOS == ling.PUNCT {
		to--
	}
	return from, to
}

// ahead reads a speaker before the number by words alone: "ARMY SAYS 20 KILLED".
func (f *Finder) ahead(t *ling.Text, q *quantity) (r [2]int, ok bool) {
	from, _ := clause(t, q)
	for from < q.start && (t.Tokens[from].UPOS == ling.NUM || t.Tokens[from].Form == ":") { // "11:15 A colleague counts …"
		from++
	}
	for k := from; k < q.start && k < from+9; k++ {
		if lower(t.Tokens[k].Form) == "what" { // "what the union puts at 900"
			from = k + 1
			continue
		}
		if f.takesLives(t, q, k) {
			continue
		}
		how, gives := f.tables.givers[t.Tokens[k].Lemma]
		beside := gives && (how == "" && k+1 == q.start || how == "at" && at(t, q.start-1))
		if (f.tables.speech[t.Tokens[k].Lemma] || beside) && nominal(t, from, k) {
			return [2]int{from, k}, true
		}
	}
	return r, false
}

// behind reads a speaker behind the number by words alone: "3,000 rallied, police say", "40 dead, according to medics".
func (f *Finder) behind(t *ling.Text, q *quantity) (r [2]int, ok bool) {
	_, to := clause(t, q)
	for k := q.last + 1; k < to; k++ {
		if lower(t.Tokens[k].Form) == "to" && lower(t.Tokens[k-1].Form) == "according" {
			last := k + 1
			for last < to && nounWord(&t.Tokens[last]) && t.Tokens[last].UPOS != ling.CCONJ {
				last++
			}
			return [2]int{k + 1, last}, nominal(t, k+1, last)
		}
	}
	for k := to - 1; k >= q.last && k > to-24; k-- {
		if t.Tokens[k].Form != "," && t.Tokens[k].Form != "\"" && t.Tokens[k].Form != "”" {
			continue
		}
		for v := k + 1; v < to && v < k+12; v++ {
			if !f.tables.speech[t.Tokens[v].Lemma] {
				continue
			}
			end := v // "the ministry now concedes", "officials here confirm"
			for end > k+2 && (t.Tokens[end-1].UPOS == ling.ADV || t.Tokens[end-1].Form == ",") {
				end--
			}
			if v == k+1 {
				if last := untilComma(t, v+1, to); nominal(t, v+1, last) {
					return [2]int{v + 1, withName(t, last, to)}, true
				}
				continue
			}
			if named(t, k+1, end) && t.Tokens[k+1].UPOS != ling.CCONJ && (t.Tokens[v].Lemma == "tell" || !nominal(t, v+1, min(v+2, to))) {
				return [2]int{k + 1, end}, true
			}
		}
	}
	return r, false
}

// untilComma is the first comma from i on, at most to.
func untilComma(t *ling.Text, i, to int) int {
	for i < to && t.Tokens[i].Form != "," {
		i++
	}
	return i
}

// withName is the end of the name that a comma at token i adds to a title: "the mayor of Riga, Ann Poe"; i where none does.
func withName(t *ling.Text, i, to int) int {
	last := i + 1
	for last < to && (t.Tokens[last].UPOS == ling.PROPN || last > i+1 && t.Tokens[last].Form == "-") {
		last++
	}
	if last > i+1 && (last == to || t.Tokens[last].UPOS == ling.PUNCT) {
		return last
	}
	return i
}

// named is nominal, with what commas add to a name: "the prime minister, Ann Poe,". An adjective behind an article may be a
// noun that the tagger missed: "a general".
func named(t *ling.Text, i, j int) bool {
	if j == i+2 && t.Tokens[i].UPOS == ling.DET && t.Tokens[i+1].UPOS == ling.ADJ {
		return true
	}
	if j > i && t.Tokens[j-1].Form == "," {
		j--
	}
	if between(t, i, j, "than") {
		return false // "two more than the army admits"
	}
	seen := false
	for i < j {
		last := untilComma(t, i, j)
		if !nominal(t, i, last) {
			return false
		}
		seen, i = true, last+1
	}
	return seen
}

// give writes the giver of a number as an unresolved speaker.
func give(t *ling.Text, fig *casus.Figure, r [2]int) {
	s := t.SpanOf(r[0], r[1])
	fig.Speaker = &casus.Party{Span: s, Text: s.Of(t.Doc.Text)}
}
