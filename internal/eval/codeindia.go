package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/casus-project/casus"
)

// Labels of the India Police Events sentences, in the order of their columns.
const (
	indiaKill = iota
	indiaArrest
	indiaAny
	indiaFail
	indiaForce
	indiaLabels
)

// CodePolice scores coding on sentences labelled for what the police did, in the format of India Police Events: the
// sentence and five columns of 0 or 1. KILL is an ASSAULT by police with a death, ARREST an arrest or custody, FORCE an
// ASSAULT by police; the two other labels are not scored.
func CodePolice(code Coder, path string, out io.Writer) (Result, error) {
	f, err := os.Open(path)
	if err != nil {
		return Result{}, fmt.Errorf("read sentences: %w", err)
	}
	defer f.Close()
	var counts [indiaLabels]policeCount
	n := 0
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		n++
		cells := strings.Split(sc.Text(), "\t")
		if len(cells) != indiaLabels+1 {
			return Result{}, fmt.Errorf("%s:%d: %d columns, want %d", path, n, len(cells), indiaLabels+1)
		}
		mentions, err := code(&casus.Document{ID: casus.DocID(fmt.Sprint(n)), Text: cells[0]})
		if err != nil {
			return Result{}, fmt.Errorf("code %s:%d: %w", path, n, err)
		}
		pred := police(mentions)
		var gold [indiaLabels]bool
		for i := range gold {
			gold[i] = cells[i+1] == "1"
			counts[i].add(gold[i], pred[i])
		}
		if out != nil {
			if err := json.NewEncoder(out).Encode(codeOut{ID: fmt.Sprint(n), Gold: gold, Pred: pred}); err != nil {
				return Result{}, err
			}
		}
	}
	kill, arrest, force := counts[indiaKill].f1(), counts[indiaArrest].f1(), counts[indiaForce].f1()
	return Result{Task: "code", Data: path, N: n, Scores: map[string]float64{
		"kill": kill, "arrest": arrest, "force": force, "mean": (kill + arrest + force) / 3,
	}}, sc.Err()
}

type policeCount struct{ gold, pred, hits int }

func (c *policeCount) add(gold, pred bool) {
	c.gold += boolean(gold)
	c.pred += boolean(pred)
	c.hits += boolean(gold && pred)
}

func (c *policeCount) f1() float64 { return ratio(2*c.hits, c.gold+c.pred) }

// police derives the labels from the mentions that are said to have happened.
func police(mentions []casus.Mention) (labels [indiaLabels]bool) {
	for i := range mentions {
		m := &mentions[i]
		if !m.HasEvent() {
			continue
		}
		by, someone := byPolice(m)
		switch m.Type {
		case "ASSAULT":
			if by {
				labels[indiaForce] = true
				if deadly(m) {
					labels[indiaKill] = true
				}
			}
		case "COERCE":
			if by || !someone && hasMode(m, "arrest") {
				labels[indiaArrest] = labels[indiaArrest] || hasMode(m, "arrest")
			}
		}
	}
	return labels
}

func hasMode(m *casus.Mention, mode string) bool {
	for _, x := range m.Modes {
		if x == mode {
			return true
		}
	}
	return false
}

// byPolice reports whether police are among the actors, and whether there is any actor.
func byPolice(m *casus.Mention) (police, someone bool) {
	for _, p := range m.Actors {
		someone = true
		text := strings.ToLower(p.Text)
		for _, w := range [...]string{"police", "cop", "constable", "crpf", "officer", "jawan"} {
			if strings.Contains(text, w) {
				police = true
			}
		}
		for _, s := range p.Actor.Sectors {
			if s == "COP" {
				police = true
			}
		}
	}
	return police, someone
}

// deadly reports whether somebody died: by the trigger's words or by a figure of dead.
func deadly(m *casus.Mention) bool {
	text := strings.ToLower(m.TriggerText)
	for _, w := range [...]string{"kill", "dead", "death", "die", "perish", "succumb", "gunned", "lynch", "massacre"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	for _, f := range m.Figures {
		if f.Counted == "killed" || f.Counted == "dead" {
			return true
		}
	}
	return false
}
