package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/casus-project/casus/internal/ling"
	"github.com/casus-project/casus/internal/ling/conllu"
)

// AntecedentOptions name the data and the engine.
type AntecedentOptions struct {
	Paths    []string // CoNLL-U with GUM's Entity annotation
	Analyser ling.GivenAnalyser
}

// Antecedents scores coreference on GUM's entity chains of persons, organisations and places, on given tokens: of the
// third-person pronouns, definite descriptions and names that are not the first mention of their chain, the share that casus
// leads back to an earlier mention of the same chain ("accuracy"), the share of casus's links that are right ("precision"),
// and accuracy for pronouns and for the rest. N is the number of such mentions.
func Antecedents(o AntecedentOptions) (Result, error) {
	files, err := parseFiles(o.Paths, ".conllu")
	if err != nil {
		return Result{}, fmt.Errorf("score coreference: %w", err)
	}
	var c linkCounts
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			return Result{}, fmt.Errorf("score coreference: %w", err)
		}
		docs, err := conllu.Read(filepath.Base(path), f)
		f.Close()
		if err != nil {
			return Result{}, fmt.Errorf("score coreference: %w", err)
		}
		for _, d := range docs {
			entities := conllu.Entities(d)
			gold := headGroups(d.Text, entities)
			if err := o.Analyser.AnalyseGiven(d.Text); err != nil {
				return Result{}, fmt.Errorf("score coreference %s: %w", path, err)
			}
			c.document(d.Text, gold)
		}
	}
	return Result{Task: "antecedents", Data: strings.Join(o.Paths, " "), N: c.all, Scores: map[string]float64{
		"accuracy": parseShare(c.right, c.all), "precision": parseShare(c.right, c.linked),
		"pronouns": parseShare(c.rightPron, c.pron), "others": parseShare(c.right-c.rightPron, c.all-c.pron),
	}}, nil
}

// headGroups gives for each token that heads a person, organisation or place its chain and whether it begins it. Heads are
// those of the gold tree, which must still be in t.
func headGroups(t *ling.Text, entities []conllu.Entity) map[int]goldMention {
	out := map[int]goldMention{}
	first := map[string]int{}
	for _, e := range entities {
		if e.Type != "person" && e.Type != "organization" && e.Type != "place" {
			continue
		}
		for i := e.First; i < e.Last; i++ {
			if h := t.Head(i); h < e.First || h >= e.Last {
				out[i] = goldMention{group: e.Group}
				if f, ok := first[e.Group]; !ok || i < f {
					first[e.Group] = i
				}
				break
			}
		}
	}
	for i, g := range out {
		g.begins = first[g.group] == i
		g.form = t.Tokens[i].UPOS
		g.definite = definiteAt(t, i)
		out[i] = g
	}
	return out
}

type goldMention struct {
	group    string
	begins   bool
	definite bool
	form     ling.POS
}

func definiteAt(t *ling.Text, i int) bool {
	d := t.ChildBy(i, ling.Det)
	return d >= 0 && strings.EqualFold(t.Word(d), "the")
}

type linkCounts struct{ all, right, linked, pron, rightPron int }

func (c *linkCounts) document(t *ling.Text, gold map[int]goldMention) {
	for i := range t.Tokens {
		g, ok := gold[i]
		third := ok && g.form == ling.PRON && strings.ContainsAny(strings.ToLower(t.Word(i)[:1]), "hsti")
		third = third && strings.Contains(" he him his she her hers it its they them their himself herself itself themselves ",
			" "+strings.ToLower(t.Word(i))+" ")
		wanted := ok && !g.begins && (third || g.form == ling.PROPN || g.form == ling.NOUN && g.definite)
		chain := t.ChainOf(i)
		linked := chain >= 0 && t.Chains[chain].Mentions[0].Head != i
		right := linked && ok && sameGroup(t, chain, i, gold)
		c.linked += parseHit(linked && ok)
		if !wanted {
			c.linked -= parseHit(linked && ok && !wanted)
			continue
		}
		c.all++
		c.right += parseHit(right)
		if g.form == ling.PRON {
			c.pron++
			c.rightPron += parseHit(right)
		}
	}
}

// sameGroup reports whether the nearest earlier mention of the chain that gold knows belongs to the group of
// token i.
func sameGroup(t *ling.Text, chain, i int, gold map[int]goldMention) bool {
	found := false
	for _, m := range t.Chains[chain].Mentions {
		if m.Head >= i {
			break
		}
		if g, ok := gold[m.Head]; ok {
			found = g.group == gold[i].group
		}
	}
	return found
}
