package fuse

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/casus-project/casus"
)

// forest is a sum of regression trees over the features of words and context (gradient boosting, Friedman 2001). Its
// sum is a log-odds.
type forest struct{ trees [][]branch }

// branch is one node of a tree: a split, or a leaf where left is 0. value is the mean answer of the pairs that came
// here, so that a split's share in an answer can be told.
type branch struct {
	feature     int
	limit       float64 // values up to it go left
	left, right int
	value       float64
}

// sum is the forest's answer. Where by is not nil, it adds each feature's share there.
func (f *forest) sum(fs *features, by *features) float64 {
	var z float64
	for _, t := range f.trees {
		i := 0
		for t[i].left != 0 {
			next := t[i].right
			if fs[t[i].feature] <= t[i].limit {
				next = t[i].left
			}
			if by != nil {
				by[t[i].feature] += t[next].value - t[i].value
			}
			i = next
		}
		z += t[i].value
	}
	return z
}

// add reads a row of trees.tsv: tree, node, feature, limit, left, right, value; rows come in order.
func (f *forest) add(r []string) error {
	var n [4]int
	for i, k := range []int{0, 1, 4, 5} {
		v, err := strconv.Atoi(r[k])
		if err != nil {
			return casus.Errorf(casus.Invalid, "%q is no number", r[k])
		}
		n[i] = v
	}
	b := branch{left: n[2], right: n[3]}
	var err error
	if b.limit, err = strconv.ParseFloat(r[3], 64); err != nil {
		return casus.Errorf(casus.Invalid, "limit %q is no number", r[3])
	}
	if b.value, err = strconv.ParseFloat(r[6], 64); err != nil {
		return casus.Errorf(casus.Invalid, "value %q is no number", r[6])
	}
	if b.left != 0 {
		if b.feature = slices.Index(featureNames[:], r[2]); b.feature < 0 {
			return casus.Errorf(casus.Invalid, "unknown feature %q", r[2])
		}
		if b.left <= n[1] || b.right <= n[1] {
			return casus.Errorf(casus.Invalid, "node %d does not come before its branches %d and %d", n[1], b.left, b.right)
		}
	}
	if n[0] == len(f.trees) {
		f.trees = append(f.trees, nil)
	}
	if n[0] != len(f.trees)-1 || n[1] != len(f.trees[n[0]]) {
		return casus.Errorf(casus.Invalid, "node %d of tree %d is out of order", n[1], n[0])
	}
	f.trees[n[0]] = append(f.trees[n[0]], b)
	return nil
}

// check wants every branch to lead somewhere.
func (f *forest) check() error {
	for i, t := range f.trees {
		for _, b := range t {
			if b.left >= len(t) || b.right >= len(t) {
				return casus.Errorf(casus.Invalid, "fusion/trees.tsv: tree %d leads to node %d of %d", i, max(b.left, b.right), len(t))
			}
		}
	}
	return nil
}

// write prints the forest as trees.tsv.
func (f *forest) write(out io.Writer) error {
	w := bufio.NewWriter(out)
	fmt.Fprintln(w, "# tree\tnode\tfeature\tlimit\tleft\tright\tvalue")
	for i, t := range f.trees {
		for j, b := range t {
			name := "-"
			if b.left != 0 {
				name = featureNames[b.feature]
			}
			fmt.Fprintf(w, "%d\t%d\t%s\t%.4f\t%d\t%d\t%.5f\n", i, j, name, b.limit, b.left, b.right, b.value)
		}
	}
	return w.Flush()
}
