package eval

import (
	"strconv"
	"strings"

	"github.com/casus-project/casus"
)

// readStandoff reads brat standoff: spans (T lines, in characters) and the attributions made of them (E lines).
// Attributions without a cue are left out.
func readStandoff(file, ann, text string) ([]Attribution, error) {
	offsets := runeOffsets(text)
	spans := map[string][]casus.Span{}
	var out []Attribution
	for i, line := range strings.Split(ann, "\n") {
		cells := strings.Split(strings.TrimSuffix(line, "\r"), "\t")
		if len(cells) < 2 {
			continue
		}
		switch cells[0][:min(1, len(cells[0]))] {
		case "T":
			_, ranges, _ := strings.Cut(cells[1], " ")
			list, ok := parseRanges(ranges, offsets)
			if !ok {
				return nil, casus.Errorf(casus.Invalid, "%s:%d: no character ranges in %q", file, i+1, cells[1])
			}
			spans[cells[0]] = list
		case "E":
			a := Attribution{}
			for _, part := range strings.Fields(cells[1]) {
				role, id, _ := strings.Cut(part, ":")
				switch strings.TrimRight(role, "0123456789") {
				case "Source":
					a.Source = append(a.Source, spans[id]...)
				case "Cue":
					a.Cue = append(a.Cue, spans[id]...)
				case "Content":
					a.Content = append(a.Content, spans[id]...)
				}
			}
			if len(a.Cue) > 0 {
				out = append(out, a)
			}
		}
	}
	return out, nil
}

// runeOffsets is the byte offset of each character, and of the end.
func runeOffsets(text string) []int {
	out := make([]int, 0, len(text)+1)
	for i := range text {
		out = append(out, i)
	}
	return append(out, len(text))
}

// parseRanges reads "3 9;12 15" as spans of bytes.
func parseRanges(s string, offsets []int) ([]casus.Span, bool) {
	var out []casus.Span
	for part := range strings.SplitSeq(s, ";") {
		from, until, ok := strings.Cut(part, " ")
		a, errA := strconv.Atoi(from)
		b, errB := strconv.Atoi(until)
		if !ok || errA != nil || errB != nil || a < 0 || b < a || b >= len(offsets) {
			return nil, false
		}
		out = append(out, casus.Span{Start: offsets[a], End: offsets[b]})
	}
	return out, true
}
