package web

import (
	"maps"

	"github.com/casus-project/casus"
)

// inferences says how many links casus infers for a page, whether they are shown, and where the other way is.
type inferences struct {
	Count int
	Shown bool
	Href  string
}

// stated keeps the links that reports state, and those that casus infers only where the reader asks for them
// ("inferred=1").
func stated(q *question, links []casus.Link) ([]casus.Link, inferences) {
	more := inferences{Shown: q.form.Get("inferred") == "1"}
	var out []casus.Link
	for _, l := range links {
		if l.Inferred {
			more.Count++
		}
		if more.Shown || !l.Inferred {
			out = append(out, l)
		}
	}
	form := maps.Clone(q.form)
	if form.Del("inferred"); !more.Shown {
		form.Set("inferred", "1")
	}
	more.Href = "?" + form.Encode() + "#links"
	return out, more
}
