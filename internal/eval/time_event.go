package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/casus-project/casus"
)

// EventTimeGold is when the event of one trigger happened, as a careful reader of the whole text dates it: inclusive
// days, "" for an open end, null for both where the text does not say.
type EventTimeGold struct {
	Doc   any     `json:"doc"` // id or row number
	Start int     `json:"start"`
	End   int     `json:"end"`
	Quote string  `json:"quote"`
	From  *string `json:"from"`
	Until *string `json:"until"`
	Part  string  `json:"part,omitempty"`
}

// EventTimer gives the times of the events whose triggers are at the spans of one document, nil where the text does not
// say, with the reason of each.
type EventTimer func(doc *casus.Document, spans []casus.Span) ([]*casus.When, []string, error)

// EventTimeOptions say what to score.
type EventTimeOptions struct {
	Texts string    // CSV or JSON Lines with the documents
	Part  string    // only triggers of this part; "" for all
	Out   io.Writer // each prediction beside its gold; nil for none
}

// EventTime scores the times of events: "all" is the share of triggers with the right day or interval, unstated ones
// counting as right where none is given; "stated" and "unstated" are the shares of each kind.
func EventTime(find EventTimer, path string, o EventTimeOptions) (Result, error) {
	order, gold, err := readEventTimes(path, o.Part)
	if err != nil {
		return Result{}, err
	}
	docs, err := readTexts(o.Texts)
	if err != nil {
		return Result{}, err
	}
	right, asked := map[string]int{}, map[string]int{}
	n := 0
	for _, id := range order {
		doc := docs[id]
		if doc == nil {
			return Result{}, casus.Errorf(casus.NotFound, "%s: no document %s", o.Texts, id)
		}
		spans := make([]casus.Span, len(gold[id]))
		for i, g := range gold[id] {
			spans[i] = casus.Span{Start: g.Start, End: g.End}
			if spans[i].Of(doc.Text) != g.Quote {
				return Result{}, casus.Errorf(casus.Invalid, "%s: document %s: %q does not stand at %s", path, id, g.Quote, spans[i])
			}
		}
		times, why, err := find(doc, spans)
		if err != nil {
			return Result{}, fmt.Errorf("document %s: %w", id, err)
		}
		for i, g := range gold[id] {
			kind := "stated"
			if g.From == nil && g.Until == nil {
				kind = "unstated"
			}
			ok := g.is(times[i])
			for _, k := range []string{kind, "all"} {
				asked[k]++
				if ok {
					right[k]++
				}
			}
			n++
			if o.Out != nil {
				row := map[string]any{"id": id, "gold": g, "pred": times[i], "why": why[i], "right": ok}
				if err := json.NewEncoder(o.Out).Encode(row); err != nil {
					return Result{}, fmt.Errorf("write row: %w", err)
				}
			}
		}
	}
	scores := map[string]float64{}
	for k := range asked {
		scores[k] = shareOf(right[k], asked[k])
	}
	return Result{Task: "event-time", Data: path, N: n, Scores: scores}, nil
}

// is reports whether the time has the gold's days.
func (g *EventTimeGold) is(w *casus.When) bool {
	if g.From == nil && g.Until == nil {
		return w == nil || !w.Known()
	}
	if w == nil {
		return false
	}
	same := func(gold *string, got string) bool {
		return gold == nil && got == "" || gold != nil && *gold == got[:min(len(got), max(len(*gold), 10))]
	}
	return same(g.From, w.From) && same(g.Until, w.Until)
}

// readEventTimes reads the gold by document, in the order of the file.
func readEventTimes(path, part string) ([]string, map[string][]EventTimeGold, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, fmt.Errorf("read event times: %w", err)
	}
	defer f.Close()
	var order []string
	all := map[string][]EventTimeGold{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		var g EventTimeGold
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			return nil, nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		if part != "" && g.Part != part {
			continue
		}
		id := docKey(g.Doc)
		if all[id] == nil {
			order = append(order, id)
		}
		all[id] = append(all[id], g)
	}
	return order, all, lines.Err()
}
