package saying

// sentence is the sentence of token i, cut where the splitter missed the border of a quotation: before one that opens
// behind a full stop, and behind one that closes on a full stop.
func (p *page) sentence(i int) run {
	s := p.t.Sents[p.t.SentenceOf(i)]
	r := run{s.First, s.Last}
	for k := p.firstQuote(r.first); k < len(p.quotes) && p.quotes[k].first < r.last; k++ {
		for _, at := range []int{p.quotes[k].first, p.quotes[k].last} {
			switch {
			case !p.breaks(at, k) || at <= s.First || at >= s.Last:
			case at <= i:
				r.first = max(r.first, at)
			default:
				r.last = min(r.last, at)
			}
		}
	}
	return r
}

// breaks reports whether a sentence ends before token at, the first or the one behind the last of quotation k.
func (p *page) breaks(at, k int) bool {
	q := p.quotes[k].run
	switch at {
	case q.first:
		return at > 0 && p.stops(at-1) && (k == 0 || p.quotes[k-1].last <= at-1)
	case q.last:
		return q.last-2 > q.first && p.t.Word(q.last-2) == "."
	}
	return false
}

// stops reports whether token k is a mark that ends a sentence.
func (p *page) stops(k int) bool {
	switch p.t.Word(k) {
	case ".", "?", "!":
		return true
	}
	return false
}
