package what

// maxSpare is the most candidates beside the best match that one word may propose.
const maxSpare = 6

// sureStatement is the weight from which on a frame that says "a statement, no event" is surely right.
const sureStatement = 0.85

// complement takes for the best match what other full matches of the same type know better: the surest weight, and who acts
// and on whom where the best leaves that open.
func (k *match) complement(tried []match) {
	for n := range tried {
		o := &tried[n]
		if o.code != k.code || len(o.lacks) > 0 || o.frame.pos != k.frame.pos || k.code == "" {
			continue
		}
		k.weight = max(k.weight, o.weight)
		for _, f := range o.fills {
			free := !k.has(f.role) && (f.role == actor || f.role == recipient && !k.has(partner) || f.role == partner && !k.has(recipient))
			if free && !k.fillsToken(f.token) {
				k.fills = append(k.fills, f)
			}
		}
	}
}

func (k *match) fillsToken(i int) bool {
	for _, f := range k.fills {
		if f.token == i {
			return true
		}
	}
	return k.with == i
}

// spares proposes what else word i may tell: frames of another type that matched too, and frames that lack something they
// ask for. The rules alone never report them; the decision model may.
func (m *matcher) spares(i int, best *match, tried []match) {
	if best != nil && best.frame.trap != "" {
		return
	}
	var kept [maxSpare]match
	n := 0
	for t := range tried {
		k := &tried[t]
		if k.code == "" || k.frame.trap != "" || best != nil && (best.code == k.code || best.code != "" && k.forbidden()) || m.tooVague(k) {
			continue
		}
		at := n
		for at > 0 && better(k, &kept[at-1]) {
			at--
		}
		if same := sameCode(kept[:n], k); same >= 0 {
			if same >= at {
				copy(kept[at+1:same+1], kept[at:same])
				kept[at] = *k
			}
			continue
		}
		if at == maxSpare {
			continue
		}
		n = min(n+1, maxSpare)
		copy(kept[at+1:n], kept[at:n-1])
		kept[at] = *k
	}
	for s := range n {
		if best != nil {
			kept[s].beside, kept[s].bested = true, string(best.code)
			switch {
			case best.code == "" && best.frame.weight >= sureStatement:
				kept[s].bested = "sure statement"
			case best.code == "":
				kept[s].bested = "statement"
			}
		}
		m.spare = append(m.spare, kept[s])
	}
}

// forbidden reports whether the match has what its frame must not have: where another frame of the word fits, that one was meant.
func (k *match) forbidden() bool {
	for _, it := range k.lacks {
		if it.forbid {
			return true
		}
	}
	return false
}

// better reports whether a lacks less than b, or as much with the higher score.
func better(a, b *match) bool {
	if len(a.lacks) != len(b.lacks) {
		return len(a.lacks) < len(b.lacks)
	}
	return a.score > b.score
}

func sameCode(list []match, k *match) int {
	for n := range list {
		if list[n].code == k.code {
			return n
		}
	}
	return -1
}

// settleSpares judges and weighs the spare candidates as if each stood alone.
func (m *matcher) settleSpares() {
	for n := range m.spare {
		k := &m.spare[n]
		m.judge(k)
		if k.view.change != "" {
			m.turn(k, k.view.change)
		}
		m.change(k)
		m.background(k)
		m.weigh(k)
	}
}

// tooVague reports whether the match lacks what alone would tell in which of its many senses the word stands: "use" without a
// weapon, "hold" without somebody held. Who does it may be missing where something else settles the sense.
func (m *matcher) tooVague(k *match) bool {
	if len(k.lacks) == 0 || !m.c.lex.vague[posNames[k.frame.pos]+" "+k.frame.trigger] {
		return false
	}
	if len(k.lacks) > 1 || k.lacks[0].slots[0].kind != slotSubj {
		return true
	}
	for n := range k.frame.items {
		if it := &k.frame.items[n]; it.require && it != k.lacks[0] && (it.class != 0 || it.words != nil) {
			return false
		}
	}
	return true
}
