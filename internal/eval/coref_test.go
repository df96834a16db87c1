package eval

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/ling/en"
)

// ecb rebuilds what fusion learned from ECB+, as data/fusion/SOURCE says.
var ecb = flag.String("ecb", "", "ECB+ folder, to rebuild data/fusion/trees.tsv and pairs.tsv")

func TestRebuildFusion(t *testing.T) {
	if *ecb == "" {
		t.Skip("no -ecb folder given; the tests of internal/fuse cover learning")
	}
	a, err := en.New(en.Options{})
	if err != nil {
		t.Fatal(err)
	}
	learned, err := LearnCoref(*ecb, CorefTask{Analyser: a}, fuse.Growing{})
	if err != nil {
		t.Fatal(err)
	}
	var trees, pairs bytes.Buffer
	if err := learned.WriteForest(&trees); err != nil {
		t.Fatal(err)
	}
	if err := learned.WritePairs(&pairs); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"trees.tsv": trees.Bytes(), "pairs.tsv": pairs.Bytes()} {
		if err := os.WriteFile(filepath.Join("../../data/fusion", name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A folder in the shape of ECB+ with one mention outside the sentences to be scored and one without a relation.
func TestReadECB(t *testing.T) {
	dir := t.TempDir()
	doc := `<Document doc_name="7_1ecb.xml"><token t_id="1" sentence="0" number="0">Orst</token>
<token t_id="2" sentence="0" number="1">resigned</token><token t_id="3" sentence="1" number="0">Voters</token>
<token t_id="4" sentence="1" number="1">cheered</token><token t_id="5" sentence="2" number="0">He</token>
<token t_id="6" sentence="2" number="1">left</token>
<Markables><ACTION_OCCURRENCE m_id="1"><token_anchor t_id="2"/></ACTION_OCCURRENCE>
<HUMAN_PART_PER m_id="2"><token_anchor t_id="1"/></HUMAN_PART_PER>
<ACTION_OCCURRENCE m_id="3"><token_anchor t_id="4"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="4"><token_anchor t_id="6"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="5" TAG_DESCRIPTOR="resign"/></Markables>
<Relations><CROSS_DOC_COREF r_id="9" note="ACT1"><source m_id="1"/><target m_id="5"/></CROSS_DOC_COREF></Relations></Document>`
	for name, text := range map[string]string{"7_1ecb.xml": doc, "list.csv": "Topic,File,Sentence Number\n7,1ecb,0\n7,1ecb,1\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	docs, err := ReadECB(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 1 || docs[0].Story != "7 ecb" || docs[0].Text.Doc.Text != "Orst resigned\nVoters cheered\nHe left" {
		t.Fatalf("got %+v", docs)
	}
	var got []string
	for _, m := range docs[0].Mentions {
		got = append(got, docs[0].Text.Tokens[m.Tokens[0]].Form+" "+m.Chain)
	}
	if len(got) != 2 || got[0] != "resigned ACT1" || got[1] != "cheered 7_1ecb single 3" {
		t.Errorf("mentions %q", got)
	}
}

func FuzzReadECBDoc(f *testing.F) {
	f.Add([]byte(`<Document><token t_id="1" sentence="0">a</token><Markables><ACTION_STATE m_id="1"><token_anchor t_id="1"/></ACTION_STATE></Markables></Document>`))
	f.Add([]byte(`<Document><token t_id="1" sentence="-3">a</token><token t_id="1" sentence="9"></token></Document>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(t.TempDir(), "1_1ecb.xml")
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		d, err := readECBDoc(path, map[scoredSentence]bool{{"1", "1ecb", "0"}: true})
		if err != nil {
			return
		}
		for _, m := range d.Mentions {
			for _, i := range m.Tokens {
				if i < 0 || i >= len(d.Text.Tokens) {
					t.Fatalf("token %d of %d", i, len(d.Text.Tokens))
				}
			}
		}
	})
}
