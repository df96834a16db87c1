package choice

import (
	"maps"
	"math"
	"slices"
)

// Lesson is one event with its options and which of them are right; none need be.
type Lesson struct {
	Options []Option
	Right   []bool
}

// Learning says how weights are learned.
type Learning struct {
	Kinds []Kind  // in the order in which they are asked
	Ridge float64 // 0 is 5
	Rare  int     // features that fewer options have are left out; 0 is 10
}

// Kind is a kind of options, and how likely one must be to be chosen.
type Kind struct {
	Name  string
	Least float64
}

// Learn fits the weights: a logistic regression with a ridge for each kind. The same lessons in the same order give the same table.
func Learn(lessons []Lesson, o Learning) *Table {
	if o.Ridge == 0 {
		o.Ridge = 5
	}
	if o.Rare == 0 {
		o.Rare = 10
	}
	t := &Table{}
	for _, k := range o.Kinds {
		var rows []Features
		var right []bool
		for i := range lessons {
			for j := range lessons[i].Options {
				if opt := &lessons[i].Options[j]; opt.Kind == k.Name {
					rows = append(rows, opt.Features)
					right = append(right, lessons[i].Right[j])
				}
			}
		}
		t.kinds = append(t.kinds, kind{name: k.Name, least: k.Least, weights: fit(rows, right, o)})
	}
	return t
}

// fit is a logistic regression by Newton's method, its shift under cellShift.
func fit(rows []Features, right []bool, o Learning) map[string]float64 {
	seen := map[string]int{}
	for _, r := range rows {
		for _, f := range r {
			seen[f.Name]++
		}
	}
	names := []string{cellShift}
	for _, n := range slices.Sorted(maps.Keys(seen)) {
		if seen[n] >= o.Rare {
			names = append(names, n)
		}
	}
	index := make(map[string]int, len(names))
	for i, n := range names {
		index[n] = i
	}
	coded := make([]sparse, len(rows))
	for i, r := range rows {
		coded[i] = append(coded[i], cell{0, 1})
		for _, f := range r {
			if k, ok := index[f.Name]; ok {
				coded[i] = append(coded[i], cell{k, f.Value})
			}
		}
	}
	w := make([]float64, len(names))
	for range newtonSteps {
		step(w, coded, right, o.Ridge)
	}
	out := make(map[string]float64, len(names))
	for i, n := range names {
		out[n] = w[i]
	}
	return out
}

// newtonSteps is after how many steps nothing moves any more.
const newtonSteps = 12

type cell struct {
	at int
	v  float64
}

type sparse []cell

// step is one step of Newton's method; the shift has no ridge.
func step(w []float64, rows []sparse, right []bool, ridge float64) {
	n := len(w)
	h, g := make([][]float64, n), make([]float64, n)
	for i := range h {
		h[i] = make([]float64, n)
		if i > 0 {
			h[i][i], g[i] = ridge, -ridge*w[i]
		} else {
			h[i][i] = 1e-6
		}
	}
	for r, row := range rows {
		sum := 0.0
		for _, c := range row {
			sum += w[c.at] * c.v
		}
		p := 1 / (1 + math.Exp(-sum))
		e := -p
		if right[r] {
			e++
		}
		for _, c := range row {
			g[c.at] += e * c.v
			for _, d := range row {
				h[c.at][d.at] += p * (1 - p) * c.v * d.v
			}
		}
	}
	for i, d := range solve(h, g) {
		w[i] += d
	}
}

// solve is the solution of a system with a positive definite matrix, by Cholesky; the matrix is used up.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		for j := range i + 1 {
			s := a[i][j]
			for k := range j {
				s -= a[i][k] * a[j][k]
			}
			if i == j {
				a[i][i] = math.Sqrt(max(s, 1e-12))
			} else {
				a[i][j] = s / a[j][j]
			}
		}
	}
	x := slices.Clone(b)
	for i := range n {
		for k := range i {
			x[i] -= a[i][k] * x[k]
		}
		x[i] /= a[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			x[i] -= a[k][i] * x[k]
		}
		x[i] /= a[i][i]
	}
	return x
}
