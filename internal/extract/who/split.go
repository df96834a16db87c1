package who

import (
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
)

// Split is the tokens of each party that a phrase names whose words share a noun: "Chilean" and "Peruvian troops" of
// "Chilean and Peruvian troops", "the ministers of Chile" and "Peru" of "the ministers of Chile and Peru". A phrase for
// one party stays whole.
func (p *Page) Split(first, last int) [][2]int {
	if parts := p.splitAdjectives(first, last); parts != nil {
		return parts
	}
	if parts := p.splitOwners(first, last); parts != nil {
		return parts
	}
	return [][2]int{{first, last}}
}

// splitAdjectives splits at adjectives of states that share the noun behind the last one.
func (p *Page) splitAdjectives(first, last int) [][2]int {
	i, _ := p.trim(first, last)
	var parts [][2]int
	seen := map[casus.Country]bool{}
	for i < last {
		c, end := p.stateOfItem(i, gazetteer.AdjectiveOf)
		if c == "" || end >= last || seen[c] {
			return nil
		}
		seen[c] = true
		if next := p.joined(end, last); next > end {
			parts = append(parts, [2]int{i, end})
			i = next
			continue
		}
		if at := p.itemAt[end]; len(parts) == 0 || at < 0 || !p.items[at].role() {
			return nil
		}
		return append(parts, [2]int{i, last})
	}
	return nil
}

// splitOwners splits at names of states behind "of" that the phrase ends with.
func (p *Page) splitOwners(first, last int) [][2]int {
	for i := first + 1; i < last; i++ {
		if !strings.EqualFold(p.word(i), "of") || p.itemAt[i-1] < 0 || !p.items[p.itemAt[i-1]].role() {
			continue
		}
		var parts [][2]int
		for from, k := first, i+1; k < last; {
			c, end := p.stateOfItem(k, gazetteer.StateEntry)
			if c == "" || end > last {
				return nil
			}
			parts = append(parts, [2]int{from, end})
			k = p.joined(end, last)
			if k == end {
				if end != last || len(parts) < 2 {
					return nil
				}
				return parts
			}
			from = k
		}
		return nil
	}
	return nil
}

// stateOfItem is the state that the item at token i names as a kind of entry, and where the item ends.
func (p *Page) stateOfItem(i int, kind gazetteer.EntryKind) (casus.Country, int) {
	at := p.itemAt[i]
	if at < 0 || p.items[at].first != i {
		return "", i
	}
	it := &p.items[at]
	if e, ok := it.has(kind); ok {
		return p.state(e, it), it.last
	}
	return "", i
}

// joined is the token behind a comma or an "and" at token i, or i.
func (p *Page) joined(i, last int) int {
	k := i
	if k < last && p.word(k) == "," {
		k++
	}
	if k < last && strings.EqualFold(p.word(k), "and") {
		k++
	}
	if k >= last {
		return i
	}
	return k
}
