package figure

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/conllu"
)

var update = flag.Bool("update", false, "rewrite testdata/cases.want")

func digitsOf(p *float64) string {
	if p == nil {
		return "*"
	}
	return fmt.Sprintf("%.4g", *p)
}

// show is a figure in one line: words, value, bounds, and what else is known.
func show(f casus.Figure, t *ling.Text) string {
	s := fmt.Sprintf("  %q %s [%s..%s] %s", f.Text, digitsOf(f.Value), digitsOf(f.Low), digitsOf(f.High), f.Kind)
	for _, x := range [][2]string{
		{"unit", f.Unit},
		{"counted", f.Counted},
		{"attribute", f.Attribute},
		{"total", f.Total},
		{"scope", f.Scope},
		{"hedge", f.Hedge},
		{"about", f.About.Of(t.Doc.Text)},
	} {
		if x[1] != "" {
			s += " " + x[0] + "=" + x[1]
		}
	}
	if f.Speaker != nil {
		s += " speaker=" + f.Speaker.Text
	}
	return s
}

// TestFind compares the figures of testdata/cases.conllu with testdata/cases.want: a case a document, the text, then a
// figure a line. The trees are the parser's, so that a better parser changes nothing here.
func TestFind(t *testing.T) {
	in, err := os.Open("testdata/cases.conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	docs, err := conllu.Read("cases.conllu", in)
	if err != nil {
		t.Fatal(err)
	}
	f := New(Options{})
	var b strings.Builder
	for _, d := range docs {
		fmt.Fprintf(&b, "%s: %s\n", d.ID, d.Text.Doc.Text)
		for _, fig := range f.Find(d.Text) {
			if fig.Span.Of(d.Text.Doc.Text) != fig.Text {
				t.Errorf("%s: span %s does not quote %q", d.ID, fig.Span, fig.Text)
			}
			b.WriteString(show(fig, d.Text) + "\n")
		}
	}
	if *update {
		if err := os.WriteFile("testdata/cases.want", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/cases.want")
	if err != nil {
		t.Fatal(err)
	}
	got, exp := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(exp)) {
		if i >= len(got) || i >= len(exp) || got[i] != exp[i] {
			t.Fatalf("line %d of cases.want:\n got %s\nwant %s", i+1, line(got, i), line(exp, i))
		}
	}
}

func line(l []string, i int) string {
	if i < len(l) {
		return l[i]
	}
	return "(nothing)"
}

// plain is a text of bare tokens split at spaces, without tags or trees.
func plain(text string) *ling.Text {
	t := &ling.Text{Doc: &casus.Document{Text: text}, Lang: "en"}
	at := 0
	for _, w := range strings.Fields(text) {
		at += strings.Index(text[at:], w)
		t.Tokens = append(t.Tokens, ling.Token{Span: casus.Span{Start: at, End: at + len(w)}, Form: w, Head: -1, SpaceAfter: true})
		at += len(w)
	}
	if len(t.Tokens) > 0 {
		t.Sents = []ling.Sentence{{First: 0, Last: len(t.Tokens)}}
	}
	t.Link()
	return t
}

func TestBounds(t *testing.T) {
	f := New(Options{})
	for _, c := range []struct{ text, want string }{
		{"about 900 km", "900 810 990"},
		{"about 5 men", "5 4 6"},
		{"nearly 50 km", "50 45 50"},
		{"more than 40 men", "* 41 *"},
		{"more than 40 km", "* 40 *"},
		{"fewer than 40 men", "* * 39"},
		{"at least two men", "* 2 *"},
		{"40 or more men", "* 40 *"},
		{"several hundred men", "* 300 999"},
		{"a few dozen men", "* 24 120"},
		{"dozens of men", "* 24 99"},
		{"a dozen men", "12 12 12"},
		{"twenty-one thousand five hundred men", "21500 21500 21500"},
		{"two and a half million men", "2500000 2500000 2500000"},
		{"3.5 million men", "3500000 3500000 3500000"},
		{"$ 5m", "5000000 5000000 5000000"},
		{"an estimated 1,000 men", "1000 800 1200"},
	} {
		t.Run(strings.ReplaceAll(c.text, " ", "_"), func(t *testing.T) {
			text := strings.ReplaceAll(c.text, "twenty-one", "twenty - one")
			figs := f.Find(plain(text))
			if len(figs) != 1 {
				t.Fatalf("%d figures", len(figs))
			}
			exact := func(p *float64) string {
				if p == nil {
					return "*"
				}
				return fmt.Sprintf("%.0f", *p)
			}
			if got := exact(figs[0].Value) + " " + exact(figs[0].Low) + " " + exact(figs[0].High); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestAttributeTakesTheInnermostSaying(t *testing.T) {
	text := "He said that she said 5 men died"
	figs := New(Options{}).Find(plain(text))
	outer, inner := &casus.Party{Text: "He"}, &casus.Party{Text: "she"}
	Attribute(figs, []casus.Saying{
		{Speaker: outer, Content: casus.Span{Start: 8, End: len(text)}},
		{Speaker: inner, Content: casus.Span{Start: 22, End: len(text)}},
	})
	if len(figs) != 1 || figs[0].Speaker != inner {
		t.Errorf("got %+v", figs)
	}
}

func TestOpenNamesTheBadLine(t *testing.T) {
	_, err := Open(Options{Tables: fstest.MapFS{
		"lexicon/en/figure-quantifiers.tsv": {Data: []byte("dozens\t24\t99\t\nscores\tforty\t\t\n")},
	}})
	if err == nil || !strings.Contains(err.Error(), `figure-quantifiers.tsv:2: low bound "forty" is no number`) {
		t.Errorf("got %v", err)
	}
}

func FuzzFind(f *testing.F) {
	finder := New(Options{})
	f.Add("between 200 and 300 , $ 5m of 14 of 16 twenty - first Covid - 19 a few hundred thousand one in five")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, fig := range finder.Find(plain(text)) {
			if fig.Span.Of(text) != fig.Text || fig.Text == "" || fig.Span.End < end {
				t.Fatalf("%q: bad span %v", text, fig.Span)
			}
			end = fig.Span.End
			if fig.Low != nil && fig.High != nil && *fig.Low > *fig.High {
				t.Fatalf("%q: %q from %g to %g", text, fig.Text, *fig.Low, *fig.High)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	in, err := os.Open("testdata/cases.conllu")
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	docs, err := conllu.Read("cases.conllu", in)
	if err != nil {
		b.Fatal(err)
	}
	f := New(Options{})
	tokens := 0
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range docs {
			f.Find(d.Text)
			tokens += len(d.Text.Tokens)
		}
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}
