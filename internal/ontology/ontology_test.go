package ontology

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
)

func TestOpenHasSixteenTypes(t *testing.T) {
	o, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(o.Types()); n != 16 {
		t.Errorf("%d types, want 16", n)
	}
	if n := len(o.Contexts()); n != 37 {
		t.Errorf("%d contexts, want 37", n)
	}
	for _, c := range o.Types() {
		ty := o.Type(c)
		code, ok := o.CAMEO(ty.CAMEO)
		if !ok || code.Plover != c {
			t.Errorf("%s: CAMEO %q belongs to %q", c, ty.CAMEO, code.Plover)
		}
	}
}

func TestScores(t *testing.T) {
	o, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		code  casus.Code
		modes []string
		want  float64
	}{
		{"ASSAULT", nil, -9},
		{"ASSAULT", []string{"aerial"}, -9.5},
		{"ACCUSE", nil, -3},
		{"PROTEST", []string{"vandalize"}, -5},
		{"CONSULT", []string{"visit"}, 4},
	}
	for _, c := range cases {
		if got, ok := o.Score(c.code, c.modes); !ok || got != c.want {
			t.Errorf("score of %s %v is %v, want %v", c.code, c.modes, got, c.want)
		}
	}
	if _, ok := o.Score("DEMAND", nil); ok {
		t.Error("a type of the 2016 set has a score")
	}
}

func TestChanges(t *testing.T) {
	o, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		change string
		code   casus.Code
		cameo  string
		want   casus.Code
	}{
		{"future", "CONSULT", "040", "AGREE"},
		{"future", "RETREAT", "0841", "CONCEDE"},
		{"future", "ASSAULT", "195", "THREATEN"},
		{"refused", "AID", "072", "REJECT"},
		{"ended", "AID", "070", "SANCTION"},
		{"ended", "CONSULT", "040", "REJECT"},
		{"ended", "COERCE", "163", "RETREAT"},
		{"ended", "COERCE", "172", "CONCEDE"},
		{"ended", "COERCE", "1723", "RETREAT"},
	}
	for _, c := range cases {
		if got, ok := o.ChangeOf(c.change, c.code, c.cameo); !ok || got.Type != c.want {
			t.Errorf("%s %s %s becomes %s, want %s", c.change, c.code, c.cameo, got.Type, c.want)
		}
	}
	if _, ok := o.ChangeOf("future", "ACCUSE", "112"); ok {
		t.Error("a future accusation becomes something else")
	}
}

func TestOptions(t *testing.T) {
	o, err := Load(embedded(t), Options{AccusePositive: true, SanctionVerbal: true, SanctionsAsSanction: true})
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := o.Score("ACCUSE", nil); s != 3 {
		t.Errorf("ACCUSE scores %v, want the manual's printed 3", s)
	}
	if q := o.Quad("SANCTION"); q != 3 {
		t.Errorf("SANCTION is quad %d, want 3", q)
	}
	if c, m := o.Coded("COERCE", "restrict", "163"); c != "SANCTION" || m != "discontinue" {
		t.Errorf("sanctions are %s/%s, want SANCTION/discontinue", c, m)
	}
	if c, m := o.Coded("COERCE", "arrest", "173"); c != "COERCE" || m != "arrest" {
		t.Errorf("an arrest is %s/%s", c, m)
	}
}

func TestBadTablesNameTheLine(t *testing.T) {
	cases := []struct{ file, content, want string }{
		{"types.tsv", "ACCUSE\t5\t1\n", "ontology/types.tsv:1: quad class \"5\""},
		{"modes.tsv", "# c\nACUSE\tallege\t1\n", "ontology/modes.tsv:2: unknown event type \"ACUSE\" (did you mean ACCUSE?)"},
		{"changes.tsv", "future\tAID\tAGREE\tnone\t033\n", "AGREE has no mode \"none\""},
		{"cameo.tsv", "01\t\tx\tsay\n", "Goldstein value \"x\""},
	}
	for _, c := range cases {
		fsys := embedded(t)
		fsys["ontology/"+c.file] = &fstest.MapFile{Data: []byte(c.content)}
		if _, err := Load(fsys, Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q in it", c.file, err, c.want)
		}
	}
}

// embedded is a copy of the shipped tables that a test may change.
func embedded(t *testing.T) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for _, name := range []string{"types", "modes", "cameo", "changes", "contexts", "sectors", "international", "options"} {
		raw, err := data.FS.ReadFile("ontology/" + name + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		out["ontology/"+name+".tsv"] = &fstest.MapFile{Data: raw}
	}
	return out
}
