package web

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/casus-project/casus"
)

// mark is a span of a text with the part it plays. Roles are told apart by underline and by label, never by colour alone.
type mark struct {
	span  casus.Span
	role  string // class of the style sheet, such as "who"
	label string // small words after the span, "" for none
	href  string
}

// piece is a run of text under the same marks.
type piece struct {
	Text    string
	Classes string
	Anchors []string // spans that begin here, as fragments
	Labels  []string // of marks that end here
	Href    string
}

// anchor names a span in a fragment: "12,30".
func anchor(s casus.Span) string { return fmt.Sprintf("%d,%d", s.Start, s.End) }

// readAnchor is the inverse of anchor.
func readAnchor(text string) (casus.Span, bool) {
	var s casus.Span
	if n, err := fmt.Sscanf(text, "%d,%d", &s.Start, &s.End); n != 2 || err != nil || anchor(s) != text {
		return casus.Span{}, false
	}
	return s, !s.Empty() && s.Start >= 0
}

// pieces cuts the part of text within a span at the ends of all marks. The pieces rebuild that part. Marks that do not
// fit, or cut a character, are left out: what is shown is always what stands there.
func pieces(text string, within casus.Span, marks []mark) []piece {
	if within.In(len(text)) != nil {
		return nil
	}
	var fit []mark
	cuts := []int{within.Start, within.End}
	seen := map[mark]bool{}
	for _, m := range marks {
		if m.span.Empty() || !within.Contains(m.span) || seen[m] || !onRunes(text, m.span) {
			continue
		}
		seen[m] = true
		fit = append(fit, m)
		cuts = append(cuts, m.span.Start, m.span.End)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	slices.SortStableFunc(fit, func(a, b mark) int { return b.span.Len() - a.span.Len() }) // the outer first
	out := make([]piece, 0, len(cuts))
	for i := 0; i+1 < len(cuts); i++ {
		out = append(out, cut(text, casus.Span{Start: cuts[i], End: cuts[i+1]}, fit))
	}
	return out
}

func onRunes(text string, s casus.Span) bool {
	return utf8.RuneStart(text[s.Start]) && (s.End == len(text) || utf8.RuneStart(text[s.End]))
}

// cut makes the piece of one run.
func cut(text string, run casus.Span, marks []mark) piece {
	p := piece{Text: run.Of(text)}
	var classes []string
	for _, m := range marks {
		if !m.span.Contains(run) {
			continue
		}
		classes = append(classes, "m-"+m.role)
		if m.href != "" {
			p.Href = m.href // the innermost
		}
		if m.span.Start == run.Start {
			p.Anchors = append(p.Anchors, anchor(m.span))
		}
		if m.span.End == run.End && m.label != "" {
			p.Labels = append(p.Labels, m.label)
		}
	}
	slices.Reverse(p.Labels) // the inner first, as they end
	slices.Sort(classes)
	p.Classes = strings.Join(slices.Compact(classes), " ")
	p.Anchors = slices.Compact(p.Anchors)
	if p.Labels = slices.Compact(p.Labels); len(p.Labels) > 1 {
		p.Labels = []string{strings.Join(p.Labels, " · ")}
	}
	return p
}

// mentionMarks are the parts of one mention.
func mentionMarks(m *casus.Mention, href string) []mark {
	out := []mark{{span: m.Trigger, role: "event", label: strings.ToLower(string(m.Type)), href: href}}
	for i := range m.Actors {
		out = append(out, partyMark(&m.Actors[i], "who"))
	}
	for i := range m.Recipients {
		out = append(out, partyMark(&m.Recipients[i], "whom"))
	}
	if m.Time != nil {
		out = append(out, mark{span: m.Time.Span, role: "when", label: "when"})
	}
	if m.Place != nil {
		out = append(out, mark{span: m.Place.Span, role: "where", label: "where"})
	}
	for i := range m.Figures {
		out = append(out, mark{span: m.Figures[i].Span, role: "figure", label: "figure"})
	}
	if a := m.Attribution; a != nil {
		if a.Speaker != nil {
			out = append(out, mark{span: a.Speaker.Span, role: "speaker", label: "speaker"})
		}
		out = append(out, mark{span: a.Cue, role: "cue"})
	}
	return out
}

func partyMark(p *casus.Party, role string) mark {
	label := map[string]string{"who": "who", "whom": "to whom"}[role]
	if code := actorCode(&p.Actor); code != "" {
		label += " " + code
	}
	return mark{span: p.Span, role: role, label: label}
}

// actorCode is country and sector of an actor, as far as known.
func actorCode(a *casus.Actor) string {
	return strings.TrimSpace(string(a.Country) + " " + string(a.Sector))
}
