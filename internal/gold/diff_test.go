package gold

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
)

// recoded is the small coding by somebody who reads some things otherwise.
func recoded(t *testing.T) [2]*Cluster {
	t.Helper()
	first, err := Parse("open/c.jsonl", []byte(small+`{"kind":"forecast","id":"f1","doc":"r1","s":3,"q":"Nobody was hurt","type":"ASSAULT","strength":"likely","outcome":"open"}
{"kind":"ledger","event":"e1","attribute":"killed","verdict":"differ"}
`))
	if err != nil {
		t.Fatal(err)
	}
	rows := `{"kind":"mention","id":"n1","doc":"r1","s":1,"t":"shelled","type":"COERCE","modes":["heavy-weapons"],"actors":[{"q":"Rebels","c":"VEN","x":"REB"}],"recipients":[{"q":"the town"}],"time":"2026-01-04","event":"x"}
{"kind":"mention","id":"n2","doc":"r1","s":2,"t":"shelled","type":"ASSAULT","actors":[{"q":"The army","x":"MIL"}],"event":"x"}
{"kind":"mention","id":"n3","doc":"r1","s":1,"t":"said","type":"ACCUSE"}
{"kind":"figure","doc":"r1","s":3,"q":"Nobody","value":1,"counted":"wounded","event":"x"}
{"kind":"link","doc":"r1","s":2,"q":"too","type":"response","from":"n2","to":"n1"}
{"kind":"forecast","id":"g1","doc":"r1","s":3,"q":"Nobody was hurt","type":"ASSAULT","strength":"likely","outcome":"did not"}
{"kind":"ledger","event":"x","attribute":"killed","verdict":"agree"}
`
	second, err := parseWith("blind/c.jsonl", []byte(rows), first.Reports)
	if err != nil {
		t.Fatal(err)
	}
	return [2]*Cluster{first, second}
}

func TestDiff(t *testing.T) {
	got := map[string]int{}
	for _, d := range Diff(recoded(t)) {
		got[d.Layer]++
		if d.Cluster != "c" || d.Layer != "ledger" && d.Sentence == "" {
			t.Errorf("a reader cannot find %+v", d)
		}
		if _, err := json.Marshal(d); err != nil {
			t.Error(err)
		}
	}
	for layer, want := range map[string]int{
		"mention": 1, "type": 1, "commitment": 1, "actors": 1, "time": 1, "figure": 1, "link": 1, "forecast": 1, "ledger": 1, "identity": 1,
		"polarity": 0, "place": 0, "recipients": 0,
	} {
		if got[layer] != want {
			t.Errorf("%d differences of layer %s, want %d", got[layer], layer, want)
		}
	}
}

func TestAgreeLayers(t *testing.T) {
	l := AgreeLayers([][2]*Cluster{recoded(t)})
	near(t, "figures", l.Figure.Value, 1)
	near(t, "their value", l.FigureValue.Value, 0)
	near(t, "counted", l.FigureCounted.Value, 1)
	near(t, "link ends", l.LinkEnds.Value, 1)
	near(t, "link", l.Link.Value, 0)
	near(t, "forecasts", l.Forecast.Value, 1)
	near(t, "outcome", l.Outcome.Value, 0)
	near(t, "ledger", l.Ledger.Value, 1)
	near(t, "verdict", l.Verdict.Value, 0)
}

func TestDecisions(t *testing.T) {
	clusters := []*Cluster{recoded(t)[0]}
	const good = `{"cluster":"c","doc":"r1","s":1,"layer":"type","first":"ASSAULT","second":"COERCE","decision":"first","why":"shells wound"}`
	for _, c := range []struct{ name, old, changed, want string }{
		{"sound", "", "", ""},
		{"cluster", `"c"`, `"d"`, `adjudication.jsonl:1: no cluster "d"`},
		{"report", `"r1"`, `"r9"`, `no report "r9" in c`},
		{"sentence", `"s":1`, `"s":9`, `no sentence 9 in "r1"`},
		{"layer", `"type"`, `"kind"`, `layer "kind" is none of`},
		{"decision", `"decision":"first"`, `"decision":"third"`, `decision "third" is none of`},
		{"why", `shells wound`, ` `, `a decision without why`},
		{"words of the text", `"why"`, `"sentence":"x","why"`, `unknown field "sentence"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			fsys := fstest.MapFS{logFile: {Data: []byte(strings.Replace(good, c.old, c.changed, 1) + "\n")}}
			ds, err := ReadDecisions(fsys, clusters)
			switch {
			case c.want == "" && (err != nil || len(ds) != 1):
				t.Errorf("%v, %v", ds, err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
	if ds, err := ReadDecisions(fstest.MapFS{}, clusters); err != nil || ds != nil {
		t.Errorf("no log: %v, %v", ds, err)
	}
}
