package fuse

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/casus-project/casus"
)

// lesson calls mentions with the same word one happening, which the forest has to find out.
func lesson() Lesson {
	pages := synthetic(60, 9)
	word := map[casus.MentionID]string{}
	for _, p := range pages {
		for _, m := range p.Mentions {
			word[m.ID] = m.Lemma
		}
	}
	all := make([]int, len(pages))
	for i := range all {
		all[i] = i
	}
	return Lesson{
		Pages: pages, Groups: [][]int{all[:30], all[30:]},
		Chain: func(id casus.MentionID) string { return word[id] },
		Topic: func(id casus.DocID) string { return string(id[len(id)-2:]) },
	}
}

func TestLearn(t *testing.T) {
	l := lesson()
	learned := embedded().Learn(l, Growing{Trees: 12, Depth: 2})
	es := learned.evidenceOf(l.Pages, l.Groups[0])
	right, wrong := 0, 0
	for i, a := range es {
		for _, b := range es[:i] {
			f := learned.compare(a, b)
			if (learned.model.forest.sum(&f, nil) > 0) == (l.Chain(a.id) == l.Chain(b.id)) {
				right++
			} else {
				wrong++
			}
		}
	}
	if wrong*20 > right {
		t.Errorf("%d pairs right, %d wrong", right, wrong)
	}
}

func TestForestIsTheSameAfterReading(t *testing.T) {
	l := lesson()
	learned := embedded().Learn(l, Growing{Trees: 5, Depth: 3})
	var first, second bytes.Buffer
	if err := learned.WriteForest(&first); err != nil {
		t.Fatal(err)
	}
	var read forest
	for _, line := range strings.Split(strings.TrimSpace(first.String()), "\n")[1:] {
		if err := read.add(strings.Split(line, "\t")); err != nil {
			t.Fatal(err)
		}
	}
	if err := read.check(); err != nil {
		t.Fatal(err)
	}
	if err := read.write(&second); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(first.String(), second.String()); d != "" {
		t.Error(d)
	}
}

func TestForestRefusesBadRows(t *testing.T) {
	for _, row := range []string{
		"0\t0\tno_such\t0.5\t1\t2\t0", "0\t0\thead_same\tx\t1\t2\t0", "0\t1\t-\t0\t0\t0\t0", "0\t0\thead_same\t0.5\t0\t2\tx", "a\t0\t-\t0\t0\t0\t0",
	} {
		var f forest
		if err := f.add(strings.Split(row, "\t")); err == nil {
			t.Errorf("row %q was taken", row)
		}
	}
}

func TestSharesAddUp(t *testing.T) {
	tb := embedded()
	pages := launches(t)
	es := tb.evidenceOf(pages, []int{0, 1})
	f := tb.compare(es[0], es[2])
	var by features
	z := tb.model.forest.sum(&f, &by)
	var start, sum float64
	for _, tree := range tb.model.forest.trees {
		start += tree[0].value
	}
	for _, v := range by {
		sum += v
	}
	if d := z - start - sum; d > 1e-6 || d < -1e-6 {
		t.Errorf("the shares add up to %v, the answer is %v from %v", sum, z, start)
	}
}
