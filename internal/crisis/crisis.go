// Package crisis proposes which events belong to one crisis: a line of events told in like words, with its actors and
// theme, over days to years.
//
// In comes the picture that fusion made: documents, mentions, events, links. Out go crises with a name a person would
// give, the events that belong to each, why, and the links between crises that somebody states; apart from them, links that
// nobody states and the order of events suggests. Documents may come one by one; the crises are the same as if all had come at
// once.
//
// It refuses to let a state that is everywhere tie crises together, and to make a link of a shared actor. What it
// gives are proposals; a person's names, merges and splits hold.
package crisis

import (
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

// Options of proposing crises. The zero value is useful.
type Options struct {
	Names  map[casus.CrisisID]string          // names that a person gave; such a crisis is confirmed
	Scopes map[casus.CrisisID]string          // scopes that a person wrote
	Merge  [][2]casus.CrisisID                // these two are one
	Never  map[casus.CrisisID][]casus.EventID // events that a person took out of a crisis
}

// Tracker takes documents one by one and proposes crises of all that it has seen. It is not safe for concurrent use.
type Tracker struct {
	t    *tables
	o    Options
	docs map[casus.DocID]*described
}

// New is an empty Tracker.
func New(o Options) *Tracker {
	return &Tracker{t: embedded(), o: o, docs: map[casus.DocID]*described{}}
}

// Report is a document as crises see it.
type Report struct {
	Doc      *casus.Document
	Mentions []*casus.Mention
	Words    map[casus.MentionID]fuse.Vector // the heaviest words of the mentions' sentences
	Links    []casus.Link                    // between the mentions
	Topic    fuse.Vector                     // the heaviest words of the document
}

// Reports are the documents of a picture.
func Reports(p *fuse.Picture) []Report {
	at := make(map[casus.DocID]int, len(p.Documents))
	out := make([]Report, len(p.Documents))
	for i := range p.Documents {
		at[p.Documents[i].ID] = i
		out[i] = Report{Doc: &p.Documents[i], Words: p.Words, Topic: p.Topics[p.Documents[i].ID]}
	}
	for i := range p.Mentions {
		r := &out[at[p.Mentions[i].Document]]
		r.Mentions = append(r.Mentions, &p.Mentions[i])
	}
	for _, l := range p.Stated {
		if i, ok := at[l.Document]; ok {
			out[i].Links = append(out[i].Links, l)
		}
	}
	return out
}

// Add takes one more document. A document that is known already changes nothing.
func (k *Tracker) Add(r Report) {
	if k.docs[r.Doc.ID] == nil {
		k.docs[r.Doc.ID] = &described{doc: r.Doc, ms: r.Mentions, words: r.Words, links: r.Links, topic: r.Topic}
	}
}

// Build proposes the crises of a whole picture and writes them and the links between them into it.
func Build(p *fuse.Picture, o Options) {
	k := New(o)
	for _, r := range Reports(p) {
		k.Add(r)
	}
	k.Complete(p)
}

// Chronicle fuses pages and proposes crises: the whole picture of the given documents.
func Chronicle(pages []fuse.Page, fo fuse.Options, o Options) *fuse.Picture {
	p := fuse.Build(pages, fo)
	Build(p, o)
	return p
}

// Complete writes the crises and the links between them into a picture of the same documents.
func (k *Tracker) Complete(p *fuse.Picture) {
	s := newScene(k, p)
	var found []*proposal
	for _, l := range s.lines(s.nodes()) {
		if c := s.propose(l); c != nil {
			found = append(found, c)
		}
	}
	found = s.byHand(s.joined(found))
	slices.SortFunc(found, func(a, b *proposal) int {
		if c := strings.Compare(a.From, b.From); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	p.Crises = nil
	for _, c := range found {
		p.Crises = append(p.Crises, c.Crisis)
	}
	s.distinguish(p)
	p.Links = append(slices.DeleteFunc(p.Links, func(l casus.Link) bool { return l.Level == "crisis" }), lifted(p, p.Links)...)
	p.Inferred = s.inferred()
	p.Inferred = append(p.Inferred, lifted(p, p.Inferred)...)
}

// joined puts proposals of one theatre that share an event into one: two lines through the same happening are one
// crisis, and would have one id.
func (s *scene) joined(found []*proposal) []*proposal {
	var out []*proposal
	at := map[string]*proposal{} // theatre and event
	for _, c := range found {
		into := c
		for _, e := range c.Events {
			if other := at[c.theatre+" "+string(e)]; other != nil && other != into {
				other.Events = append(other.Events, c.Events...)
				other.Documents = append(other.Documents, c.Documents...)
				other.deeds += c.deeds
				slices.Sort(other.Events)
				other.Events = slices.Compact(other.Events)
				s.fill(other)
				into = other
				break
			}
		}
		if into == c {
			out = append(out, c)
		}
		for _, e := range into.Events {
			if key := into.theatre + " " + string(e); at[key] == nil {
				at[key] = into
			}
		}
	}
	return out
}

// scene is a picture with look-up tables.
type scene struct {
	k       *Tracker
	p       *fuse.Picture
	events  map[casus.EventID]*casus.Event
	mention map[casus.MentionID]*casus.Mention
	claims  map[casus.EventID][]*casus.Claim
	order   map[casus.EventID]int
	docs    map[casus.DocID]*casus.Document
	corpus  corpus
	titles  *titles             // of all reports, nil before they are counted
	lead    map[casus.DocID]int // the first sentence that tells an event: a dateline tells none
}

func newScene(k *Tracker, p *fuse.Picture) *scene {
	s := &scene{
		k: k, p: p, events: map[casus.EventID]*casus.Event{}, mention: map[casus.MentionID]*casus.Mention{},
		claims: map[casus.EventID][]*casus.Claim{}, order: map[casus.EventID]int{},
		docs: map[casus.DocID]*casus.Document{}, lead: map[casus.DocID]int{},
	}
	for i := range p.Events {
		s.events[p.Events[i].ID] = &p.Events[i]
		s.order[p.Events[i].ID] = i
	}
	for i := range p.Documents {
		s.docs[p.Documents[i].ID] = &p.Documents[i]
	}
	for i := range p.Mentions {
		m := &p.Mentions[i]
		s.mention[m.ID] = m
		if first, ok := s.lead[m.Document]; !ok || m.SentenceIndex < first {
			s.lead[m.Document] = m.SentenceIndex
		}
	}
	for i := range p.Claims {
		c := &p.Claims[i]
		s.claims[c.Event] = append(s.claims[c.Event], c)
	}
	return s
}

// proposal is a crisis with what it was made from.
type proposal struct {
	casus.Crisis
	theatre string
	line    *line
	deeds   int
}

// manyReports is from how many documents on a single one no longer makes a crisis.
const manyReports = 8

// propose makes a crisis of a line. One event is no crisis, nor are two words without a deed, nor, where there is more
// to read, what a single report tells, or several that have only their place and time in common.
func (s *scene) propose(l *line) *proposal {
	c := &proposal{theatre: l.theatre, line: l}
	told := map[casus.EventID]int{}
	for _, n := range l.nodes {
		c.Documents = append(c.Documents, n.doc)
		c.deeds += n.deeds
		for _, m := range n.ms {
			e := s.p.EventOf[m]
			told[e]++
			// An event belongs where at least half of its mentions are told; so it may belong to two crises.
			if e != "" && s.counts(e, told[e]) {
				c.Events = append(c.Events, e)
			}
		}
		for _, m := range n.more {
			if e := s.p.EventOf[m]; e != "" && told[e] == 0 && s.counts(e, 0) {
				c.Events = append(c.Events, e)
			}
		}
	}
	slices.Sort(c.Events)
	c.Events = slices.Compact(c.Events)
	c.Documents = s.telling(c)
	several := len(c.Documents) > 1
	if !several && (len(c.Events) < 3 || len(s.p.Documents) >= manyReports) {
		return nil
	}
	if len(c.Events) < 2 || c.deeds == 0 && len(c.Events) < 3 {
		return nil
	}
	s.fill(c)
	return c
}

// telling are those of a crisis's documents that tell of one of its events.
func (s *scene) telling(c *proposal) []casus.DocID {
	in := map[casus.DocID]bool{}
	for _, e := range c.Events {
		for _, m := range s.events[e].Mentions {
			in[s.mention[m].Document] = true
		}
	}
	return slices.DeleteFunc(c.Documents, func(d casus.DocID) bool { return !in[d] })
}

// counts reports whether the n-th mention of an event in one line makes it part of that line: it is the one with which
// half of all its mentions are there. Mentions that found no crisis (back-story, forecasts) are left out.
func (s *scene) counts(id casus.EventID, n int) bool {
	all := 0
	for _, m := range s.events[id].Mentions {
		if founds(s.mention[m]) {
			all++
		}
	}
	return n == (all+1)/2
}

// fill works out everything about a crisis from its events.
func (s *scene) fill(c *proposal) {
	slices.SortFunc(c.Events, func(a, b casus.EventID) int { return s.order[a] - s.order[b] })
	slices.Sort(c.Documents)
	c.Documents = slices.Compact(c.Documents)
	first := s.mention[s.events[c.Events[0]].Mentions[0]]
	c.ID = casus.CrisisID(casus.HashID("crisis", c.theatre, string(first.Document), first.Trigger.String(), string(first.Type)))
	s.span(c)
	s.cast(c)
	c.Name = s.name(c)
	c.Reason = s.reason(c)
	if n := s.k.o.Names[c.ID]; n != "" {
		c.Name, c.Confirmed = n, true
	}
	if t := s.k.o.Scopes[c.ID]; t != "" {
		c.Scope, c.Confirmed = t, true
	}
}

// span sets the first and the last day: of the events told as news, else of publication.
func (s *scene) span(c *proposal) {
	for _, id := range c.Events {
		day := s.dayOf(s.events[id])
		if day == "" || s.backStory(s.events[id], day) {
			continue
		}
		if c.From == "" || day < c.From {
			c.From = day
		}
		c.Until = max(c.Until, day)
	}
}

// backStoryDays is how long before its first report an event may lie and still be news.
const backStoryDays = 30

// backStory reports whether a day lies so long before the first report of its event that a crisis does not begin with it:
// a vote of three years ago that a report calls to mind.
func (s *scene) backStory(e *casus.Event, day string) bool {
	d := s.docs[s.mention[e.Mentions[0]].Document]
	return d != nil && !d.Published.IsZero() && day < d.Published.AddDate(0, 0, -backStoryDays).Format(time.DateOnly)
}

// dayOf is the day of an event: its own if it is known to the day, else that of the first report.
func (s *scene) dayOf(e *casus.Event) string {
	if e.Time.Known() && len(e.Time.From) >= 10 && e.Background != casus.Historical && withinDay(e.Time.Grain) {
		return e.Time.From[:10]
	}
	d := s.docs[s.mention[e.Mentions[0]].Document]
	if d != nil && !d.Published.IsZero() {
		return d.Published.Format(time.DateOnly)
	}
	return ""
}

// withinDay reports whether a time of this grain lies within a day; coarser ones do not date an event.
func withinDay(g casus.Grain) bool {
	switch g {
	case casus.Second, casus.Minute, casus.Hour, casus.Part, casus.Day, "":
		return true
	}
	return false
}
