package eval

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/casus-project/casus"
)

const oneReport = `{"id": "a", "published": "2026-01-04", "text": "Riga warned Oslo. The union met Ana Arn."}
`

// oneReportSum is the start of the SHA-256 of oneReport's text.
const oneReportSum = "c9a3f8da2907"

const fourMentions = `{"doc": "a", "start": 0, "end": 4, "quote": "Riga", "country": "LVA", "sector": "GOV", "part": "dev"}
{"doc": "a", "start": 12, "end": 16, "quote": "Oslo", "country": "NOR|SWE", "sector": null, "part": "dev"}
{"doc": "a", "start": 18, "end": 27, "quote": "The union", "country": "LVA", "sector": "LAB", "part": "dev", "tag": "generic"}
{"doc": "a", "start": 32, "end": 39, "quote": "Ana Arn", "country": "LVA", "sector": "GOV", "part": "check"}
`

// knowing resolves by the words; what it does not know stays empty.
func knowing(known map[string]casus.Actor) ActorResolver {
	return func(doc *casus.Document, spans []casus.Span) ([]casus.Party, error) {
		out := make([]casus.Party, len(spans))
		for i, s := range spans {
			out[i] = casus.Party{Span: s, Text: s.Of(doc.Text), Actor: known[s.Of(doc.Text)]}
		}
		return out, nil
	}
}

func actorFiles(t *testing.T, gold string) (goldPath, texts string) {
	t.Helper()
	dir := t.TempDir()
	goldPath, texts = filepath.Join(dir, "gold.jsonl"), filepath.Join(dir, "texts.jsonl")
	for path, text := range map[string]string{goldPath: gold, texts: oneReport} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return goldPath, texts
}

func TestActorScores(t *testing.T) {
	gold, texts := actorFiles(t, fourMentions)
	resolve := knowing(map[string]casus.Actor{
		"Riga": {Country: "LVA", Sector: "GOV"}, "Oslo": {Country: "SWE", Sector: "MIL"}, "The union": {Country: "LVA", Sector: "BUS"},
	})
	var rows bytes.Buffer
	got, err := Actor(resolve, gold, ActorOptions{Texts: texts, Part: "dev", Out: &rows})
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]float64{"country": 1, "sector": 0.5, "country_sector": 2.0 / 3, "country_sector_generic": 0} {
		if math.Abs(got.Scores[key]-want) > 1e-9 {
			t.Errorf("%s %v, want %v", key, got.Scores[key], want)
		}
	}
	if got.N != 3 || strings.Count(rows.String(), "\n") != 3 {
		t.Errorf("%d mentions, %d rows", got.N, strings.Count(rows.String(), "\n"))
	}
	if got, err = Actor(resolve, gold, ActorOptions{Texts: texts}); err != nil || got.N != 4 || got.Scores["country"] != 0.75 {
		t.Errorf("all parts: %+v, %v", got, err)
	}
}

func TestActorGoldMustFit(t *testing.T) {
	for _, c := range []struct{ name, gold, want string }{
		{"quote", strings.Replace(fourMentions, `"Riga"`, `"Rome"`, 1), `reads "Riga", not "Rome"`},
		{"document", strings.Replace(fourMentions, `"doc": "a"`, `"doc": "b"`, 1), "no document b"},
		{"span", strings.Replace(fourMentions, `"end": 4, "quote": "Riga"`, `"end": 400`, 1), "does not fit a text of 40 bytes"},
		{"sha256", strings.Replace(fourMentions, `"quote": "Riga"`, `"sha256": "0123456789ab"`, 1), "the text has sha256 " + oneReportSum + ", not 0123456789ab"},
		{"json", fourMentions + "{\n", ":5:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			gold, texts := actorFiles(t, c.gold)
			_, err := Actor(knowing(nil), gold, ActorOptions{Texts: texts})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}

func TestActorGoldWithoutQuotes(t *testing.T) {
	gold, texts := actorFiles(t, `{"doc": "a", "start": 0, "end": 4, "sha256": "`+oneReportSum+`", "country": "LVA", "sector": "GOV"}
{"doc": "a", "start": 12, "end": 16, "sha256": "`+oneReportSum+`", "country": "NOR", "sector": null}
{"doc": "a", "start": 18, "end": 27, "sha256": "`+oneReportSum+`", "country": null, "sector": null}
`)
	resolve := knowing(map[string]casus.Actor{"Riga": {Country: "LVA", Sector: "GOV"}})
	got, err := Actor(resolve, gold, ActorOptions{Texts: texts})
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]float64{"country": 0.5, "sector": 1, "country_sector": 0.5} {
		if math.Abs(got.Scores[key]-want) > 1e-9 {
			t.Errorf("%s %v, want %v", key, got.Scores[key], want)
		}
	}
	if got.N != 3 {
		t.Errorf("%d mentions, want 3", got.N)
	}
}
