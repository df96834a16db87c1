package en

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

var shared = sync.OnceValues(func() (*Engine, error) { return New(Options{}) })

func engine(tb testing.TB) *Engine {
	tb.Helper()
	e, err := shared()
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

func read(tb testing.TB, text string) *ling.Text {
	tb.Helper()
	x, err := engine(tb).Analyse(&casus.Document{ID: "t", Text: text, Lang: "en"})
	if err != nil {
		tb.Fatal(err)
	}
	return x
}

// check holds what must be true of the analysis of any text.
func check(tb testing.TB, x *ling.Text) {
	tb.Helper()
	checkTokens(tb, x)
	at := 0
	for s, sent := range x.Sents {
		if sent.First != at || sent.Last <= sent.First {
			tb.Fatalf("sentence %d is tokens %d to %d, after %d", s, sent.First, sent.Last, at)
		}
		at = sent.Last
		checkTree(tb, x, sent)
		if sent.Span != x.SpanOf(sent.First, sent.Last) {
			tb.Fatalf("sentence %d: span %v", s, sent.Span)
		}
	}
	if at != len(x.Tokens) {
		tb.Fatalf("sentences end at token %d of %d", at, len(x.Tokens))
	}
	for _, list := range [][]ling.Entity{x.Entities, x.Phrases} {
		end := 0
		for _, e := range list {
			if e.First < end || e.Last <= e.First || e.Last > len(x.Tokens) || x.SentenceOf(e.First) != x.SentenceOf(e.Last-1) {
				tb.Fatalf("entity %+v after token %d", e, end)
			}
			end = e.Last
		}
	}
	for _, c := range x.Chains {
		for k, m := range c.Mentions {
			if m.Head < m.First || m.Head >= m.Last || k > 0 && m.Head <= c.Mentions[k-1].Head {
				tb.Fatalf("chain %+v", c)
			}
		}
	}
}

// checkTokens: tokens quote the text, and nothing but space and marks that print nothing lies between them.
func checkTokens(tb testing.TB, x *ling.Text) {
	text, at := x.Doc.Text, 0
	for i, tok := range x.Tokens {
		if tok.Span.Start < at || tok.Span.Of(text) != tok.Form {
			tb.Fatalf("token %d %q covers %v", i, tok.Form, tok.Span)
		}
		between := text[at:tok.Span.Start]
		if strings.ContainsFunc(between, func(r rune) bool { return r > ' ' && r < 0x7f }) {
			tb.Fatalf("%q is lost before token %d", between, i)
		}
		if i > 0 && x.Tokens[i-1].SpaceAfter != (between != "") {
			tb.Fatalf("space after token %d is %v, text %q", i-1, x.Tokens[i-1].SpaceAfter, between)
		}
		at = tok.Span.End
	}
	if strings.ContainsFunc(text[at:], func(r rune) bool { return r > ' ' && r < 0x7f }) {
		tb.Fatalf("%q is lost at the end", text[at:])
	}
}

func checkTree(tb testing.TB, x *ling.Text, s ling.Sentence) {
	roots := 0
	for i := s.First; i < s.Last; i++ {
		h, steps := i, 0
		for x.Head(h) >= 0 {
			if h = x.Head(h); h < s.First || h >= s.Last || steps > s.Last-s.First {
				tb.Fatalf("token %d: no way to the root", i)
			}
			steps++
		}
		if x.Head(i) < 0 {
			roots++
		}
		if (x.Head(i) < 0) != (x.Tokens[i].Rel == ling.Root) {
			tb.Fatalf("token %d: head %d with relation %v", i, x.Head(i), x.Tokens[i].Rel)
		}
	}
	if roots != 1 {
		tb.Fatalf("%d roots in tokens %d to %d", roots, s.First, s.Last)
	}
}

func TestAnalyse(t *testing.T) {
	x := read(t, "The rebels didn't seize Harbour Bridge. \"We were attacked by the army,\" Colonel Adaeze Obi said.")
	check(t, x)
	if len(x.Sents) != 2 {
		t.Fatalf("%d sentences", len(x.Sents))
	}
	find := func(form string) int {
		for i := range x.Tokens {
			if x.Tokens[i].Form == form {
				return i
			}
		}
		t.Fatalf("no token %q", form)
		return -1
	}
	seize, not, army := find("seize"), find("n't"), find("army")
	if x.Tokens[seize].Head != -1 || x.Tokens[not].Head != int32(seize) {
		t.Errorf("heads of seize and n't: %d and %d", x.Tokens[seize].Head, x.Tokens[not].Head)
	}
	if subj := x.ChildBy(seize, ling.Nsubj); subj < 0 || x.Word(subj) != "rebels" || x.Lemma(subj) != "rebel" {
		t.Errorf("subject of seize: %d", subj)
	}
	if x.Tokens[army].Rel != ling.OblAgent || x.Word(x.Head(army)) != "attacked" {
		t.Errorf("army: %v of %s", x.Tokens[army].Rel, x.Word(x.Head(army)))
	}
	if x.Tokens[not].Part != 2 || x.Tokens[not].Parts != 2 {
		t.Errorf("n't is part %d of %d", x.Tokens[not].Part, x.Tokens[not].Parts)
	}
}

func TestAnalyseRefusesOtherLanguages(t *testing.T) {
	_, err := engine(t).Analyse(&casus.Document{ID: "t", Text: "Guten Tag", Lang: "de"})
	if casus.KindOf(err) != casus.Invalid {
		t.Errorf("error %v", err)
	}
}

// hostile are texts that have broken tokenisers and parsers.
var hostile = map[string]string{
	"empty":         "",
	"only_space":    " \n\t \u200b\u00a0 ",
	"no_space":      strings.Repeat("abc", 100_000),
	"only_dots":     strings.Repeat(".", 10_000),
	"mixed_marks":   strings.Repeat("a.b-c'd(", 5_000),
	"deep_quotes":   strings.Repeat("\"he said '", 2_000) + "go",
	"deep_brackets": strings.Repeat("(", 3_000) + "x" + strings.Repeat(")", 3_000),
	"no_stop":       strings.Repeat("and then they went on ", 2_000),
	"controls":      "a\x00b\x07 c\x1b[0m d\u0085e\u2028f",
	"zero_width":    "Kim\u200b Jong\u200d Un\ufeff met\u2060 him.",
	"directions":    "The \u202eevil\u202c text \u2067left\u2069 it.",
	"scripts":       "Президент met 習近平 and الرئيس in 平壌 on 3月4日.",
	"combining":     "e\u0301\u0301\u0301\u0301 Zalgo\u0336\u0335 te\u0334xt",
	"emoji":         "They won 👨‍👩‍👧‍👦🏳️‍🌈!!! 🇺🇦",
	"replacement":   "bad \ufffd\ufffd bytes\ufffd.",
	"capitals":      "REBELS ATTACKED THE TOWN OF EAST HARBOUR ON MONDAY, KILLING THREE SOLDIERS.",
	"address":       "See https://example.org/a?b=c&d=e#f, or mail a.b@example.org.",
	"apostrophes":   "''''s 's n't 'n't can't''ve",
}

func TestHostileText(t *testing.T) {
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) { check(t, read(t, text)) })
	}
}

func FuzzAnalyse(f *testing.F) {
	for _, text := range hostile {
		if len(text) < 300 {
			f.Add(text)
		}
	}
	f.Add("U.S. officials said Tuesday that $5 million of 3-year-old bonds weren't sold.")
	f.Fuzz(func(t *testing.T, text string) {
		clean, _ := casus.Clean(text)
		check(t, read(t, clean))
	})
}

const news = `Officials in Port Celeste said on Tuesday that rebels had seized two bridges north of the town, hours after the
government of President Imani Okoro rejected a ceasefire. "They won't hold them," the defence minister told reporters.
At least three soldiers were killed and 11 wounded, according to the army. The rebels' spokesman denied the figures.
`

// TestSameBytes: batches, workers and earlier documents change nothing.
func TestSameBytes(t *testing.T) {
	long := strings.Repeat(news+"\n", 20)
	want := fmt.Sprint(read(t, long).Tokens)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			read(t, "Another text. "+news)
			if got := fmt.Sprint(read(t, long).Tokens); got != want {
				t.Error("the second analysis differs from the first")
			}
		})
	}
	wg.Wait()
	alone, all := read(t, news), read(t, long)
	for i := range alone.Tokens {
		a, b := alone.Tokens[i], all.Tokens[i]
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("token %d: %+v alone, %+v in a long text", i, a, b)
		}
	}
}

// TestVectors: who asks for the word vectors gets one a token, the same in a long text as alone, and the same analysis; who
// does not, gets none.
func TestVectors(t *testing.T) {
	e, err := New(Options{Vectors: true})
	if err != nil {
		t.Fatal(err)
	}
	analyse := func(text string) *ling.Text {
		out, err := e.Analyse(&casus.Document{ID: "t", Text: text, Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	alone, long := analyse(news), analyse(strings.Repeat(news+"\n", 20))
	if alone.Width == 0 || len(alone.Vectors) != len(alone.Tokens)*alone.Width || len(long.Vectors) != len(long.Tokens)*long.Width {
		t.Fatalf("%d and %d values for %d and %d tokens", len(alone.Vectors), len(long.Vectors), len(alone.Tokens), len(long.Tokens))
	}
	last := len(long.Vectors) - len(alone.Vectors) // the last report stands in a later batch
	if !slices.Equal(alone.Vectors, long.Vectors[last:]) {
		t.Error("vectors differ between a short and a long text")
	}
	plain := read(t, news)
	if plain.Vectors != nil || plain.Width != 0 {
		t.Error("vectors that nobody asked for")
	}
	if !reflect.DeepEqual(plain.Tokens, alone.Tokens) {
		t.Error("keeping vectors changes the analysis")
	}
}

func BenchmarkAnalyse(b *testing.B) {
	w := engine(b).NewWorker()
	doc := &casus.Document{ID: "b", Text: strings.Repeat(news, 10), Lang: "en"}
	var t ling.Text
	tokens := 0
	b.ReportAllocs()
	for b.Loop() {
		if err := w.Analyse(doc, &t); err != nil {
			b.Fatal(err)
		}
		tokens += len(t.Tokens)
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestLexical: who asks for the vectors of lemmas gets one a token, the same for every form of a word and in a long text as alone, and
// zeros for a word that nobody knows.
func TestLexical(t *testing.T) {
	e, err := New(Options{Lexical: true})
	if err != nil {
		t.Fatal(err)
	}
	out, err := e.Analyse(&casus.Document{ID: "t", Text: strings.Repeat("The rebels attacked Zzyxqa. The army attacks rebels.\n", 200), Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	w := out.LexWidth
	if w == 0 || len(out.Lexical) != w*len(out.Tokens) {
		t.Fatalf("%d values for %d tokens", len(out.Lexical), len(out.Tokens))
	}
	of := map[string][]float32{}
	for i := range out.Tokens {
		lemma, v := out.Tokens[i].Lemma, out.Lexical[i*w:(i+1)*w]
		if first, ok := of[lemma]; ok && !slices.Equal(first, v) {
			t.Fatalf("token %d: another vector for %q", i, lemma)
		}
		of[lemma] = v
	}
	zero := make([]float32, w)
	if of["attack"] == nil || slices.Equal(of["attack"], zero) || slices.Equal(of["attack"], of["rebel"]) {
		t.Errorf("vectors of %q and %q", "attack", "rebel")
	}
	if v := of["Zzyxqa"]; !slices.Equal(v, zero) {
		t.Errorf("a vector for a word without meaning: %v", v)
	}
	if plain := read(t, news); plain.Lexical != nil || plain.LexWidth != 0 {
		t.Error("vectors that nobody asked for")
	}
}
