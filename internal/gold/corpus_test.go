package gold

import (
	"os"
	"slices"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ontology"
)

// onto is the ontology as a vocabulary.
type onto struct{ o *ontology.Ontology }

func (v onto) Mode(t casus.Code, mode string) bool {
	typ := v.o.Type(t)
	return typ != nil && (mode == "" || typ.HasMode(mode))
}

func (v onto) CAMEO(code string) bool {
	_, ok := v.o.CAMEO(code)
	return ok
}

func (v onto) Sector(s casus.Sector) bool { return slices.Contains(v.o.Sectors(), s) }

// TestCorpus holds that the annotated corpus is sound: every quote stands in its text, every word is in the vocabulary, no
// sentence stands in two parts, and both codings of a cluster can be compared.
func TestCorpus(t *testing.T) {
	o, err := ontology.Open()
	if err != nil {
		t.Fatal(err)
	}
	fsys := os.DirFS("../../eval/gold")
	clusters, err := Read(fsys, All...)
	if err != nil {
		t.Error(err)
	}
	articles, err := ReadReal(fsys, nil) // without the texts: offsets, vocabulary and references
	if err != nil {
		t.Error(err)
	}
	twice, err := ReadRealBlind(fsys, articles)
	if err != nil {
		t.Error(err)
	}
	counts, err := Check(slices.Concat(clusters, articles), onto{o})
	if err != nil {
		t.Error(err)
	}
	if _, err := ReadDecisions(fsys, slices.Concat(clusters, articles)); err != nil {
		t.Error(err)
	}
	for _, typ := range o.Types() {
		if n := counts.Types[string(typ)]; n < 40 {
			t.Errorf("%d mentions of %s, want at least 40", n, typ)
		}
	}
	pairs, err := ReadBlind(fsys, clusters)
	if err != nil {
		t.Error(err)
	}
	if err := CheckBlind(slices.Concat(pairs, twice), onto{o}); err != nil {
		t.Error(err)
	}
	for _, set := range [][][2]*Cluster{pairs, twice} {
		if a := Agree(set); a.Matched == 0 || a.Kappa["type"] < 0.6 {
			t.Errorf("agreement %+v", a)
		}
	}
}
