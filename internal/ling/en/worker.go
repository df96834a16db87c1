package en

import (
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/coref"
	"github.com/casus-project/casus/internal/ling/encode"
	"github.com/casus-project/casus/internal/ling/ner"
	"github.com/casus-project/casus/internal/ling/parse"
	"github.com/casus-project/casus/internal/ling/segment"
	"github.com/casus-project/casus/internal/ling/tag"
)

// Worker is one goroutine's engine: it keeps all working memory, so that reading on allocates next to nothing.
type Worker struct {
	e      *Engine
	seg    *segment.Worker
	enc    encode.Memory
	x      []float32 // word vectors of the batch
	tag    tag.Memory
	parse  parse.Memory
	ner    ner.Memory
	votes  ner.Votes
	lemmas tag.Cache
	coref  coref.Memory
	forms  []string
	segs   []int
}

// NewWorker returns a worker.
func (e *Engine) NewWorker() *Worker {
	return &Worker{e: e, seg: e.seg.NewWorker()}
}

// batch is about how many words go through the network at once.
const batch = 512

// Analyse reads a document into t, reusing t's memory.
func (w *Worker) Analyse(doc *casus.Document, t *ling.Text) error {
	if doc.Lang != "" && doc.Lang != "en" {
		return casus.Errorf(casus.Invalid, "document %s: language %q is not English", doc.ID, doc.Lang)
	}
	t.Doc, t.Lang = doc, "en"
	t.Sents, t.Tokens, t.Entities = t.Sents[:0], t.Tokens[:0], t.Entities[:0]
	t.Phrases, t.Chains, t.Defects = t.Phrases[:0], t.Chains[:0], t.Defects[:0]
	w.segment(t)
	w.analyse(t)
	return nil
}

// AnalyseGiven keeps the sentences and tokens of t and fills in the rest.
func (w *Worker) AnalyseGiven(t *ling.Text) {
	t.Entities, t.Phrases, t.Chains = t.Entities[:0], t.Phrases[:0], t.Chains[:0]
	w.analyse(t)
}

// segment fills in sentences and bare tokens.
func (w *Worker) segment(t *ling.Text) {
	text := t.Doc.Text
	w.seg.Segment(text)
	for _, p := range w.seg.Pieces {
		t.Tokens = append(t.Tokens, ling.Token{
			Span: casus.Span{Start: int(p.Start), End: int(p.End)}, Form: text[p.Start:p.End],
			Part: p.Part, Parts: p.Parts, SpaceAfter: p.Space,
		})
	}
	for _, s := range w.seg.Sents {
		t.Sents = append(t.Sents, ling.Sentence{
			First: int(s.First), Last: int(s.Last), Paragraph: s.Paragraph,
			Span: casus.Span{Start: t.Tokens[s.First].Span.Start, End: t.Tokens[s.Last-1].Span.End},
		})
	}
	for i := range t.Sents {
		t.Sents[i].Heading = heading(t, i)
	}
}

// longHeading is the number of words from which a line is no heading.
const longHeading = 25

// heading reports whether sentence i is a paragraph of its own without a final stop.
func heading(t *ling.Text, i int) bool {
	s := &t.Sents[i]
	if !s.Paragraph || s.Last-s.First > longHeading || i+1 < len(t.Sents) && !t.Sents[i+1].Paragraph {
		return false
	}
	for k := s.Last - 1; k >= s.First; k-- {
		f := t.Tokens[k].Form
		if f == ")" || strings.ContainsAny(f, "\"'”’") {
			continue
		}
		return !strings.ContainsAny(f[len(f)-1:], ".!?;,") && !strings.HasSuffix(f, "…")
	}
	return false
}

// analyse runs the network over all sentences, a batch at a time.
func (w *Worker) analyse(t *ling.Text) {
	t.Width, t.Vectors = 0, t.Vectors[:0]
	t.LexWidth, t.Lexical = 0, t.Lexical[:0]
	for s := 0; s < len(t.Sents); {
		first := t.Sents[s].First
		w.forms, w.segs = w.forms[:0], append(w.segs[:0], 0)
		for ; s < len(t.Sents) && (len(w.forms) == 0 || t.Sents[s].Last-first <= batch); s++ {
			for i := t.Sents[s].First; i < t.Sents[s].Last; i++ {
				w.forms = append(w.forms, segment.Unedited(t.Tokens[i].Form))
			}
			w.segs = append(w.segs, len(w.forms))
		}
		w.fill(t, first)
	}
	t.Link()
	if subjects(t) {
		t.Link()
	}
	w.votes.Agree(t)
	w.agents(t)
	coref.Resolve(&w.coref, t, w.e.nouns)
}

// fill writes tags, lemmas and trees of the current batch, whose first token is first.
func (w *Worker) fill(t *ling.Text, first int) {
	w.keep(t)
	w.score()
	for i, m := range w.tag.Morphs {
		tok := &t.Tokens[first+i]
		tok.UPOS, tok.XPOS, tok.Feats = m.UPOS, m.XPOS, m.Feats
		tok.Lemma = w.e.lemmas.Find(&w.lemmas, w.forms[i], m)
		tok.Head, tok.Rel = w.parse.Heads[i], w.parse.Rels[i]
		if tok.Head >= 0 {
			tok.Head += int32(first)
		}
	}
	w.keepLexical(t, first)
	if h := w.e.ner; h != nil {
		h.Run(&w.ner, ner.Input{Forms: w.forms, Segs: w.segs, Encoded: w.x}, w.e.names)
		t.Entities = w.decode(t, t.Entities, ner.Names, first)
		t.Phrases = w.decode(t, t.Phrases, ner.Phrases, first)
	}
}

// keep makes room in t for the word vectors, where somebody asks for them.
func (w *Worker) keep(t *ling.Text) {
	if !w.e.vectors {
		return
	}
	width := w.e.net.enc.Width()
	at := len(t.Vectors)
	t.Width, t.Vectors = width, slices.Grow(t.Vectors, len(w.forms)*width)[:at+len(w.forms)*width]
	w.enc.Into = t.Vectors[at:]
}

// keepLexical keeps in t the distributional vectors of the batch's lemmas, where somebody asks for them.
func (w *Worker) keepLexical(t *ling.Text, first int) {
	if !w.e.lexical {
		return
	}
	enc := w.e.net.enc
	width := enc.Config.Vec
	t.LexWidth, t.Lexical = width, slices.Grow(t.Lexical, len(w.forms)*width)[:(first+len(w.forms))*width]
	added := t.Lexical[first*width:]
	clear(added)
	for i := range w.forms {
		enc.Lexical(added[i*width:(i+1)*width], t.Tokens[first+i].Lemma)
	}
}

// score runs the network over the batch.
func (w *Worker) score() {
	n, net := len(w.forms), &w.e.net
	net.tag.Start(&w.tag, n)
	net.parse.Start(&w.parse, w.segs)
	w.x = net.enc.Run(&w.enc, w.forms, w.segs)
	net.tag.Score(&w.tag, w.x, n)
	net.parse.Arcs(&w.parse, w.x, w.segs)
	net.tag.Choose(&w.tag, n)
	w.parse.Solve(w.segs)
	net.parse.Relations(&w.parse, w.x)
	net.parse.Label(&w.parse)
}

// decode appends the entities of the current batch, whose first token is first.
func (w *Worker) decode(t *ling.Text, to []ling.Entity, style, first int) []ling.Entity {
	at := len(to)
	for s := range len(w.segs) - 1 {
		to = w.e.ner.Decode(&w.ner, to, style, ner.Range{From: w.segs[s], To: w.segs[s+1]})
	}
	for k := range to[at:] {
		e := &to[at+k]
		e.First += first
		e.Last += first
		e.Span = t.SpanOf(e.First, e.Last)
	}
	return to
}
