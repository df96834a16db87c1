package gold

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/casus-project/casus"
)

const articleText = "Tuesday, 2 April 2019\n\nRebels shelled the town, the army said. The army shelled it too."

// article is a source and its text.
func article(t *testing.T) (Source, Texts) {
	t.Helper()
	texts, err := ReadTexts(strings.NewReader("url,date,title,text\nhttps://news.example/a,2019-04-02,T,\"" + articleText + "\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(articleText))
	return Source{
		ID: "w1", URL: "https://news.example/a", Published: "2019-04-02", Part: "open", SHA256: hex.EncodeToString(sum[:]),
		Sentences: [][2]int{{0, 21}, {23, 62}, {63, 87}},
	}, texts
}

const quoted = `{"kind":"mention","id":"m1","doc":"w1","s":2,"t":"shelled","type":"ASSAULT","actors":[{"q":"Rebels","x":"REB"}],"recipients":[{"q":"the town"}],"place":{"q":"the town","name":"Town"},"by":{"q":"the army","x":"MIL","cue":"said"},"com":"attributed","event":"e1"}
{"kind":"mention","id":"m2","doc":"w1","s":3,"t":"shelled","type":"ASSAULT","recipients":[{"q":"the town","s":2}]}
{"kind":"figure","doc":"w1","s":2,"q":"the town","n":1,"value":0}
{"kind":"event","id":"e1"}
`

// TestStandoff turns quotes into bytes and back, and holds that nothing but names of the text is left.
func TestStandoff(t *testing.T) {
	s, texts := article(t)
	first, err := ParseQuoted("w1.jsonl", []byte(quoted), s, texts)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Standoff(&b, s, first, false); err != nil {
		t.Fatal(err)
	}
	for _, w := range []string{"shelled", "the town", "army", "said", "Rebels"} {
		if strings.Contains(b.String(), w) {
			t.Errorf("%q of the text stands in the file:\n%s", w, &b)
		}
	}
	fsys := fstest.MapFS{"real/open/w1.jsonl": {Data: b.Bytes()}}
	back, err := ReadReal(fsys, texts)
	if err != nil {
		t.Fatal(err)
	}
	c := back[0]
	if len(c.Rows) != 4 || !c.Real || c.Part != "open" || c.Reports[0].Text != articleText {
		t.Fatalf("%+v", c)
	}
	for i, row := range c.Rows {
		want := first.Rows[i]
		if row.Span != want.Span || row.S != want.S || row.Trigger != want.Trigger || row.Quote != want.Quote {
			t.Errorf("row %d: %+v, want %+v", i, row, want)
		}
	}
	m, want := c.Rows[0], first.Rows[0]
	if m.Actors[0].Span != want.Actors[0].Span || m.By.CueSpan != want.By.CueSpan || m.Place.Name != "Town" || m.Recipients[0].Quote != "the town" {
		t.Errorf("parties %+v", m)
	}
	if other := c.Rows[1].Recipients[0].Span; other != want.Recipients[0].Span {
		t.Errorf("a party of another sentence at %v", other)
	}
}

// TestStandoffWithoutTexts checks what can be checked without the words.
func TestStandoffWithoutTexts(t *testing.T) {
	s, texts := article(t)
	first, err := ParseQuoted("w1.jsonl", []byte(quoted), s, texts)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Standoff(&b, s, first, false); err != nil {
		t.Fatal(err)
	}
	good := b.String()
	for _, c := range []struct{ name, old, changed, want string }{
		{"sound", "", "", ""},
		{"outside_every_sentence", `"t":[30,37]`, `"t":[21,23]`, "w1.jsonl:2: bytes 21 to 23 of w1 lie in no sentence"},
		{"backwards", `"t":[30,37]`, `"t":[37,30]`, "w1.jsonl:2: bytes 37 to 30"},
		{"quote_left", `"t":[30,37]`, `"t":"shelled"`, "w1.jsonl:2: json"},
		{"sentence_number", `"t":[30,37]`, `"t":[30,37],"s":2`, `w1.jsonl:2: mention row: a row in bytes has no "s"`},
		{"other_article", `"doc":"w1","t":[72`, `"doc":"w2","t":[72`, `w1.jsonl:3: mention row: the file is about "w1", not "w2"`},
		{"sentences_out_of_order", `[23,62]`, `[20,62]`, "w1.jsonl:1: sentence 2 of w1"},
		{"other_part", `"part":"open"`, `"part":"sealed"`, `the source says part "sealed"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			clusters, err := ReadReal(fstest.MapFS{"real/open/w1.jsonl": {Data: []byte(strings.Replace(good, c.old, c.changed, 1))}}, nil)
			if err == nil {
				_, err = Check(clusters, vocab{})
			}
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
	other := Texts{s.URL: Article{Text: articleText + " "}}
	if _, err := ReadReal(fstest.MapFS{"real/open/w1.jsonl": {Data: []byte(good)}}, other); casus.KindOf(err) != casus.Conflict || !strings.Contains(err.Error(), "not the one that was coded") {
		t.Errorf("another text should be refused: %v", err)
	}
}

// TestQuotesOfArticles refuses words that do not stand there, with file and line.
func TestQuotesOfArticles(t *testing.T) {
	s, texts := article(t)
	_, err := ParseQuoted("w1.jsonl", []byte(strings.Replace(quoted, `"s":3,"t":"shelled"`, `"s":3,"t":"bombed"`, 1)), s, texts)
	if err == nil || !strings.Contains(err.Error(), `w1.jsonl:2: sentence 3 of w1 does not contain "bombed"`) {
		t.Errorf("error %v", err)
	}
}

// TestRealBlind pairs two codings of one article.
func TestRealBlind(t *testing.T) {
	s, texts := article(t)
	c, err := ParseQuoted("w1.jsonl", []byte(quoted), s, texts)
	if err != nil {
		t.Fatal(err)
	}
	var first, second bytes.Buffer
	if err := Standoff(&first, s, c, false); err != nil {
		t.Fatal(err)
	}
	if err := Standoff(&second, s, c, true); err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{"real/open/w1.jsonl": {Data: first.Bytes()}, "real/blind/w1.jsonl": {Data: second.Bytes()}}
	clusters, err := ReadReal(fsys, nil)
	if err != nil {
		t.Fatal(err)
	}
	pairs, err := ReadRealBlind(fsys, clusters)
	if err != nil || len(pairs) != 1 {
		t.Fatalf("%d pairs, %v", len(pairs), err)
	}
	if a := Agree(pairs); a.Matched != 2 || a.F1 != 1 {
		t.Errorf("%+v", a)
	}
}
