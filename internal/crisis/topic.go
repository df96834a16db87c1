package crisis

import (
	"slices"
	"strings"
	"unicode"
)

// What a word of the titles must be to name a crisis.
const (
	titleShare = 1.0 / 3 // the share of its reports that have the word in their title, two at least
	alien      = 5       // how many times rarer the word must be in the titles of all other reports
	nearly     = 2.0 / 3 // how much of a name's share a common noun must have to be taken instead
	shortWord  = 4       // letters; shorter ones are abbreviations of states and bodies, or say nothing
)

// topic is the word that the titles of a crisis share and those of other reports do not: "Brexit", "hurricane". Names of who takes part
// and where it plays stand elsewhere in the name of a crisis. It is "" where no word leads.
func (s *scene) topic(c *proposal) (word string, share float64) {
	all := s.titlesOf()
	taken := s.takenWords(c)
	var in tally[string]
	shown := map[string]*spelling{}
	titled := 0
	for _, id := range c.Documents {
		d := s.docs[id]
		if d == nil {
			continue
		}
		words := titleWords(d.Title)
		titled += min(1, len(words))
		for _, w := range words {
			k := stemOf(w)
			if taken[k] || len([]rune(w)) < shortWord || s.k.t.noTheme[k] {
				continue
			}
			in.add(k, 1)
			if shown[k] == nil {
				shown[k] = new(spelling)
			}
			shown[k].note(d.Title, w)
		}
	}
	total := all.reports - titled
	n := float64(len(c.Documents))
	for _, k := range in.top(len(in.keys)) {
		of := in.n[k] / n
		if in.n[k] < 2 || of < titleShare || of < share*nearly {
			break
		}
		if all.n[k]-in.n[k] > of*float64(total)/alien {
			continue
		}
		if common := shown[k].small > 0; word == "" || common { // of two, what happens and not a name
			word, share = shown[k].String(), of
			if common {
				break
			}
		}
	}
	return word, share
}

// titles count in how many titles each word stands.
type titles struct {
	reports int // that have one
	n       map[string]float64
}

// titlesOf counts the titles of all reports, once.
func (s *scene) titlesOf() *titles {
	if s.titles != nil {
		return s.titles
	}
	s.titles = &titles{n: map[string]float64{}}
	for i := range s.p.Documents {
		words := titleWords(s.p.Documents[i].Title)
		s.titles.reports += min(1, len(words))
		for _, w := range words {
			s.titles.n[stemOf(w)]++
		}
	}
	return s.titles
}

// takenWords are the words by which a crisis names actors, places and its theatre.
func (s *scene) takenWords(c *proposal) map[string]bool {
	taken := map[string]bool{}
	add := func(name string) {
		for _, w := range titleWords(name) {
			taken[stemOf(w)] = true
		}
	}
	add(s.k.t.nameOf(c.theatre))
	for i := range c.Actors {
		if a := &c.Actors[i]; a.ID != "" || a.Kind == "person" { // not what a reader took for an actor
			add(a.Name)
		}
	}
	for i := range c.Places {
		add(c.Places[i].Name)
	}
	for _, country := range c.Countries {
		add(s.k.t.state[country])
	}
	return taken
}

// titleWords are the different words of a title, without possessive endings; what a hyphen joins is two.
func titleWords(title string) (words []string) {
	for _, w := range strings.FieldsFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		w = strings.Trim(w, "'’")
		for _, end := range []string{"'s", "’s"} {
			w = strings.TrimSuffix(w, end)
		}
		if w != "" && !slices.ContainsFunc(words, func(o string) bool { return stemOf(o) == stemOf(w) }) {
			words = append(words, w)
		}
	}
	return words
}

// stemOf is what "protest", "Protests" and "protests" have in common.
func stemOf(w string) string {
	w = strings.ToLower(w)
	if len(w) > shortWord {
		w = strings.TrimSuffix(w, "s")
	}
	return w
}

// spelling is how titles write a word within a sentence: with a capital or small. Where a title begins with it, or capitals stand
// everywhere, it does not tell.
type spelling struct {
	word           string
	capital, small int
}

func (p *spelling) note(title, w string) {
	words := strings.Fields(title)
	large := 0
	for _, o := range words {
		if o != strings.ToLower(o) {
			large++
		}
	}
	if p.word == "" || p.capital == 0 && p.small == 0 {
		p.word = w
	}
	switch {
	case strings.HasPrefix(title, w) || 2*large > len(words)+1:
	case w == strings.ToLower(w):
		p.small++
		p.word = w
	default:
		p.capital++
	}
}

func (p *spelling) String() string {
	if p.small >= p.capital && p.small > 0 {
		return strings.ToLower(p.word)
	}
	return p.word
}

// titled is the share of the reports that have one of some words in their title.
func (s *scene) titled(c *proposal, words string) float64 {
	n := 0
	for _, id := range c.Documents {
		d := s.docs[id]
		if d != nil && slices.ContainsFunc(strings.Fields(words), func(w string) bool { return inTitle(d.Title, w) }) {
			n++
		}
	}
	return float64(n) / float64(max(1, len(c.Documents)))
}
