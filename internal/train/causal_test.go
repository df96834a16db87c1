package train

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/link"
	"github.com/casus-project/casus/internal/ling/en"
)

// causalText are sentences with the cause and the effect that they state, if any.
var causalText = [][3]string{
	{"Villagers left because the river rose.", "the river rose", "Villagers left"},
	{"Shops closed because soldiers fired.", "soldiers fired", "Shops closed"},
	{"Workers left because guards fired.", "guards fired", "Workers left"},
	{"Schools closed because the river rose.", "the river rose", "Schools closed"},
	{"Villagers left on Monday.", "", ""},
	{"Shops closed in the evening.", "", ""},
	{"Workers met in the square.", "", ""},
	{"Schools opened on Tuesday.", "", ""},
}

// causalExamples analyses them, with vectors or without.
func causalExamples(t *testing.T, vectors bool) []link.CausalExample {
	t.Helper()
	e, err := en.New(en.Options{Vectors: vectors})
	if err != nil {
		t.Fatal(err)
	}
	var out []link.CausalExample
	for _, c := range causalText {
		text, err := e.Analyse(&casus.Document{ID: "t", Text: c[0], Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		of := func(words string) link.Range {
			at := strings.Index(c[0], words)
			first, last := text.TokensIn(casus.Span{Start: at, End: at + len(words)})
			return link.Range{First: first, Last: last}
		}
		x := link.CausalExample{Text: text, Range: link.Range{Last: len(text.Tokens)}, Causal: c[1] != ""}
		if x.Causal {
			x.Spans = []link.CausalSpans{{Cause: of(c[1]), Effect: of(c[2])}}
		}
		for range 5 {
			out = append(out, x)
		}
	}
	return out
}

// TestCausalNetworks: networks are learned again to the same bytes, are read back, and move the score the right way.
func TestCausalNetworks(t *testing.T) {
	data := causalExamples(t, true)
	o := CausalOptions{Map: 16, Hidden: 8, Nets: 2, Epochs: 20, Batch: 8, Rate: 0.01, Seed: 3}
	write := func() []byte {
		m, err := Causal(data, o)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := m.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	file := write()
	if !bytes.Equal(file, write()) {
		t.Error("the same examples give two models")
	}
	both, err := link.ReadCausal(file)
	if err != nil {
		t.Fatal(err)
	}
	linear, err := link.TrainCausal(data, o.Seed)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range data {
		p, q := both.Score(d.Text, d.Range), linear.Score(d.Text, d.Range)
		if (p >= 0.5) != d.Causal || (p > q) != d.Causal {
			t.Errorf("%q scores %.2f, %.2f without networks", d.Text.Doc.Text, p, q)
		}
		if d.Causal {
			got := both.Spans(d.Text, d.Range)
			if len(got) == 0 || got[0].Cause != d.Spans[0].Cause || got[0].Effect != d.Spans[0].Effect {
				t.Errorf("%q: got %+v, want %+v", d.Text.Doc.Text, got, d.Spans[0])
			}
		}
	}
}

// TestCausalWithoutVectors: what the networks read must be there to learn from; without it a model scores all the same.
func TestCausalWithoutVectors(t *testing.T) {
	with, without := causalExamples(t, true), causalExamples(t, false)
	o := CausalOptions{Map: 16, Hidden: 8, Nets: 1, Epochs: 1, Seed: 3}
	if _, err := Causal(without, o); err == nil || !strings.Contains(err.Error(), "no word vectors") {
		t.Errorf("training without vectors gives %v", err)
	}
	m, err := Causal(with, o)
	if err != nil {
		t.Fatal(err)
	}
	linear, err := link.TrainCausal(with, o.Seed)
	if err != nil {
		t.Fatal(err)
	}
	d := without[0]
	if p, q := m.Score(d.Text, d.Range), linear.Score(d.Text, d.Range); p != q {
		t.Errorf("without vectors the model says %v, its linear part %v", p, q)
	}
}

// TestCausalGradients compares the backward pass with differences of the loss.
func TestCausalGradients(t *testing.T) {
	r := &rng{5}
	o := CausalOptions{Map: 16, Hidden: 8, TagWeight: 0.5, BoundWeight: 0.5}
	n := newCausalNet(&o, 16, 9)
	var batch []*causalSample
	for k := range 3 {
		s := &causalSample{words: 4 + k, causal: k > 0}
		for range s.words * n.width {
			s.x = append(s.x, r.float()-0.5)
		}
		if k == 1 {
			s.pairs = []link.CausalSpans{{Cause: link.Range{Last: 2}, Effect: link.Range{First: 3, Last: 5}}}
		}
		batch = append(batch, s)
	}
	loss := func(learn bool) float64 {
		n.ps.pack()
		return n.run(&tape{learn: learn, rng: &rng{1}}, batch, 1)
	}
	loss(true)
	checked, wrong := 0, 0
	for _, p := range n.ps.All {
		for k := 0; k < len(p.W); k += max(1, len(p.W)/40) {
			const eps = 1e-3
			old := p.W[k]
			p.W[k] = old + eps
			up := loss(false)
			p.W[k] = old - eps
			down := loss(false)
			p.W[k] = old
			want, got := (up-down)/(2*eps), float64(p.grad[0][k])
			if math.Abs(want-got) > 0.01+0.05*math.Abs(want) {
				t.Logf("%s[%d]: gradient %.4f, difference %.4f", p.Name, k, got, want)
				wrong++
			}
			checked++
		}
	}
	if checked < 200 || wrong > checked/50 { // a largest value that changes its place makes a difference wrong now and then
		t.Errorf("%d of %d gradients are wrong", wrong, checked)
	}
}
