package ling

// Mention is one reference to something: tokens [First, Last) with the syntactic head Head.
type Mention struct {
	First, Last, Head int
}

// Chain is a set of mentions that refer to the same person, body or place, in order of the text.
type Chain struct {
	Mentions []Mention
	Name     int        // index of the mention with the fullest name; 0 where no mention has a name
	Kind     EntityKind // NoEntity when unknown
}

type chainRef struct{ chain, mention int32 }

// LinkChains computes what ChainOf and Antecedent need; Link calls it, and whoever changes Chains afterwards.
func (t *Text) LinkChains() {
	t.chainOf = zeroed(t.chainOf, len(t.Tokens))
	t.mentions = t.mentions[:0]
	for c := range t.Chains {
		for m, mention := range t.Chains[c].Mentions {
			t.mentions = append(t.mentions, chainRef{int32(c), int32(m)})
			t.chainOf[mention.Head] = int32(len(t.mentions))
		}
	}
}

// ChainOf is the index of the chain in which token i heads a mention, -1 where there is none.
func (t *Text) ChainOf(i int) int {
	if r := t.chainOf[i]; r > 0 {
		return int(t.mentions[r-1].chain)
	}
	return -1
}

// Antecedent is the mention that says best who or what is meant by the mention headed by token i: the fullest name of
// its chain, else its first mention. ok is false where i heads no mention of a chain or is that mention itself.
func (t *Text) Antecedent(i int) (m Mention, ok bool) {
	c := t.ChainOf(i)
	if c < 0 {
		return Mention{}, false
	}
	m = t.Chains[c].Mentions[t.Chains[c].Name]
	return m, m.Head != i
}
