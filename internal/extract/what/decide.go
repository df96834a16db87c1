package what

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/hidden"
	"github.com/casus-project/casus/internal/ling"
)

// Decision says of each candidate how probable it is that its words tell an event of its type: a logistic regression over
// named features, whose sum is then calibrated. It is read-only after it was read or trained.
type Decision struct {
	names     map[string]float32
	weights   map[uint64]float32
	slope     float64 // of the calibration: p = 1 / (1 + exp(-(slope*sum + shift)))
	shift     float64
	threshold float64
	salient   float64 // the threshold for what the rules alone report as what a sentence is about
	alone     float64 // the same in a text of one sentence, which has no context that would speak for it
	bonus     float64 // see rulesBonus
	net       *hidden.Net
	mix       mix
	heard     mix // of what only the sense network proposes
}

// Case is one candidate as the decision model sees it.
type Case struct {
	Candidate
	Features []Feature // filled by Cases only, as are the following
	Words    Words     // of the sentence
	Document Words
	Numbers  []float32 // see matcher.numbers
	kinds    kinds
	Spare    bool    // the rules alone would not have proposed it
	Sense    float64 // what the sense network says, in log odds
	Sensed   bool    // whether it says anything
	Heard    bool    // nothing but the sense network proposed it
}

// setting is a line of the table that is no feature.
type setting struct {
	name  string
	value *float64
}

// settings are those lines, in their order.
func (d *Decision) settings() []setting {
	return []setting{
		{"#threshold", &d.threshold},
		{"#salient", &d.salient},
		{"#alone", &d.alone},
		{"#slope", &d.slope},
		{"#shift", &d.shift},
		{"#mix own", &d.mix.own},
		{"#mix sense", &d.mix.sense},
		{"#mix shift", &d.mix.shift},
		{"#heard public", &d.heard.own},
		{"#heard sense", &d.heard.sense},
		{"#heard shift", &d.heard.shift},
	}
}

// ReadDecision reads the model: the table, one feature and its weight a line, parted by a tab, packed with gzip; and the network
// beside it, empty for a model without.
func ReadDecision(b, net []byte) (*Decision, error) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("decision model: %w", err)
	}
	d := &Decision{names: map[string]float32{}, slope: 1, threshold: 0.5, salient: 0.5, alone: 0.5, bonus: rulesBonus}
	settings := d.settings()
	sc := bufio.NewScanner(z)
	for line := 1; sc.Scan(); line++ {
		name, cell, ok := strings.Cut(sc.Text(), "\t")
		w, err := strconv.ParseFloat(cell, 64)
		if !ok || err != nil {
			return nil, fmt.Errorf("decision model, line %d: %q is no feature with a weight", line, sc.Text())
		}
		if at := slices.IndexFunc(settings, func(x setting) bool { return x.name == name }); at >= 0 {
			*settings[at].value = w
			continue
		}
		d.names[name] = float32(w)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("decision model: %w", err)
	}
	d.index()
	if len(net) == 0 {
		return d, nil
	}
	if d.net, err = hidden.Read(net); err != nil {
		return nil, fmt.Errorf("network of the decision model: %w", err)
	}
	return d, nil
}

func (d *Decision) index() {
	d.weights = make(map[uint64]float32, len(d.names))
	for name, w := range d.names {
		d.weights[hash(fnvStart, name)] = w
	}
}

// WriteNet writes the network.
func (d *Decision) WriteNet(w io.Writer) error { return d.net.Write(w) }

// Write writes the table that ReadDecision reads, features in alphabetical order.
func (d *Decision) Write(w io.Writer) error {
	b, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	for _, x := range d.settings() {
		fmt.Fprintf(b, "%s\t%s\n", x.name, strconv.FormatFloat(*x.value, 'f', 4, 64))
	}
	names := make([]string, 0, len(d.names))
	for n := range d.names {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		fmt.Fprintf(b, "%s\t%s\n", n, strconv.FormatFloat(float64(d.names[n]), 'f', 2, 64))
	}
	return b.Close()
}

// logOdds calibrates a sum of weights.
func (d *Decision) logOdds(sum float64) float64 { return d.slope*sum + d.shift }

// sigmoid turns log odds into a probability.
func sigmoid(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// Score is the probability of a case with named features.
func (d *Decision) Score(k *Case) float64 {
	public := publicFeatures(k, d.publicWords(k.Document), d.publicWords(k.Words))
	return sigmoid(d.logOdds(d.sum(slices.Concat(k.Features, public), k.Numbers)))
}

func publicFeatures(k *Case, document, sentence float64) []Feature {
	s := sink{named: true}
	s.describePublic(document, sentence, k.kinds)
	return s.names
}

// Cases lists every candidate of a text with its features, those included that nothing would report.
func (c *Coder) Cases(t *ling.Text, h Hints) []Case {
	var out []Case
	m := newMatcher(c, t, h)
	defer m.close()
	m.named = true
	document := m.wordsOf(0, len(t.Tokens))
	for s := range t.Sents {
		m.sentence(s)
		words := m.wordsOf(m.first, m.last)
		for i := range m.decided {
			m.decided[i].Words, m.decided[i].Document = words, document
		}
		out = append(out, m.decided...)
	}
	return out
}

// decide weighs all candidates of sentence s, spare ones included.
func (m *matcher) decide(s int) {
	m.decided = m.decided[:0]
	names := m.contextsOf(s)
	take := func(k *match, spare bool) {
		c := m.candidate(k, s)
		c.Contexts = names
		decided := Case{Candidate: c, Spare: spare, kinds: m.kindsOf(k), Heard: k.heard}
		if m.named {
			f := sink{named: true}
			m.describe(k, &f)
			decided.Features, decided.Numbers = f.names, slices.Clone(m.numbers(k))
			decided.Sense, decided.Sensed = m.senseOf(k)
		} else {
			decided.Confidence = m.probability(k)
			if k.heard && decided.Confidence < heardEnough {
				return
			}
		}
		m.decided = append(m.decided, decided)
	}
	both := func(k *match, spare bool) {
		take(k, spare)
		if k.turned != nil && k.turned.code != k.code {
			own := k.unturned()
			take(&own, true)
		}
	}
	for n := range m.found {
		if k := &m.found[n]; k.code != "" && !m.trapped(k) {
			both(k, false)
		}
	}
	for n := range m.spare {
		if !m.trapped(&m.spare[n]) {
			both(&m.spare[n], true)
		}
	}
}

// unturned is the match read as the deed itself: what somebody will do, or agreed to do, may be told as a deed of its own.
func (k *match) unturned() match {
	own := *k
	own.code, own.modes, own.cameo, own.verdict.axes = k.turned.code, k.turned.modes, k.turned.cameo, k.turned.axes
	own.beside, own.reverted = true, true
	return own
}

// Choose is what the model reports of cases with named features, in its own order of sentences, at another threshold than
// its own. The cases are not changed.
func (d *Decision) Choose(cases []Case, threshold float64) []Candidate {
	own := *d
	own.threshold, own.salient, own.alone = threshold, min(threshold, d.salient), min(threshold, d.alone)
	var out []Candidate
	for i := 0; i < len(cases); {
		var list []Case
		for s := cases[i].Sentence; i < len(cases) && cases[i].Sentence == s; i++ {
			if k := cases[i]; !k.Heard { // the table does not judge it
				k.Confidence = d.Score(&k)
				list = append(list, k)
			}
		}
		out = append(out, own.choose(list)...)
	}
	return out
}

// probability is that of a settled match.
func (m *matcher) probability(k *match) float64 {
	s := sink{model: m.decision, layer: m.begin(k)}
	m.describe(k, &s)
	m.describePublic(k, &s)
	if n := m.decision.net; n != nil {
		s.sum += n.Sum(s.layer)
	}
	return sigmoid(m.heard(m.decision.logOdds(s.sum), k))
}

// minSalient is the salience from which on the lower threshold holds.
const minSalient = 0.34

// What a candidate that the rules report has before one that they do not, in log odds, where both cannot stand. The context of
// a report speaks for the model; in a sentence by itself the rules know more.
const (
	rulesBonus      = 1
	rulesBonusAlone = 3
)

func (k *Case) rank(bonus float64) float64 {
	r := logit(k.Confidence)
	if k.Salience >= minSalient {
		r += bonus
	}
	return r
}

// forText is the model for a text of so many sentences.
func (d *Decision) forText(sentences int) *Decision {
	if sentences > 1 {
		return d
	}
	own := *d
	own.salient, own.bonus = d.alone, rulesBonusAlone
	return &own
}

// enough reports whether the candidate is probable enough to be reported.
func (d *Decision) enough(k *Candidate) bool {
	return k.Confidence >= d.threshold || k.Salience >= minSalient && k.Confidence >= d.salient
}

// choose keeps the candidates that are probable enough: of one word the most probable, of two of one type that share words
// the more probable. They are returned in the order of their heads.
func (d *Decision) choose(cases []Case) []Candidate {
	slices.SortStableFunc(cases, func(a, b Case) int {
		switch x, y := a.rank(d.bonus), b.rank(d.bonus); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return a.Head - b.Head
	})
	var out []Candidate
	for i := range cases {
		k := &cases[i].Candidate
		if !d.enough(k) {
			continue
		}
		at := clash(out, k)
		if at < 0 {
			k.Alternatives = nil
			out = append(out, *k)
			continue
		}
		o := &out[at]
		if k.tellsMore(o) {
			k.Salience, k.Confidence, k.Alternatives = max(o.Salience, k.Salience), max(o.Confidence, k.Confidence), o.Alternatives
			*o = *k
			continue
		}
		o.Salience = max(o.Salience, k.Salience)
		if len(o.Alternatives) < 3 && o.Type != k.Type && o.Head == k.Head {
			o.Alternatives = append(o.Alternatives, casus.Alternative{Type: k.Type, Confidence: k.Confidence, Rule: k.Rule})
		}
	}
	slices.SortStableFunc(out, func(a, b Candidate) int { return a.Head - b.Head })
	return dropResults(out)
}

// tellsMore reports whether k tells what o tells with more parties: "answered with tear gas" beside "tear gas".
func (k *Candidate) tellsMore(o *Candidate) bool {
	return k.Type == o.Type && k.Head != o.Head && k.First <= o.First && o.Last <= k.Last &&
		len(k.Actors)+len(k.Recipients) > len(o.Actors)+len(o.Recipients)
}

// clash is the kept candidate that k cannot stand beside, -1 for none.
func clash(kept []Candidate, k *Candidate) int {
	for i := range kept {
		o := &kept[i]
		if o.Head == k.Head || o.Type == k.Type && o.First < k.Last && k.First < o.Last ||
			o.Clause == k.Head || k.Clause == o.Head {
			return i
		}
	}
	return -1
}
