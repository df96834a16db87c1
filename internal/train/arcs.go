package train

// arcs scores every word of a sentence as the head of every other, the root as one more head.
func (n *network) arcs(t *tape, x mat, segs []int, gold []int32, weight float32, o *outcome) {
	d := t.linear(n.mlp(t, x, n.dep, n.depB, segs), n.arc, n.arcB)
	h := n.mlp(t, x, n.head, n.headB, segs)
	for s := range len(segs) - 1 {
		o.loss += n.sentenceArcs(t, d, h, segs[s], segs[s+1], gold, weight, o)
	}
}

func (n *network) sentenceArcs(t *tape, d, h mat, from, to int, gold []int32, weight float32, o *outcome) (loss float64) {
	size := to - from
	scores := t.mat(size, size+1)
	rows := make([][]float32, size+1)
	grads := make([][]float32, size+1)
	for j := range size {
		rows[j] = h.row(from + j)
		if t.learn {
			grads[j] = h.grow(from + j)
		}
	}
	rows[size], grads[size] = n.root.W, n.root.grad[t.shard]
	for i := range size {
		di, out := d.row(from+i), scores.row(i)
		for j, hj := range rows {
			out[j] = dot(di, hj)
		}
		out[i] = -1e4
		o.heads = append(o.heads, int32(argmax(out)))
		if gold[from+i] >= 0 {
			loss += t.softmaxRow(out, t.gradRow(scores, i, size+1), int(gold[from+i]), weight)
		}
	}
	t.defer_(func() {
		for i := range size {
			di, gi := d.row(from+i), d.grow(from+i)
			for j, g := range scores.grow(i) {
				if g < 1e-7 && g > -1e-7 {
					continue
				}
				hj, gj := rows[j], grads[j]
				for k := range di {
					gi[k] += g * hj[k]
					gj[k] += g * di[k]
				}
			}
		}
	})
	return loss
}

func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	for i := 0; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	return (s0 + s1) + (s2 + s3)
}
