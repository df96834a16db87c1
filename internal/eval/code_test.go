package eval

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/casus-project/casus"
)

// wordCoder codes "attack" as ASSAULT and "meet" as CONSULT, with the first and the last word as parties.
func wordCoder(doc *casus.Document) ([]casus.Mention, error) {
	var out []casus.Mention
	for word, m := range map[string]casus.Mention{
		"attack": {Type: "ASSAULT", CAMEO: "190", Confidence: 0.9}, "meet": {Type: "CONSULT", CAMEO: "040", Confidence: 0.5},
		"urge": {Type: "REQUEST", CAMEO: "020", Confidence: 0.8},
	} {
		at := strings.Index(doc.Text, word)
		if at < 0 {
			continue
		}
		m.Trigger = casus.Span{Start: at, End: at + len(word)}
		m.TriggerText, m.Rule = word, "word"
		m.Axes = casus.Axes{Polarity: casus.Positive, Modality: casus.Realised, Commitment: casus.Flat, Background: casus.News}
		fields := strings.Fields(strings.TrimSuffix(doc.Text, "."))
		m.Actors = []casus.Party{{Text: fields[0]}}
		m.Recipients = []casus.Party{{Text: fields[len(fields)-1]}}
		out = append(out, m)
	}
	return out, nil
}

func quadOf(c casus.Code) int { return map[casus.Code]int{"ASSAULT": 4, "CONSULT": 1, "REQUEST": 3}[c] }

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestCodeScoresTheSurestMention(t *testing.T) {
	path := write(t, "dev.jsonl", `{"id":"a","part":"rules","text":"Rebels attack villages.","event_type":"ASSAULT","quad":4,"actor":["Rebels"],"recipient":["the villages"]}
{"id":"b","part":"rules","text":"Ministers meet envoys and attack none.","event_type":"CONSULT","quad":1,"actor":["Ministers"],"recipient":["envoys"]}
{"id":"c","part":"rules","text":"Doctors urge calm.","class5":0}
{"id":"d","part":"rules","text":"Doctors attack waste.","class5":0}
{"id":"e","part":"check","text":"Nothing here.","event_type":"AID","quad":2}
`)
	var out bytes.Buffer
	r, err := Code(wordCoder, quadOf, path, CodeOptions{Part: "rules", Out: &out})
	if err != nil {
		t.Fatal(err)
	}
	if r.N != 4 || strings.Count(out.String(), "\n") != 4 {
		t.Errorf("%d rows, %d lines written, want 4", r.N, strings.Count(out.String(), "\n"))
	}
	// a is right, b is taken for ASSAULT: F1 of ASSAULT is 2/3, of CONSULT 0.
	near(t, r, "root_macro_f1", 1.0/3)
	near(t, r, "false_events", 0.5)
	// Of four gold parties three are found (both of a, the actor of b); four are predicted.
	near(t, r, "role_f1", 0.75)
}

func near(t *testing.T, r Result, key string, want float64) {
	t.Helper()
	if got := r.Scores[key]; got < want-1e-9 || got > want+1e-9 {
		t.Errorf("%s is %v, want %v", key, got, want)
	}
}

func TestCodeNamesTheBadLine(t *testing.T) {
	path := write(t, "dev.jsonl", "{\"id\":\"a\"}\n{broken\n")
	if _, err := Code(wordCoder, quadOf, path, CodeOptions{}); err == nil || !strings.Contains(err.Error(), ":2:") {
		t.Errorf("error %v, want line 2 in it", err)
	}
}

func TestCodeTextMatchesOneToOne(t *testing.T) {
	text := "Café rebels attack villages. Ministers meet. They urge calm."
	gold := write(t, "gold.jsonl", `{"id":"1","kind":"event","char_start":0,"char_end":28,"trigger":"attack","trigger_start":12,"trigger_end":18,"event_type":"ASSAULT","status":"asserted","confidence":0.9,"actor":[]}
{"id":"2","kind":"event","char_start":0,"char_end":28,"trigger":"villages","trigger_start":19,"trigger_end":27,"event_type":"ASSAULT","status":"asserted","confidence":0.9,"actor":[]}
{"id":"3","kind":"none","char_start":29,"char_end":44,"trigger":"meet","trigger_start":39,"trigger_end":43,"status":"asserted","confidence":0.9}
`)
	r, err := CodeText(wordCoder, gold, &casus.Document{Text: text}, nil)
	if err != nil {
		t.Fatal(err)
	}
	// "attack" matches, "meet" stands in a coded sentence and is wrong, "urge" stands outside and does not count.
	near(t, r, "precision", 0.5)
	near(t, r, "recall", 0.5)
	near(t, r, "traps", 0)
	near(t, r, "status", 1)
}

func TestRolesJoinConjoinedParties(t *testing.T) {
	var c roleCounts
	c.add([]roleSpan{{Role: "S", Text: "the US and Jordan"}}, []roleSpan{{Role: "S", Text: "the US"}, {Role: "S", Text: "Jordan"}})
	if c.hits != 1 || c.pred != 1 {
		t.Errorf("%+v, want one hit of one", c)
	}
	c = roleCounts{}
	c.add([]roleSpan{{Role: "T", Text: "Jordan"}}, []roleSpan{{Role: "S", Text: "Jordan"}})
	if c.hits != 0 {
		t.Error("a target was matched by a source")
	}
}
