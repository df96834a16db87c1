package conllu

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

const sample = `# newdoc id = d1
# newpar
# sent_id = 1
1-2	Don't	_	_	_	_	_	_	_	_
1	Do	do	AUX	VBP	_	3	aux	_	_
2	n't	not	PART	RB	_	3	advmod	_	_
3	go	go	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
4	!	!	PUNCT	.	_	3	punct	_	_

# sent_id = 2
1	She	she	PRON	PRP	_	2	nsubj	_	Entity=(1-person-new-nnnnn-cf1-1-coref-Ada_Lovelace)
2	left	leave	VERB	VBD	_	0	root	_	_
2.1	left	leave	VERB	VBD	_	_	_	_	_

# newpar
1	Fin	fin	NOUN	NN	_	0	root	_	_

`

func TestReadRebuildsTheText(t *testing.T) {
	docs, err := Read("sample", strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 1 || docs[0].ID != "d1" {
		t.Fatalf("documents: %+v", docs)
	}
	x := docs[0].Text
	if want := "Don't go! She left\n\nFin "; x.Doc.Text != want {
		t.Errorf("text %q, want %q", x.Doc.Text, want)
	}
	if len(x.Sents) != 3 || x.Sents[1].Paragraph || !x.Sents[2].Paragraph {
		t.Errorf("sentences: %+v", x.Sents)
	}
	for i, tok := range x.Tokens {
		if got := tok.Span.Of(x.Doc.Text); got != tok.Form {
			t.Errorf("token %d covers %q instead of %q", i, got, tok.Form)
		}
	}
	if x.Tokens[1].Part != 2 || x.Tokens[1].Parts != 2 || x.Tokens[4].Part != 0 {
		t.Errorf("parts of the multiword token: %+v", x.Tokens[1])
	}
	e := Entities(docs[0])
	if len(e) != 1 || e[0].Wiki != "Ada_Lovelace" || e[0].Type != "person" || e[0].First != 4 || e[0].Last != 5 {
		t.Errorf("entities: %+v", e)
	}
}

func TestReadRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"bad.conllu:1: 2 columns":                  "1\tx\n",
		"bad.conllu:1: word 1 is in a cycle":       "1\ta\t_\tX\t_\t_\t2\tdep\t_\t_\n2\tb\t_\tX\t_\t_\t1\tdep\t_\t_\n",
		"bad.conllu:1: word 1 has a head outside":  "1\ta\t_\tX\t_\t_\t7\tdep\t_\t_\n",
		"bad.conllu:2: word id \"5\" where 2 was":  "1\ta\t_\tX\t_\t_\t0\troot\t_\t_\n5\tb\t_\tX\t_\t_\t1\tdep\t_\t_\n",
		"bad.conllu:1: bad head \"x\"":             "1\ta\t_\tX\t_\t_\tx\troot\t_\t_\n",
		"bad.conllu:1: bad token range \"2-1\"":    "2-1\tab\t_\t_\t_\t_\t_\t_\t_\t_\n",
		"bad.conllu:1: bad token range \"1-9999\"": "1-9999\tab\t_\t_\t_\t_\t_\t_\t_\t_\n",
	} {
		_, err := Read("bad.conllu", strings.NewReader(text))
		if err == nil || !strings.HasPrefix(err.Error(), name) {
			t.Errorf("reading %q: error %v, want %q…", text, err, name)
		}
	}
}

func TestWriteReadsBackTheSame(t *testing.T) {
	docs, err := Read("sample", strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(&b, docs[0].Text); err != nil {
		t.Fatal(err)
	}
	again, err := Read("again", &b)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(again[0].Text.Tokens, docs[0].Text.Tokens) {
		t.Errorf("tokens differ:\n%+v\n%+v", again[0].Text.Tokens, docs[0].Text.Tokens)
	}
	if !reflect.DeepEqual(again[0].Text.Sents, docs[0].Text.Sents) {
		t.Errorf("sentences differ:\n%+v\n%+v", again[0].Text.Sents, docs[0].Text.Sents)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("1\tx\t_\tX\t_\t_\t_\t_\t_\t_\n")
	f.Add("1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\tX\t_\t_\t0\troot\t_\t_\n")
	f.Fuzz(func(t *testing.T, text string) {
		docs, err := Read("fuzz", strings.NewReader(text))
		if err != nil {
			return
		}
		for _, d := range docs {
			n := len(d.Text.Doc.Text)
			for i, tok := range d.Text.Tokens {
				if tok.Span.Start < 0 || tok.Span.End > n || tok.Span.Start > tok.Span.End {
					t.Fatalf("token %d: span %v in a text of %d bytes", i, tok.Span, n)
				}
			}
		}
	})
}
