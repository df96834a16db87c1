package fuse

import (
	"math"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// The features of a pair of mentions. Each is a number from 0 to 1 and stands in weights.tsv under the name given in
// featureNames.
const (
	fHeadSame = iota
	fHeadKin
	fHeadSyn
	fHeadNear
	fHeadAbove
	fHeadHigher
	fHeadSibling
	fHeadVector // likeness of the company that the heads keep, -1 where one is not known
	fOther
	fInitials
	fPairRate
	fPairSeen
	fEarly
	fHeadRare
	fHeadPlain // the heads meet, but in a word that is everywhere
	fTrigger
	fCrossWord
	fActors
	fObjects
	fParties
	fActorsApart
	fObjectsApart
	fSentence
	fDocument
	fSameDoc
	fSameSentence
	fNames
	fNumbers
	fNumbersApart
	fHeadDoc
	fHeadSent
	fHeadParties
	nLearned // the features above are learned, those below are set by hand
)

const (
	fTypeSame = iota + nLearned
	fTypeRelated
	fTypeApart
	fModeApart
	fActorID
	fActorCountry
	fActorClash
	fObjectID
	fObjectCountry
	fObjectClash
	fSwapped
	fDaySame
	fDayNear
	fDayApart
	fToldLater
	fPlaceSame
	fPlaceNear
	fPlaceCoarse
	fPlaceApart
	fDenial
	fVague
	fOtherVoice
	fSource
	fSides
	nFeatures
)

var featureNames = [nFeatures]string{
	"head_same", "head_kin", "head_synonym", "head_near", "head_above", "head_higher", "head_sibling", "head_vector", "other_word",
	"initials", "pair_rate", "pair_seen", "early", "head_rare", "head_plain", "trigger", "cross_word",
	"actors", "objects", "parties", "actors_apart", "objects_apart", "sentence", "document", "same_document",
	"same_sentence", "names", "numbers", "numbers_apart", "head_document", "head_sentence", "head_parties",
	"type_same", "type_related", "type_apart", "mode_apart",
	"actor_id", "actor_country", "actor_clash", "object_id", "object_country", "object_clash", "swapped",
	"day_same", "day_near", "day_apart", "told_later", "place_same", "place_near", "place_coarse", "place_apart", "denial", "vague",
	"other_voice", "source", "sides",
}

// features of a pair.
type features [nFeatures]float64

// bareLike is the likeness that two reports must have for a mention that names neither party nor place to be of an event
// of the other.
const (
	bareLike  = 0.2
	storyLike = 0.25 // likeness of reports of one story, in which parties of one country identify a deed
	sameCast  = 0.8
)

// compare fills the features of two mentions. It is symmetric.
func (t *Tables) compare(a, b *evidence) features {
	var f features
	t.compareHeads(&f, a, b)
	t.compareContext(&f, a, b)
	t.compareWords(&f, a, b)
	t.compareTypes(&f, a, b)
	compareParties(&f, a, b)
	compareTimes(&f, a, b)
	comparePlaces(&f, a, b)
	// "No soldier was killed" is about other deaths than "twelve were killed", unless the same are meant.
	agreed := f[fObjects]+f[fObjectID] > 0 || f[fActorID] > 0 && f[fObjectsApart] == 0
	f[fSides] = bit(sidesMeet(&f, a, b))
	f[fDenial] = bit(a.negative != b.negative && !agreed)
	f[fVague] = bit(vague(&f, a, b))
	f[fOtherVoice] = bit(t.spoken[a.typ] && t.spoken[b.typ] && f[fActorsApart] > 0 && f[fActorID] == 0)
	f[fSource] = bit(a.in != b.in && a.source != "" && a.source == b.source && f[fTypeSame] > 0 && f[fHeadSame]+f[fHeadKin] > 0)
	head := max(f[fHeadSame], f[fHeadKin], 0.7*f[fHeadSyn], 0.5*f[fHeadNear], 0.4*f[fOther])
	f[fHeadDoc] = head * f[fDocument]
	f[fHeadSent] = head * f[fSentence]
	f[fHeadParties] = head * f[fParties]
	return f
}

func (t *Tables) compareHeads(f *features, a, b *evidence) {
	rare := min(1, float64(max(t.rarity(a.head), t.rarity(b.head)))/8)
	kinship(f, a, b)
	if f[fHeadSame]+f[fHeadKin] == 0 && t.oneDeed(a, b) {
		f[fHeadKin] = 1
	}
	if f[fHeadSame]+f[fHeadKin] > 0 {
		f[fHeadRare] = rare
		f[fHeadPlain] = 1 - rare
	} else {
		f[fOther] = othersMeet(a, b)
		if a.short != "" && abbreviates(a.short, b.letters) || b.short != "" && abbreviates(b.short, a.letters) {
			f[fInitials] = 1
		}
	}
	f[fHeadVector] = company(a.company, b.company)
	both, small, _ := shared(a.trigger, b.trigger, t.rarity)
	if small > 0 {
		f[fTrigger] = both / small
	}
	if f[fHeadSame]+f[fHeadKin] == 0 && (has(a.sent, b.head) || has(b.sent, a.head)) {
		f[fCrossWord] = 1
	}
	f[fPairRate] = -1
	if p, ok := t.pairs[pairKey(a.head, b.head)]; ok && !t.oneDeed(a, b) {
		f[fPairRate], f[fPairSeen] = float64(p.rate), float64(p.seen)/float64(p.seen+2)
	}
	f[fEarly] = 1 / float64(1+max(a.inSent, b.inSent))
}

// kinship says how the heads of two triggers are related in WordNet.
func kinship(f *features, a, b *evidence) {
	x, y := &a.kin, &b.kin
	switch {
	case a.head == b.head:
		f[fHeadSame] = 1
		return
	case meet(x.roots, y.roots) || stemsMeet(a.lemma, b.lemma):
		f[fHeadKin] = 1
		return
	}
	f[fHeadSyn] = bit(meet(x.senses, y.senses))
	f[fHeadNear] = bit(meet(x.senses, y.near) || meet(x.near, y.senses))
	f[fHeadAbove] = bit(meet(x.senses, y.above) || meet(x.above, y.senses))
	f[fHeadHigher] = bit(meet(x.senses, y.higher) || meet(x.higher, y.senses))
	f[fHeadSibling] = bit(meet(x.above, y.above))
}

func bit(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// othersMeet is how closely any word of one trigger is related to any of the other: "opened fire" and "fired".
func othersMeet(a, b *evidence) float64 {
	if len(a.others)+len(b.others) == 0 {
		return 0
	}
	best := 0.0
	for _, x := range append([]kin{a.kin}, a.others...) {
		for _, y := range append([]kin{b.kin}, b.others...) {
			switch {
			case meet(x.roots, y.roots):
				return 1
			case meet(x.senses, y.senses):
				best = max(best, 0.8)
			case meet(x.senses, y.near) || meet(x.near, y.senses):
				best = max(best, 0.5)
			}
		}
	}
	return best
}

// abbreviates reports whether an abbreviation stands for words with these first letters, one small word left out.
func abbreviates(short, letters string) bool {
	if len(short) < 2 || len(letters) < len(short) || len(letters) > len(short)+1 || short[0] != letters[0] {
		return false
	}
	i := 0
	for j := 0; j < len(letters) && i < len(short); j++ {
		if letters[j] == short[i] {
			i++
		}
	}
	return i == len(short)
}

// stemsMeet reports whether two lemmas begin alike for most of their length, as "explode" and "explosion" do.
func stemsMeet(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= 5 && n*10 >= 6*max(len(a), len(b))
}

func has(v Vector, h uint32) bool {
	_, ok := slices.BinarySearchFunc(v, h, func(t Term, h uint32) int { return cmpInt(int64(t.Hash), int64(h)) })
	return ok
}

func (t *Tables) compareContext(f *features, a, b *evidence) {
	f[fSentence] = a.sent.Cosine(b.sent)
	if a.in == b.in {
		f[fSameDoc], f[fDocument] = 1, 1
		if a.inSent == b.inSent {
			f[fSameSentence], f[fSentence] = 1, 1
		}
		return
	}
	f[fDocument] = a.in.vec.Cosine(b.in.vec)
}

// compareWords compares the parties' words, names and numbers.
func (t *Tables) compareWords(f *features, a, b *evidence) {
	aw, bw := wordsOf(a.actors), wordsOf(b.actors)
	ao, bo := wordsOf(a.objects), wordsOf(b.objects)
	f[fActors], f[fActorsApart] = t.overlap(aw, bw)
	f[fObjects], f[fObjectsApart] = t.overlap(ao, bo)
	f[fParties], _ = t.overlap(sorted(slices.Concat(aw, ao)), sorted(slices.Concat(bw, bo)))
	if a.in == b.in && a.inSent == b.inSent {
		return
	}
	both, small, _ := shared(a.names, b.names, t.rarity)
	if small > 0 {
		f[fNames] = both / small
	}
	one := func(uint32) float32 { return 1 }
	both, small, _ = shared(a.numbers, b.numbers, one)
	if small > 0 {
		f[fNumbers], f[fNumbersApart] = both/small, 1-both/small
	}
}

// overlap is the shared weight of two word lists over the smaller one's, and 1 where both are there and share nothing.
func (t *Tables) overlap(a, b []uint32) (shares, apart float64) {
	both, small, _ := shared(a, b, t.rarity)
	if small == 0 {
		return 0, 0
	}
	if both == 0 {
		return 0, 1
	}
	return both / small, 0
}

func wordsOf(ps []party) []uint32 {
	if len(ps) == 1 {
		return ps[0].words
	}
	var out []uint32
	for _, p := range ps {
		out = append(out, p.words...)
	}
	return sorted(out)
}

func (t *Tables) compareTypes(f *features, a, b *evidence) {
	if a.typ == "" || b.typ == "" {
		return
	}
	if a.typ == b.typ {
		f[fTypeSame] = 1
		apart := len(a.modes) > 0 && len(b.modes) > 0 && !slices.ContainsFunc(a.modes, func(m string) bool { return slices.Contains(b.modes, m) })
		f[fModeApart] = bit(apart)
		return
	}
	if f[fTypeRelated] = t.related[[2]casus.Code{a.typ, b.typ}]; f[fTypeRelated] == 0 {
		f[fTypeApart] = 1
	}
}

// compareParties compares resolved actors. Nothing known on a side is no evidence.
func compareParties(f *features, a, b *evidence) {
	f[fActorID], f[fActorCountry], f[fActorClash] = partiesMatch(a.actors, b.actors)
	f[fObjectID], f[fObjectCountry], f[fObjectClash] = partiesMatch(a.objects, b.objects)
	if f[fActorClash] > 0 && f[fObjectClash] > 0 {
		id1, c1, _ := partiesMatch(a.actors, b.objects)
		id2, c2, _ := partiesMatch(a.objects, b.actors)
		if id1+c1 > 0 && id2+c2 > 0 {
			f[fSwapped], f[fActorClash], f[fObjectClash] = 1, 0, 0
		}
	}
}

// partiesMatch compares two lists of parties: the best pair counts. Two organs of one state share their country.
func partiesMatch(a, b []party) (id, country, clash float64) {
	known := false
	for i := range a {
		for j := range b {
			if a[i].country == "" && a[i].id == "" || b[j].country == "" && b[j].id == "" {
				continue
			}
			known = known || !a[i].guess && !b[j].guess // a guess contradicts nobody
			switch {
			case a[i].id != "" && a[i].id == b[j].id:
				return 1, 0, 0
			case a[i].country != "" && a[i].country == b[j].country:
				country = max(country, sectorsMatch(a[i].sectors, b[j].sectors))
			}
		}
	}
	if known && country == 0 {
		clash = 1
	}
	return 0, country, clash
}

// sectorsMatch says how far two parties of one country can be the same.
func sectorsMatch(a, b []casus.Sector) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0.8
	}
	for _, s := range a {
		if slices.Contains(b, s) {
			return 1
		}
	}
	return 0.5
}

func compareTimes(f *features, a, b *evidence) {
	switch {
	case a.from > 0 && b.from > 0:
		gap := max(a.from-b.until, b.from-a.until)
		switch {
		case gap <= 0 && max(a.until-a.from, b.until-b.from) <= 1:
			f[fDaySame] = 1
		case gap <= 0:
			f[fDayNear] = 1
		case gap == 1:
			f[fDayNear] = 0.3
		default:
			f[fDayApart] = min(1, 0.5+float64(gap)/8)
		}
	case a.from > 0:
		toldLater(f, a, b)
	case b.from > 0:
		toldLater(f, b, a)
	case a.anchor > 0 && b.anchor > 0:
		gap := max(a.anchor-b.anchor, b.anchor-a.anchor)
		f[fDayNear] = max(0, 0.6-0.2*float64(gap))
		f[fToldLater] = min(1, max(0, float64(gap-2)/7))
	}
}

// toldLater compares a dated mention with one of which only the day of publication is known.
func toldLater(f *features, dated, other *evidence) {
	if other.in.day == 0 {
		return
	}
	switch late := other.in.day - dated.until; {
	case late >= 0 && late <= 2:
		f[fDayNear] = 1 - 0.3*float64(late)
	case late < 0:
		f[fDayApart] = min(1, 0.3+float64(-late)/8)
	case other.back:
		f[fToldLater] = min(0.5, float64(late-2)/14)
	default:
		f[fToldLater] = min(1, float64(late-2)/7)
	}
}

func comparePlaces(f *features, a, b *evidence) {
	p, q := &a.place, &b.place
	switch {
	case len(p.words) == 0 && p.id == "" || len(q.words) == 0 && q.id == "":
	case p.id != "" && p.id == q.id || meet(p.words, q.words):
		if p.coarse || q.coarse {
			f[fPlaceCoarse] = 1
		} else {
			f[fPlaceSame] = 1
		}
	case p.located && q.located && !p.coarse && !q.coarse:
		gap := kilometres(p, q) - p.radius - q.radius
		f[fPlaceNear] = max(0, 1-max(0, gap)/100)
		f[fPlaceApart] = min(1, max(0, gap-100)/400)
	case p.country != "" && p.country == q.country:
		f[fPlaceCoarse] = 1
	case p.country != "" && q.country != "":
		f[fPlaceApart] = 1
	}
}

// kilometres between two places on a sphere (haversine).
func kilometres(p, q *place) float64 {
	rad := math.Pi / 180
	s := math.Sin((q.lat - p.lat) * rad / 2)
	u := math.Sin((q.lon - p.lon) * rad / 2)
	h := s*s + math.Cos(p.lat*rad)*math.Cos(q.lat*rad)*u*u
	return 2 * 6371 * math.Asin(math.Sqrt(min(1, h)))
}

// explain names the evidence of a pair in words, strongest first.
func (f *features) explain(w *model) string {
	type part struct {
		name string
		by   float64
	}
	var parts []part
	for i, by := range w.shares(f) {
		if math.Abs(by) >= 0.15 {
			parts = append(parts, part{w.describe(f, i), by})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmpFloat(math.Abs(b.by), math.Abs(a.by)) })
	var yes, no []string
	for _, p := range parts {
		if p.by > 0 && len(yes) < 5 {
			yes = append(yes, p.name)
		}
		if p.by < 0 && len(no) < 4 {
			no = append(no, p.name)
		}
	}
	s := "for: " + strings.Join(yes, ", ")
	if len(no) > 0 {
		s += "; against: " + strings.Join(no, ", ")
	}
	return s
}

// describe names a feature for a reader: what is there, or that it is missing.
func (*model) describe(f *features, i int) string {
	name := featureWords[i]
	if f[i] == 0 {
		return "no " + name
	}
	return name
}

// featureWords say in words what each feature is evidence of.
var featureWords = [nFeatures]string{
	"same word for it", "kin word for it", "word of the same meaning", "word of near meaning", "broader word",
	"much broader word", "words of one kind", "words that keep the same company", "word in common in what tells it", "abbreviation of the other's words",
	"words that name one happening in other stories", "words met together in other stories", "place at the head of the report",
	"rare word in common", "everyday word in common", "words in common in what tells it", "word of the one told by the other",
	"words in common for who acts", "words in common for who is acted upon", "parties in common", "other words for who acts",
	"other words for who is acted upon", "likeness of the sentences", "likeness of the reports", "same report",
	"same sentence", "names in common", "numbers in common", "other numbers", "same word in like reports",
	"same word in like sentences", "same word for the same parties",
	"same kind of event", "kinds of event that go together", "kinds of event that do not go together", "other manner",
	"same actor", "actors of one country", "actors of different countries", "same recipient", "recipients of one country",
	"recipients of different countries", "sides exchanged", "same day", "near days", "different days", "told much later",
	"same place", "near places", "same country", "different places",
	"one says that it did not happen, of others", "nothing that identifies it", "another speaker", "told by the same source in the same word",
	"kinds by which two sides call one deed",
}
