package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"unicode/utf8"

	"github.com/casus-project/casus"
)

// textRow is one row of a coded article, offsets in characters, as in the worked example.
type textRow struct {
	ID           string        `json:"id"`
	Kind         string        `json:"kind"`
	CharStart    int           `json:"char_start"`
	CharEnd      int           `json:"char_end"`
	TriggerStart int           `json:"trigger_start"`
	TriggerEnd   int           `json:"trigger_end"`
	Trigger      string        `json:"trigger"`
	EventType    casus.Code    `json:"event_type"`
	AltTypes     []casus.Code  `json:"alt_event_types"`
	Status       string        `json:"status"`
	Confidence   float64       `json:"confidence"`
	Actor        []textActor   `json:"actor"`
	span         casus.Span    // the trigger, in bytes
	sentence     casus.Span    // in bytes
	hit          casus.Mention // what matched
}

type textActor struct {
	Country casus.Country `json:"country"`
}

// sureEnough is the gold confidence from which a mention that was not found counts against recall.
const sureEnough = 0.6

// CodeText scores the coding of one article against its gold: precision and recall of mentions, and on those matched the
// status and the actors' countries; traps is the share of rows of kind "none" on which nothing was coded.
func CodeText(code Coder, goldPath string, doc *casus.Document, out io.Writer) (Result, error) {
	rows, err := readTextRows(goldPath, doc.Text)
	if err != nil {
		return Result{}, err
	}
	mentions, err := code(doc)
	if err != nil {
		return Result{}, fmt.Errorf("code %s: %w", doc.ID, err)
	}
	s := textScores{rows: rows}
	for i := range mentions {
		if mentions[i].HasEvent() && s.inside(mentions[i].Trigger) {
			s.preds = append(s.preds, mentions[i])
		}
	}
	s.match()
	if err := s.write(out); err != nil {
		return Result{}, err
	}
	return Result{Task: "code", Data: goldPath, N: len(rows), Scores: s.scores()}, nil
}

func readTextRows(path, text string) ([]textRow, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read gold: %w", err)
	}
	defer f.Close()
	at := byteOffsets(text)
	var rows []textRow
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for line := 1; sc.Scan(); line++ {
		var r textRow
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, line, err)
		}
		if r.TriggerEnd >= len(at) || r.CharEnd >= len(at) || r.TriggerStart < 0 || r.TriggerEnd < r.TriggerStart {
			return nil, fmt.Errorf("%s:%d: trigger %d:%d does not fit the article", path, line, r.TriggerStart, r.TriggerEnd)
		}
		r.span = casus.Span{Start: at[r.TriggerStart], End: at[r.TriggerEnd]}
		r.sentence = casus.Span{Start: at[r.CharStart], End: at[r.CharEnd]}
		rows = append(rows, r)
	}
	return rows, sc.Err()
}

// byteOffsets is the byte offset of each character and of the end.
func byteOffsets(text string) []int {
	at := make([]int, 0, utf8.RuneCountInString(text)+1)
	for i := range text {
		at = append(at, i)
	}
	return append(at, len(text))
}

// textScores matches predictions with gold rows, one to one.
type textScores struct {
	rows    []textRow
	preds   []casus.Mention
	goldOf  []int // per prediction: the row that it matched, -1 for none
	neutral []bool
}

// inside reports whether the trigger stands in a sentence that the gold codes.
func (s *textScores) inside(t casus.Span) bool {
	return slices.ContainsFunc(s.rows, func(r textRow) bool { return r.sentence.Overlaps(t) })
}

// counts reports whether a row is an event to be found; all others but traps are neutral.
func (r *textRow) counts() bool {
	return r.Kind == "event" && r.Status != "denied" && r.Status != "hypothetical"
}

func (r *textRow) accepts(m *casus.Mention) bool {
	return m.Trigger.Overlaps(r.span) && (m.Type == r.EventType || slices.Contains(r.AltTypes, m.Type))
}

func (s *textScores) match() {
	s.goldOf = make([]int, len(s.preds))
	s.neutral = make([]bool, len(s.preds))
	for i := range s.goldOf {
		s.goldOf[i] = -1
	}
	for g := range s.rows {
		s.augment(g, map[int]bool{})
	}
	for i := range s.preds {
		if s.goldOf[i] >= 0 {
			s.rows[s.goldOf[i]].hit = s.preds[i]
		}
		for g := range s.rows {
			r := &s.rows[g]
			if r.Kind != "none" && !r.counts() && r.span.Overlaps(s.preds[i].Trigger) {
				s.neutral[i] = true
			}
		}
	}
}

// augment finds row g a prediction, moving others where that helps.
func (s *textScores) augment(g int, tried map[int]bool) bool {
	if !s.rows[g].counts() {
		return false
	}
	for i := range s.preds {
		if tried[i] || !s.rows[g].accepts(&s.preds[i]) {
			continue
		}
		tried[i] = true
		if s.goldOf[i] < 0 || s.augment(s.goldOf[i], tried) {
			s.goldOf[i] = g
			return true
		}
	}
	return false
}

func (s *textScores) scores() map[string]float64 {
	matched, wrong := 0, 0
	for i := range s.preds {
		switch {
		case s.goldOf[i] >= 0:
			matched++
		case !s.neutral[i]:
			wrong++
		}
	}
	sure, found, status, country, hits := 0, 0, 0, 0, 0
	traps, quiet := 0, 0
	for i := range s.rows {
		r := &s.rows[i]
		hit := r.hit.Type != ""
		switch {
		case r.Kind == "none":
			traps++
			if !slices.ContainsFunc(s.preds, func(m casus.Mention) bool { return m.Trigger.Overlaps(r.span) }) {
				quiet++
			}
		case r.counts() && r.Confidence >= sureEnough:
			sure++
			if hit {
				found++
			}
		}
		if hit {
			hits++
			status += boolean(string(r.hit.Status()) == r.Status)
			country += boolean(sameCountries(r))
		}
	}
	return map[string]float64{
		"precision": ratio(matched, matched+wrong), "recall": ratio(found, sure), "status": ratio(status, hits),
		"actor_country": ratio(country, hits), "traps": ratio(quiet, traps),
	}
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

func sameCountries(r *textRow) bool {
	var gold, pred []casus.Country
	for _, a := range r.Actor {
		gold = append(gold, a.Country)
	}
	for _, p := range r.hit.Actors {
		pred = append(pred, p.Actor.Country)
	}
	slices.Sort(gold)
	slices.Sort(pred)
	return slices.Equal(slices.Compact(gold), slices.Compact(pred))
}

func (s *textScores) write(out io.Writer) error {
	if out == nil {
		return nil
	}
	enc := json.NewEncoder(out)
	for i := range s.rows {
		r := &s.rows[i]
		gold := map[string]any{"kind": r.Kind, "trigger": r.Trigger, "type": r.EventType, "status": r.Status}
		pred := map[string]any{}
		if r.hit.Type != "" {
			pred = map[string]any{"trigger": r.hit.TriggerText, "type": r.hit.Type, "status": r.hit.Status()}
		}
		if err := enc.Encode(codeOut{ID: r.ID, Gold: gold, Pred: pred}); err != nil {
			return err
		}
	}
	for i := range s.preds {
		if s.goldOf[i] < 0 {
			m := &s.preds[i]
			pred := map[string]any{"trigger": m.TriggerText, "type": m.Type, "rule": m.Rule, "neutral": s.neutral[i]}
			if err := enc.Encode(codeOut{ID: "extra", Gold: nil, Pred: pred}); err != nil {
				return err
			}
		}
	}
	return nil
}
