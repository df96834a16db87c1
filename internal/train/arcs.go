package train

// arcs scores every word of a sentence as the head of every other, the root as one more head.
func (p *pass) arcs() {
	n := p.n
	d := p.t.linear(p.mlp(affine{n.dep, n.depB}), n.arc, n.arcB)
	h := p.mlp(affine{n.head, n.headB})
	for s := range len(p.segs) - 1 {
		p.sentenceArcs(d, h, p.segs[s], p.segs[s+1])
	}
}

func (p *pass) sentenceArcs(d, h mat, from, to int) {
	t, size := p.t, to-from
	scores := t.mat(size, size+1)
	rows, grads := p.headRows(h, from, to)
	for i := range size {
		di, out := d.row(from+i), scores.row(i)
		for j, hj := range rows {
			out[j] = dot(di, hj)
		}
		out[i] = -1e4
		p.heads = append(p.heads, int32(argmax(out)))
		if p.gold.heads[from+i] >= 0 {
			p.loss += t.softmaxRow(out, t.gradRow(scores, i, size+1), int(p.gold.heads[from+i]), p.weight)
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
}

// headRows are the vectors of the possible heads of a sentence and their gradients; the root comes last.
func (p *pass) headRows(h mat, from, to int) (rows, grads [][]float32) {
	for j := from; j < to; j++ {
		rows = append(rows, h.row(j))
		if p.t.learn {
			grads = append(grads, h.grow(j))
		}
	}
	return append(rows, p.n.root.W), append(grads, p.n.root.grad[p.t.shard])
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
