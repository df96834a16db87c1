package fuse

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/casus-project/casus"
)

// synthetic makes n reports about made-up happenings, the same for the same seed. A happening has a type, two
// parties, a day and a place; it is told by between one and forty reports (few by many), each in one of several
// wordings, within four days; reports tell two to five happenings.
func synthetic(n int, seed uint64) []Page {
	g := &generator{r: rand.New(rand.NewPCG(seed, 1)), days: max(4, n/250), open: map[int][]int{}}
	for len(g.pages) < n {
		g.happen()
	}
	for i := range g.pages {
		g.finish(&g.pages[i], i)
	}
	return g.pages[:n]
}

type generator struct {
	r     *rand.Rand
	days  int
	pages []Page
	lines [][]line
	open  map[int][]int // pages of a day with room
}

type line struct {
	trigger, lemma string
	country, other int
	code           casus.Code
	day            int
	place          int
	dated          bool
}

var wordings = []struct {
	code  casus.Code
	forms [][2]string // lemma, past form
}{
	{"ASSAULT", [][2]string{{"attack", "attacked"}, {"strike", "struck"}, {"bomb", "bombed"}}},
	{"COERCE", [][2]string{{"arrest", "arrested"}, {"detain", "detained"}, {"seize", "seized"}}},
	{"ACCUSE", [][2]string{{"condemn", "condemned"}, {"denounce", "denounced"}, {"criticise", "criticised"}}},
	{"CONSULT", [][2]string{{"meet", "met"}, {"visit", "visited"}, {"host", "hosted"}}},
	{"MOBILIZE", [][2]string{{"launch", "launched"}, {"fire", "fired"}, {"deploy", "deployed"}}},
}

// happen adds reports of one happening.
func (g *generator) happen() {
	w := wordings[g.r.IntN(len(wordings))]
	h := line{
		code: w.code, country: g.r.IntN(60), other: g.r.IntN(60), day: g.r.IntN(g.days), place: g.r.IntN(900),
		dated: g.r.IntN(3) > 0,
	}
	copies := 1 + int(float64(40)*g.r.Float64()*g.r.Float64()*g.r.Float64())
	for range copies {
		f := w.forms[g.r.IntN(len(w.forms))]
		l := h
		l.lemma, l.trigger = f[0], f[1]
		day := h.day + g.r.IntN(2)
		k := g.page(day)
		g.lines[k] = append(g.lines[k], l)
	}
}

// page is a report of a day that has room, or, one time in four, a new one.
func (g *generator) page(day int) int {
	if open := g.open[day]; len(open) > 0 && g.r.IntN(4) > 0 {
		k := g.r.IntN(len(open))
		i := open[k]
		if len(g.lines[i]) == 4 {
			g.open[day] = append(open[:k:k], open[k+1:]...)
		}
		return i
	}
	g.open[day] = append(g.open[day], len(g.pages))
	at := time.Unix(int64(epoch+day)*86400+int64(g.r.IntN(86400)), 0).UTC()
	g.pages = append(g.pages, Page{Doc: casus.Document{Published: at, Source: fmt.Sprintf("Outlet %d", g.r.IntN(80))}})
	g.lines = append(g.lines, nil)
	return len(g.pages) - 1
}

const epoch = 20000

func (g *generator) finish(p *Page, i int) {
	p.Doc.ID = casus.DocID(fmt.Sprintf("doc%06d", i))
	var b strings.Builder
	for k, l := range g.lines[i] {
		who, whom := fmt.Sprintf("Land%c%c", 'a'+l.country/8, 'a'+l.country%8), fmt.Sprintf("Land%c%c", 'a'+l.other/8, 'a'+l.other%8)
		start := b.Len()
		fmt.Fprintf(&b, "Forces of %s %s %s near Town%dville", who, l.trigger, whom, l.place)
		for range 8 {
			fmt.Fprintf(&b, " word%d", g.r.IntN(3000))
		}
		b.WriteString(". ")
		at := start + len("Forces of ") + len(who) + 1
		m := casus.Mention{
			Type: l.code, Lemma: l.lemma, SentenceIndex: k, Rule: "synthetic", Confidence: 0.7,
			Sentence: casus.Span{Start: start, End: b.Len() - 1}, Trigger: casus.Span{Start: at, End: at + len(l.trigger)},
			Axes:       casus.Axes{Polarity: casus.Positive, Modality: casus.Realised, Commitment: casus.Flat, Background: casus.News},
			Actors:     []casus.Party{landParty(who, start+10)},
			Recipients: []casus.Party{landParty(whom, at+len(l.trigger)+1)},
			Place:      &casus.Place{ID: fmt.Sprint(l.place), Name: fmt.Sprintf("Town%dville", l.place), Precision: casus.PrecisionCity},
		}
		if l.dated {
			d := time.Unix(int64(epoch+l.day)*86400, 0).UTC().Format(time.DateOnly)
			m.Time = &casus.When{From: d, Until: d, Grain: casus.Day}
		}
		p.Mentions = append(p.Mentions, m)
	}
	p.Doc.Text = b.String()
	for k := range p.Mentions {
		m, err := casus.NewMention(&p.Doc, p.Mentions[k])
		if err != nil {
			panic(err)
		}
		p.Mentions[k] = m
	}
}

func landParty(name string, at int) casus.Party {
	return casus.Party{
		Span: casus.Span{Start: at, End: at + len(name)}, Text: name,
		Actor: casus.Actor{ID: casus.ActorID(name), Country: casus.Country(name), Name: name},
	}
}

// BenchmarkAdd measures how long one more document takes with many known.
func BenchmarkAdd(b *testing.B) {
	pages := synthetic(20000, 5)
	f := New(Options{})
	var fresh []int32
	for _, p := range pages[:len(pages)-1000] {
		fresh = append(fresh, f.take(p)...)
	}
	f.regroup(fresh)
	i := len(pages) - 1000
	b.ResetTimer()
	for b.Loop() {
		f.Add(pages[i])
		i++
		if i == len(pages) {
			b.Skip("all documents added")
		}
	}
}

// BenchmarkSettle settles the parties of a large archive.
func BenchmarkSettle(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			pages := synthetic(n, 1)
			for b.Loop() {
				Settle(pages, Options{})
			}
		})
	}
}
