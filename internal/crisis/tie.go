package crisis

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

// ties are the weights by which two reports' parts belong together; data/fusion/ties.tsv says what each is.
type ties struct {
	words, text, who, kinds, event, theatre               float64
	limit, sleep, memory, prior, power, join, clear, same float64
}

func (w *ties) field(name string) *float64 {
	return map[string]*float64{
		"words": &w.words, "text": &w.text, "who": &w.who, "kinds": &w.kinds, "event": &w.event, "theatre": &w.theatre,
		"limit": &w.limit, "sleep": &w.sleep, "memory": &w.memory, "prior": &w.prior, "same": &w.same, "join": &w.join, "clear": &w.clear, "power": &w.power,
	}[name]
}

// traits are what a node is compared by, all weighed by how rare they are in the corpus.
type traits struct {
	words, text, who, kinds fuse.Vector
	events                  []casus.EventID
}

// tie says how much two nodes have in common, by what.
type tie struct{ words, text, who, kinds, event, theatre float64 }

// sum is the score of a tie; 0 is nothing in common.
func (t tie) sum() float64 { return t.words + t.text + t.who + t.kinds + t.event + t.theatre }

// String lists what a tie consists of, the strongest first.
func (t tie) String() string {
	parts := []struct {
		name  string
		value float64
	}{{"words", t.words}, {"text", t.text}, {"actors and places", t.who}, {"types of events", t.kinds}, {"the same events", t.event}, {"theatre", t.theatre}}
	slices.SortStableFunc(parts, func(a, b struct {
		name  string
		value float64
	},
	) int {
		return cmp.Compare(b.value, a.value)
	})
	var out []string
	for _, p := range parts {
		if p.value >= 0.005 {
			out = append(out, fmt.Sprintf("%s %.2f", p.name, p.value))
		}
	}
	return strings.Join(out, ", ")
}

// plus adds another tie, w times.
func (t tie) plus(o tie, w float64) tie {
	return tie{
		t.words + w*o.words, t.text + w*o.text, t.who + w*o.who, t.kinds + w*o.kinds, t.event + w*o.event, t.theatre + w*o.theatre,
	}
}

// corpus counts in how many documents each trait stands, so that what is everywhere ties nothing together.
type corpus struct {
	docs int
	df   map[uint32]int
}

// note counts the traits of a new document once each.
func (c *corpus) note(d *described, nodes []*node) {
	c.docs++
	seen := map[uint32]bool{}
	for _, t := range d.topic {
		seen[t.Hash] = true
	}
	for _, n := range nodes {
		seen[trait("theatre", n.theatre)] = true
		for _, m := range []map[uint32]float64{n.words, n.who} {
			for h := range m {
				seen[h] = true
			}
		}
	}
	for h := range seen {
		c.df[h]++
	}
}

// rarity is 1 for what stands in one document and falls to 0 for what stands in all: the logarithm of inverse document
// frequency (Spärck Jones 1972). prior is how many documents without the trait are thought to stand beside the corpus, so
// that in a small one, which is about little else, the traits of its crises are not taken for common.
func (c *corpus) rarity(h uint32, prior float64) float64 {
	all := float64(c.docs) + prior
	return math.Log((all+1)/float64(c.df[h]+1)) / math.Log((all+1)/2)
}

// rare is a bag with its terms weighed by rarity.
func (c *corpus) rare(m map[uint32]float64, prior float64) fuse.Vector {
	v := make(fuse.Vector, 0, len(m))
	for h, w := range m {
		v = append(v, fuse.Term{Hash: h, Weight: float32(w * c.rarity(h, prior))})
	}
	return v
}

// reweighed is a document's topic, its terms weighed by rarity.
func (c *corpus) reweighed(topic fuse.Vector, prior float64) fuse.Vector {
	v := slices.Clone(topic)
	for i := range v {
		v[i].Weight *= float32(c.rarity(v[i].Hash, prior))
	}
	return unit(v, 0)
}

// fewNames is how much is thought to be named beside what is: two reports that name one man, and nobody else, are not alike
// for that.
const fewNames = 1.0

// unit orders terms by hash and scales them to length 1, less where little is there beside the given mass.
func unit(v fuse.Vector, beside float64) fuse.Vector {
	slices.SortFunc(v, func(a, b fuse.Term) int { return int(min(1, max(-1, int64(a.Hash)-int64(b.Hash)))) })
	sum := beside
	for _, t := range v {
		sum += float64(t.Weight) * float64(t.Weight)
	}
	if sum == 0 {
		return nil
	}
	f := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i].Weight *= f
	}
	return v
}

// traitsOf makes the traits of a node.
func (s *scene) traitsOf(n *node) *traits {
	c, prior := &s.corpus, s.k.t.ties.prior
	t := &traits{
		words: unit(c.rare(n.words, prior), 0), text: c.reweighed(n.topic, prior), who: unit(c.rare(n.who, prior), fewNames),
		kinds: unit(kindTerms(n.types), 0),
	}
	for _, m := range n.ms {
		if e := s.p.EventOf[m]; e != "" {
			t.events = append(t.events, e)
		}
	}
	slices.Sort(t.events)
	t.events = slices.Compact(t.events)
	return t
}

func kindTerms(types map[casus.Code]float64) fuse.Vector {
	v := make(fuse.Vector, 0, len(types))
	for k, w := range types {
		v = append(v, fuse.Term{Hash: trait("kind", string(k)), Weight: float32(w)})
	}
	return v
}

// trait is the hash of a key of some sort.
func trait(sort, key string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(sort + "\x00" + key))
	return h.Sum32()
}

// tied compares two nodes.
func (s *scene) tied(a, b *node) tie {
	w := &s.k.t.ties
	x, y := a.traits, b.traits
	t := tie{
		words: w.words * x.words.Cosine(y.words),
		text:  w.text * x.text.Cosine(y.text) * min(a.share, b.share),
		who:   w.who * x.who.Cosine(y.who),
		kinds: w.kinds * x.kinds.Cosine(y.kinds),
	}
	t.event = w.event * overlap(x.events, y.events)
	if a.theatre == b.theatre {
		t.theatre = w.theatre * s.corpus.rarity(trait("theatre", a.theatre), w.prior) * (1 - s.k.t.hub[casus.Country(a.theatre)])
		t.theatre *= math.Sqrt(min(a.share, b.share))
		if a.at != 0 && b.at != 0 {
			t.theatre *= math.Exp2(-math.Abs(a.day-b.day) / w.memory)
		}
		t.theatre = min(t.theatre, t.words+t.text+t.who+t.event)
	}
	return t
}

// overlap is the cosine of two sorted lists of events.
func overlap(a, b []casus.EventID) float64 {
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			both++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	if both == 0 {
		return 0
	}
	return float64(both) / math.Sqrt(float64(len(a)*len(b)))
}
