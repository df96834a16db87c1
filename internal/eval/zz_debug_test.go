package eval

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/saying"
	"github.com/casus-project/casus/internal/ling/en"
)

func TestZZDump(t *testing.T) {
	dir := os.Getenv("ZZDIR")
	files, _ := polnearFiles(dir)
	e, _ := en.New(en.Options{})
	f := saying.New(saying.Options{})
	w, _ := os.Create(os.Getenv("ZZOUT"))
	enc := json.NewEncoder(w)
	for _, fl := range files {
		text, gold, _ := fl.read()
		tt, err := e.Analyse(&casus.Document{ID: casus.DocID(fl.name), Text: text, Lang: "en"})
		if err != nil {
			continue
		}
		type act struct {
			Cue, Content, Source casus.Span
			Outer, Part          int
			Quoted, Direct       bool
			Rule                 string
		}
		var acts []act
		for _, a := range f.Find(tt) {
			x := act{Cue: tt.SpanOf(a.CueFirst, a.CueLast), Content: tt.SpanOf(a.ContentFirst, a.ContentLast), Outer: a.Outer, Part: a.Part, Quoted: a.Quoted, Direct: a.Direct, Rule: a.Rule}
			if a.SpeakerFirst >= 0 {
				x.Source = tt.SpanOf(a.SpeakerFirst, a.SpeakerLast)
			}
			acts = append(acts, x)
		}
		enc.Encode(map[string]any{"id": fl.name, "gold": gold, "acts": acts, "text": text})
	}
	w.Close()
}
