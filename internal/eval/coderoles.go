package eval

import (
	"strings"
	"unicode"

	"github.com/casus-project/casus"
)

// roleSpan is one party with its direction: S for the source, T for the target, R for one side of a reciprocal event.
type roleSpan struct {
	Role string `json:"role"`
	Text string `json:"text"`
	// Also is another role that the prediction may stand for: the second actor of a reciprocal event as target.
	Also string `json:"also,omitempty"`
}

// roles is the row's gold parties: those listed, or those marked by BIO tags.
func (r *codeRow) roles() []roleSpan {
	var out []roleSpan
	for _, a := range r.Actor {
		out = appendRole(out, roleSpan{Role: "S", Text: a})
	}
	for _, a := range r.Recipient {
		out = appendRole(out, roleSpan{Role: "T", Text: a})
	}
	for i, tag := range r.Tags {
		switch {
		case strings.HasPrefix(tag, "B-"):
			out = append(out, roleSpan{Role: tag[2:], Text: r.Tokens[i]})
		case strings.HasPrefix(tag, "I-") && len(out) > 0:
			out[len(out)-1].Text += " " + r.Tokens[i]
		}
	}
	return out
}

func appendRole(list []roleSpan, s roleSpan) []roleSpan {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	if strings.TrimSpace(s.Text) == "" {
		return list
	}
	return append(list, s)
}

// rolesOf is the parties of a mention. In a reciprocal mention (two actors, no recipient) those after the first may also
// stand for targets.
func rolesOf(m *casus.Mention) []roleSpan {
	if m == nil {
		return nil
	}
	var out []roleSpan
	for i, p := range m.Actors {
		s := roleSpan{Role: "S", Text: p.Text}
		if i > 0 && len(m.Recipients) == 0 {
			s.Also = "T"
		}
		out = append(out, s)
	}
	for _, p := range m.Recipients {
		out = append(out, roleSpan{Role: "T", Text: p.Text})
	}
	return out
}

// roleCounts is the micro counts over all sentences.
type roleCounts struct{ gold, pred, hits int }

func (c *roleCounts) f1() float64 { return ratio(2*c.hits, c.gold+c.pred) }

// add matches predictions and gold one to one, each pair with at least half of its words in common. Data sets write
// conjoined parties now as one span, now as several, so for each role both readings of the prediction are tried and the
// better counts.
func (c *roleCounts) add(gold, pred []roleSpan) {
	bestHits, bestPred := matchRoles(gold, pred), len(pred)
	for _, role := range [...]string{"S", "T", "ST"} {
		joined := joinRoles(pred, role)
		hits := matchRoles(gold, joined)
		if hits*(len(gold)+bestPred) > bestHits*(len(gold)+len(joined)) {
			bestHits, bestPred = hits, len(joined)
		}
	}
	c.gold += len(gold)
	c.hits += bestHits
	c.pred += bestPred
}

// joinRoles merges the parties of each of the given roles into one.
func joinRoles(pred []roleSpan, roles string) []roleSpan {
	var out []roleSpan
	for _, p := range pred {
		merged := false
		for i := range out {
			if strings.Contains(roles, p.Role) && out[i].Role == p.Role && out[i].Also == p.Also {
				out[i].Text += " " + p.Text
				merged = true
			}
		}
		if !merged {
			out = append(out, p)
		}
	}
	return out
}

func matchRoles(gold, pred []roleSpan) int {
	used := make([]bool, len(pred))
	hits := 0
	for _, g := range gold {
		best, at := 0.0, -1
		for i, p := range pred {
			if used[i] || g.Role != "R" && p.Role != g.Role && p.Also != g.Role {
				continue
			}
			if j := jaccard(g.Text, p.Text); j >= 0.5 && j > best {
				best, at = j, i
			}
		}
		if at >= 0 {
			used[at] = true
			hits++
		}
	}
	return hits
}

// jaccard is the share of words in common, determiners and punctuation aside.
func jaccard(a, b string) float64 {
	x, y := roleWords(a), roleWords(b)
	both := 0
	for w := range x {
		if y[w] {
			both++
		}
	}
	return ratio(both, len(x)+len(y)-both)
}

func roleWords(s string) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) {
		switch w {
		case "the", "a", "an", "s":
		default:
			words[w] = true
		}
	}
	return words
}
