package eval

import (
	"bufio"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/casus-project/casus"
)

// ActorMention is one gold mention of an actor: a byte range of a document, with the country and sector that a careful
// reader gives it. Country and Sector may list several accepted answers with "|"; nil is not scored, and an empty string
// asks for no answer. Quote and SHA256 tie the mention to its text; whichever is given must fit.
type ActorMention struct {
	Doc     any     `json:"doc"` // id or row number
	Start   int     `json:"start"`
	End     int     `json:"end"`
	Quote   string  `json:"quote,omitempty"`  // may be left out, as where the texts have no licence
	SHA256  string  `json:"sha256,omitempty"` // the first 12 hex digits of the SHA-256 of the document's text
	Country *string `json:"country"`
	Sector  *string `json:"sector"`
	Part    string  `json:"part,omitempty"`
	Tag     string  `json:"tag,omitempty"` // a group that is scored on its own, such as "head"
}

// ActorResolver resolves spans of one document, one Party for each span and in their order.
type ActorResolver func(doc *casus.Document, spans []casus.Span) ([]casus.Party, error)

// ActorOptions say what to score.
type ActorOptions struct {
	Texts string    // CSV or JSON Lines with the documents
	Part  string    // only mentions of this part; "" for all
	Out   io.Writer // each prediction beside its gold; nil for none
}

// Actor scores country and sector of actor mentions: keys country, sector, country_sector, and country_sector_TAG for
// every tag. A country or sector that is null in the gold is left out of the scores that need it; country_sector asks for
// what the gold has of the two.
func Actor(resolve ActorResolver, path string, o ActorOptions) (Result, error) {
	gold, err := readActorGold(path, o.Part)
	if err != nil {
		return Result{}, err
	}
	docs, err := readTexts(o.Texts)
	if err != nil {
		return Result{}, err
	}
	marks := newMarks()
	for _, id := range gold.order {
		doc := docs[id]
		if doc == nil {
			return Result{}, casus.Errorf(casus.NotFound, "%s: no document %s", o.Texts, id)
		}
		if err := scoreActors(resolve, doc, gold.of[id], actorSheet{marks, o.Out}); err != nil {
			return Result{}, fmt.Errorf("score document %s: %w", id, err)
		}
	}
	return Result{Task: "actor", Data: path, N: marks.n, Scores: marks.scores()}, nil
}

// actorGold is the gold mentions by document, in the order of the file.
type actorGold struct {
	order []string
	of    map[string][]ActorMention
}

func readActorGold(path, part string) (actorGold, error) {
	f, err := os.Open(path)
	if err != nil {
		return actorGold{}, fmt.Errorf("read actor gold: %w", err)
	}
	defer f.Close()
	g := actorGold{of: map[string][]ActorMention{}}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var m ActorMention
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			return actorGold{}, casus.Errorf(casus.Invalid, "%s:%d: %w", path, n, err)
		}
		if part != "" && m.Part != part {
			continue
		}
		id := docKey(m.Doc)
		if g.of[id] == nil {
			g.order = append(g.order, id)
		}
		g.of[id] = append(g.of[id], m)
	}
	return g, lines.Err()
}

// docKey prints a document's id or row number.
func docKey(v any) string {
	if f, ok := v.(float64); ok {
		return strconv.Itoa(int(f))
	}
	return fmt.Sprint(v)
}

// fits checks that the mention was labelled on this text.
func (m ActorMention) fits(text string) error {
	span := casus.Span{Start: m.Start, End: m.End}
	if err := span.In(len(text)); err != nil {
		return err
	}
	if got := span.Of(text); m.Quote != "" && got != m.Quote {
		return casus.Errorf(casus.Invalid, "span %s reads %q, not %q", span, got, m.Quote)
	}
	if m.SHA256 == "" {
		return nil
	}
	if got := fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:12]; got != m.SHA256 {
		return casus.Errorf(casus.Invalid, "span %s: the text has sha256 %s, not %s", span, got, m.SHA256)
	}
	return nil
}

type actorSheet struct {
	marks *marks
	out   io.Writer
}

func scoreActors(resolve ActorResolver, doc *casus.Document, gold []ActorMention, sheet actorSheet) error {
	spans := make([]casus.Span, len(gold))
	for i, m := range gold {
		spans[i] = casus.Span{Start: m.Start, End: m.End}
		if err := m.fits(doc.Text); err != nil {
			return err
		}
	}
	parties, err := resolve(doc, spans)
	if err != nil {
		return err
	}
	if len(parties) != len(spans) {
		return fmt.Errorf("%d answers for %d spans", len(parties), len(spans))
	}
	for i, m := range gold {
		sheet.marks.add(m, parties[i].Actor)
		if err := sheet.row(doc, m, parties[i]); err != nil {
			return err
		}
	}
	return nil
}

func (s actorSheet) row(doc *casus.Document, m ActorMention, p casus.Party) error {
	if s.out == nil {
		return nil
	}
	line, err := json.Marshal(struct {
		ID   string       `json:"id"`
		Gold ActorMention `json:"gold"`
		Pred casus.Actor  `json:"pred"`
	}{fmt.Sprintf("%v:%d:%d", m.Doc, m.Start, m.End), m, p.Actor})
	if err != nil {
		return err
	}
	_, err = s.out.Write(append(line, '\n'))
	return err
}

// marks counts right answers by key.
type marks struct {
	n            int
	right, asked map[string]int
}

func newMarks() *marks { return &marks{right: map[string]int{}, asked: map[string]int{}} }

func (t *marks) count(key string, right bool) {
	t.asked[key]++
	if right {
		t.right[key]++
	}
}

func (t *marks) add(m ActorMention, a casus.Actor) {
	t.n++
	country := m.Country == nil || accepts(*m.Country, string(a.Country))
	sector := m.Sector == nil || accepts(*m.Sector, string(a.Sector))
	if m.Country != nil {
		t.count("country", country)
	}
	if m.Sector != nil {
		t.count("sector", sector)
	}
	if m.Country == nil && m.Sector == nil {
		return // nothing that an answer could miss
	}
	t.count("country_sector", country && sector)
	if m.Tag != "" {
		t.count("country_sector_"+m.Tag, country && sector)
	}
}

// accepts reports whether got is one of the answers that gold lists.
func accepts(gold, got string) bool {
	for answer := range strings.SplitSeq(gold, "|") {
		if answer == got {
			return true
		}
	}
	return false
}

func (t *marks) scores() map[string]float64 {
	out := map[string]float64{}
	for key, n := range t.asked {
		out[key] = float64(t.right[key]) / float64(n)
	}
	return out
}

// readTexts reads documents from CSV with a header row (row numbers are ids where it has no id column) or JSON Lines.
func readTexts(path string) (map[string]*casus.Document, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read texts: %w", err)
	}
	defer f.Close()
	out := map[string]*casus.Document{}
	if filepath.Ext(path) == ".csv" {
		return out, readCSVTexts(f, path, out)
	}
	dec := json.NewDecoder(f)
	for n := 0; ; n++ {
		var row map[string]any
		if err := dec.Decode(&row); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, casus.Errorf(casus.Invalid, "%s: record %d: %w", path, n, err)
		}
		get := func(k string) string { s, _ := row[k].(string); return s }
		keep(out, n, get)
	}
}

func readCSVTexts(f io.Reader, path string, out map[string]*casus.Document) error {
	r := csv.NewReader(f)
	header, err := r.Read()
	if err != nil {
		return casus.Errorf(casus.Invalid, "%s: no header: %w", path, err)
	}
	at := map[string]int{}
	for i, h := range header {
		at[strings.ToLower(h)] = i
	}
	for n := 0; ; n++ {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return casus.Errorf(casus.Invalid, "%s: row %d: %w", path, n, err)
		}
		keep(out, n, func(k string) string {
			if i, ok := at[k]; ok && i < len(row) {
				return row[i]
			}
			return ""
		})
	}
}

// keep files one document under its id, else its row number.
func keep(out map[string]*casus.Document, n int, get func(string) string) {
	d := &casus.Document{ID: casus.DocID(get("id")), Text: get("text"), Title: get("title"), URL: get("url"), Source: get("source")}
	if d.ID == "" {
		d.ID = casus.DocID(strconv.Itoa(n))
	}
	for _, k := range []string{"published", "date"} {
		if v := get(k); v != "" && d.Published.IsZero() {
			if t, err := time.Parse(time.DateOnly, v); err == nil {
				d.Published, d.DateOnly = t, true
			} else if t, err := time.Parse(time.RFC3339, v); err == nil {
				d.Published = t
			}
		}
	}
	out[string(d.ID)] = d
}
