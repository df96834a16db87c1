package fuse

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
)

// common is the rarity below which a word says nothing about which happening is meant.
const common = 2.0

// unknownTime marks an order without a publication time: it sorts after all others.
const unknownTime = math.MaxInt64

// order is the canonical order of mentions: publication time, document, offset, type. It decides which mention names
// an event, whatever the order of arrival.
type order struct {
	at   int64
	doc  casus.DocID
	off  int
	code casus.Code
}

func (o order) compare(p order) int {
	switch {
	case o.at != p.at:
		return cmpInt(o.at, p.at)
	case o.doc != p.doc:
		return strings.Compare(string(o.doc), string(p.doc))
	case o.off != p.off:
		return cmpInt(int64(o.off), int64(p.off))
	}
	return strings.Compare(string(o.code), string(p.code))
}

func cmpInt(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// world says in which world a mention's happening takes place; only the same worlds merge.
type world uint8

const (
	actual   world = iota // realised, or planned and so expected to be
	foreseen              // predicted
	supposed              // hypothetical
	asked                 // demanded
)

// report is what fusion keeps of a document.
type report struct {
	doc    casus.Document // without its text
	at     int64          // publication, Unix seconds
	day    int32          // publication day since 1970, 0 when unknown
	vec    Vector
	sketch []uint64 // MinHash signature of the text
	text   int32    // component of near copies
}

// evidence is everything that fusion compares about one mention.
type evidence struct {
	id       casus.MentionID
	key      order
	in       *report
	typ      casus.Code
	about    casus.Code // what it speaks of: the type that is agreed, promised, called off or condemned, else its own
	modes    []string
	world    world
	back     bool // told as back-story
	negative bool
	source   casus.ActorID // who says so, where known
	sides    []string      // classes of deeds that others call by another kind
	harm     bool          // what a deed did to people, not the deed
	bare     bool          // names neither a party nor a place nor a day
	lemma    string
	head     uint32
	kin      kin
	company  *direction // the head's distributional vector
	trigger  []uint32
	others   []kin  // of the trigger's other words
	short    string // the trigger, where it is an abbreviation
	letters  string // first letters of the trigger's words
	actors   []party
	objects  []party
	place    place
	from     int32 // first day, 0 when unknown
	until    int32
	anchor   int32 // the day under which the mention is filed
	sent     Vector
	names    []uint32
	numbers  []uint32
	inSent   int
	span     casus.Span
}

// party is one actor or recipient as fusion compares it.
type party struct {
	id      casus.ActorID
	country casus.Country
	guess   bool // the country is taken from the text around
	many    bool // more than one, by the words
	sectors []casus.Sector
	words   []uint32 // stems that are not common
	rare    float32  // sum of their rarity
}

// place is where a mention says that it happened.
type place struct {
	id      string
	country casus.Country
	coarse  bool // no finer than a country
	lat     float64
	lon     float64
	radius  float64
	located bool
	words   []uint32
}

// newReport reads the document's words once.
func newReport(t *Tables, d *casus.Document) (*report, []word) {
	ws := words(d.Text)
	r := &report{doc: *d, at: unknownTime}
	r.doc.Text = ""
	if !d.Published.IsZero() {
		r.at = d.Published.Unix()
		r.day = dayOf(d.Published.Format(time.DateOnly))
	}
	r.vec = t.topic(append(words(d.Title), ws...))
	r.sketch = sketch(ws)
	return r, ws
}

// dayOf is the number of days from 1970 to a local date or date-time, or 0.
func dayOf(s string) int32 {
	if len(s) < 10 {
		return 0
	}
	d, err := time.Parse(time.DateOnly, s[:10])
	if err != nil {
		return 0
	}
	return int32(d.Unix() / 86400)
}

// newEvidence gathers what m says. ws are the words of its document.
func (t *Tables) newEvidence(r *report, m *casus.Mention, ws []word) *evidence {
	e := &evidence{
		id: m.ID, in: r, typ: m.Type, lemma: strings.ToLower(m.Lemma), span: m.Trigger, inSent: m.SentenceIndex,
		key:  order{at: r.at, doc: r.doc.ID, off: m.Trigger.Start, code: m.Type},
		back: m.Background == casus.Historical, modes: m.Modes, negative: m.Polarity == casus.Negative,
	}
	e.about = cmp.Or(m.Foreseen, m.Type)
	if m.Modality == casus.Planned { // who condemns a raid raids nobody
		e.typ = e.about
	}
	if m.Attribution != nil && m.Attribution.Speaker != nil {
		e.source = m.Attribution.Speaker.Actor.ID
	}
	e.sides, e.harm = t.sidesOf(e), t.harms[e.lemma]
	e.world = worldOf(m.Axes)
	in := within(ws, m.Sentence)
	e.readTrigger(t, within(ws, m.Trigger))
	e.sent = t.vector(in, sentTerms)
	for _, w := range in {
		if w.name {
			e.names = append(e.names, w.hash)
		}
		if w.stem[0] >= '0' && w.stem[0] <= '9' {
			e.numbers = append(e.numbers, w.hash)
		}
	}
	e.names, e.numbers = sorted(e.names), sorted(e.numbers)
	for _, p := range m.Actors {
		e.actors = append(e.actors, t.party(spokenFor(&p, m)))
	}
	for _, p := range m.Recipients {
		e.objects = append(e.objects, t.party(spokenFor(&p, m)))
	}
	e.place = t.place(m.Place)
	e.readTime(m.Time)
	e.bare = len(e.partyKeys(e.actors))+len(e.partyKeys(e.objects)) == 0 && e.place.country == "" && e.place.id == ""
	return e
}

// spokenFor puts the speaker in the place of "I" and "me".
func spokenFor(p *casus.Party, m *casus.Mention) *casus.Party {
	if m.Attribution == nil || m.Attribution.Speaker == nil {
		return p
	}
	switch strings.ToLower(p.Text) {
	case "i", "me", "we", "us", "myself":
		return &casus.Party{Text: p.Text, Actor: m.Attribution.Speaker.Actor}
	}
	return p
}

// sidesOf are the classes of deeds that a mention's kind belongs to.
func (t *Tables) sidesOf(e *evidence) []string {
	var out []string
	if c := t.sides[sideKey{e.typ, ""}]; c != "" {
		out = append(out, c)
	}
	for _, m := range e.modes {
		if c := t.sides[sideKey{e.typ, m}]; c != "" {
			out = append(out, c)
		}
	}
	return out
}

func worldOf(a casus.Axes) world {
	switch a.Modality {
	case casus.Foreseen:
		return foreseen
	case casus.Hypothetical:
		return supposed
	case casus.Requested:
		return asked
	}
	return actual
}

// within are the words inside span.
func within(ws []word, s casus.Span) []word {
	i, _ := slices.BinarySearchFunc(ws, s.Start, func(w word, at int) int { return w.start - at })
	j := i
	for j < len(ws) && ws[j].end <= s.End {
		j++
	}
	return ws[i:j]
}

func (e *evidence) readTrigger(t *Tables, ws []word) {
	if e.lemma == "" && len(ws) > 0 {
		e.lemma = ws[len(ws)-1].stem
	}
	e.head = hash32(stem(e.lemma))
	e.kin = t.kin[e.lemma]
	if e.kin.roots == nil {
		e.kin.roots = []uint32{hash32(e.lemma)}
	}
	e.company = t.company[e.lemma]
	for _, w := range ws {
		if t.rarity(w.hash) >= common || len(ws) == 1 {
			e.trigger = append(e.trigger, w.hash)
		}
		if w.hash != e.head {
			if k, ok := t.kinOf(w.stem); ok && t.rarity(w.hash) >= common {
				e.others = append(e.others, k)
			}
		}
		e.letters += w.stem[:1]
	}
	if len(ws) == 1 && ws[0].upper && len(ws[0].stem) <= 5 {
		e.short = ws[0].stem
	}
	e.trigger = sorted(append(e.trigger, e.head))
}

// kinOf looks up a stem, of which the ending may have been cut.
func (t *Tables) kinOf(stem string) (kin, bool) {
	for _, end := range []string{"", "e"} {
		if k, ok := t.kin[stem+end]; ok {
			return k, true
		}
	}
	return kin{}, false
}

// readTime sets the days of the happening and the day under which it is filed: the stated one, else that of
// publication.
func (e *evidence) readTime(w *casus.When) {
	e.anchor = e.in.day
	if !w.Known() {
		return
	}
	e.from, e.until = dayOf(w.From), dayOf(w.Until)
	if e.from == 0 {
		e.from = e.until
	}
	if e.until == 0 {
		e.until = e.from
		if w.Until == "" && w.From != "" && !fine(w.Grain) {
			e.until = max(e.from, e.in.day)
		}
	}
	if e.from > 0 && e.until-e.from <= 7 {
		e.anchor = e.from
	}
}

// fine reports whether a time of this grain lies within a day.
func fine(g casus.Grain) bool {
	switch g {
	case casus.Second, casus.Minute, casus.Hour, casus.Part, casus.Day, "":
		return true
	}
	return false
}

// plural reports whether the words of a party name more than one, by the end of their first noun phrase.
func plural(text string) bool {
	text = strings.ToLower(text)
	for _, cut := range []string{",", " of ", " in ", " from ", " at ", " who "} {
		text, _, _ = strings.Cut(text, cut)
	}
	switch last := text[strings.LastIndexByte(text, ' ')+1:]; last {
	case "people", "men", "women", "children", "police", "they", "them", "we", "us":
		return true
	default:
		return strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss")
	}
}

// pronoun lists words whose reference is a guess from the text around.
var pronoun = map[string]bool{"he": true, "him": true, "she": true, "her": true, "it": true, "they": true, "them": true}

func (t *Tables) party(p *casus.Party) party {
	q := party{id: p.Actor.ID, country: p.Actor.Country, sectors: p.Actor.Sectors}
	q.guess = strings.Contains(p.Actor.Basis, "context") || strings.Contains(p.Actor.Basis, "coreference") || pronoun[strings.ToLower(p.Text)]
	q.many = plural(p.Text)
	if len(q.sectors) == 0 && p.Actor.Sector != "" {
		q.sectors = []casus.Sector{p.Actor.Sector}
	}
	if bareNumber(p) || !described(&p.Actor) || p.Actor.Kind == "" {
		q.sectors = nil // a guess, or a thing, whose people they may be
	}
	for _, w := range words(p.Text + " . " + p.Actor.Name) {
		if t.rarity(w.hash) >= common {
			q.words = append(q.words, w.hash)
		}
	}
	q.words = sorted(q.words)
	for _, w := range q.words {
		q.rare += t.rarity(w)
	}
	return q
}

func (t *Tables) place(p *casus.Place) place {
	if p == nil {
		return place{}
	}
	q := place{
		id: p.ID, country: p.Country, coarse: p.Precision == casus.PrecisionCountry,
		lat: p.Lat, lon: p.Lon, radius: p.RadiusKM, located: p.Located,
	}
	for _, w := range words(p.Text + " . " + p.Name) {
		if t.rarity(w.hash) >= common {
			q.words = append(q.words, w.hash)
		}
	}
	q.words = sorted(q.words)
	return q
}

func sorted(s []uint32) []uint32 {
	slices.Sort(s)
	return slices.Compact(s)
}
