package where

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// Home is where a source is at home, as far as its articles tell.
type Home struct {
	Country casus.Country
	Admin1  string  // name of the first-level area, "" where its articles are not about one
	Weight  float32 // 0 switches it off, 1 is full strength
	Why     string  // for people: what it rests on
}

// Learner learns from a source's articles where it is at home: the area that most of the places in them lie in. It is
// not safe for concurrent use.
type Learner struct {
	bySource map[string]*tally
}

type tally struct {
	total     float64
	documents int
	country   map[string]float64
	area      map[[2]string]float64
}

// NewLearner returns a Learner that knows nothing yet.
func NewLearner() *Learner {
	return &Learner{bySource: map[string]*tally{}}
}

// Add counts the places of one article of a source, each name once.
func (l *Learner) Add(source string, places []casus.Place) {
	t := l.bySource[source]
	if t == nil {
		t = &tally{country: map[string]float64{}, area: map[[2]string]float64{}}
		l.bySource[source] = t
	}
	t.documents++
	seen := map[string]bool{}
	for _, p := range places {
		if seen[p.ID] || p.Country == "" || p.Precision == casus.PrecisionCountry {
			continue
		}
		seen[p.ID] = true
		t.total++
		t.country[string(p.Country)]++
		if p.Admin1 != "" {
			t.area[[2]string{string(p.Country), p.Admin1}]++
		}
	}
}

// minDocuments is how many articles of a source it takes before anything is said about its home.
const minDocuments = 5

// Home says where a source is at home; the zero Home where its articles do not tell.
func (l *Learner) Home(source string) Home {
	t := l.bySource[source]
	if t == nil || t.documents < minDocuments || t.total < 2*minDocuments {
		return Home{}
	}
	country, share := most(t.country, t.total, strings.Compare)
	if share < 0.5 {
		return Home{}
	}
	h := Home{Country: casus.Country(country), Weight: 1, Why: "most places in its articles are there"}
	area, share := most(t.area, t.total, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	if share >= 0.4 && area[0] == country {
		h.Admin1 = area[1]
	}
	return h
}

// most is the key with the highest count and its share.
func most[K comparable](counts map[K]float64, total float64, order func(a, b K) int) (best K, share float64) {
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b K) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), order(a, b)) })
	if len(keys) == 0 {
		return best, 0
	}
	return keys[0], counts[keys[0]] / total
}

// site is the number of the country of the document's web address, by its last label ("co.uk"), 0 for none. Labels that
// are sold to everybody say nothing.
func (f *Finder) site(doc *casus.Document) int {
	host := doc.URL
	if _, rest, ok := strings.Cut(host, "://"); ok {
		host = rest
	} else {
		host = doc.Source
	}
	host, _, _ = strings.Cut(host, "/")
	host, _, _ = strings.Cut(host, ":")
	dot := strings.LastIndexByte(host, '.')
	if dot < 0 || len(host)-dot != 3 {
		return 0
	}
	label := strings.ToUpper(host[dot+1:])
	if f.words.of("." + strings.ToLower(label)).has(sold) {
		return 0
	}
	if label == "UK" {
		label = "GB"
	}
	if i := f.places.ByID(string(f.places.CountryByISO2(label))); i >= 0 {
		return f.places.CountryNumber(i)
	}
	return 0
}
