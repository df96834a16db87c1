package eval

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/extract/link"
	"github.com/casus-project/casus/internal/ling"
)

// StorylineTask is what Storyline needs.
type StorylineTask struct {
	Analyser ling.Analyser
	Finder   *link.Finder
}

// Storyline scores causal (plot) links between the given events of each document on a folder of EventStoryLine: pairs
// without direction, links of time and comparison left out. Beside p, r and f1 of the stated links it gives two
// baselines: same_* links all events of one sentence, connective_* all events of a sentence that holds a word of the
// table of connectives for causes.
func Storyline(dir string, task StorylineTask) (Result, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".xml") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		return Result{}, fmt.Errorf("list %s: %w", dir, err)
	}
	if len(files) == 0 {
		return Result{}, casus.Errorf(casus.NotFound, "%s: no XML files", dir)
	}
	slices.Sort(files)
	var ours, same, connective tally
	for _, path := range files {
		story, err := readStory(path)
		if err != nil {
			return Result{}, err
		}
		t, err := task.Analyser.Analyse(&casus.Document{ID: casus.DocID(story.name), Text: story.text, Lang: "en"})
		if err != nil {
			return Result{}, fmt.Errorf("%s: %w", path, err)
		}
		story.lemmas(t)
		found := map[[2]string]bool{}
		signalled := map[int]bool{}
		for _, r := range task.Finder.Relations(t) {
			if r.Type == casus.LinkCause {
				signalled[t.SentenceOf(r.Signal.First)] = true
			}
		}
		for _, l := range task.Finder.Find(t, story.events) {
			if causalLike(l.Type) {
				found[pairOf(l.From, l.To)] = true
			}
		}
		ours.add(compareSets(story.links, found))
		same.add(compareSets(story.links, story.pairs(t, func(int) bool { return true })))
		connective.add(compareSets(story.links, story.pairs(t, func(s int) bool { return signalled[s] })))
	}
	return Result{Task: "storyline", Data: dir, N: ours.gold, Scores: map[string]float64{
		"p": ours.p(), "r": ours.r(), "f1": ours.f1(),
		"same_p": same.p(), "same_r": same.r(), "same_f1": same.f1(),
		"connective_p": connective.p(), "connective_r": connective.r(), "connective_f1": connective.f1(),
	}}, nil
}

// causalLike reports whether a link of that type is one of cause in the wide sense of plot links.
func causalLike(t casus.LinkType) bool {
	switch t {
	case casus.LinkBefore, casus.LinkComparison, casus.LinkDenied, casus.LinkInferred:
		return false
	}
	return true
}

func pairOf(a, b string) [2]string {
	if b < a {
		a, b = b, a
	}
	return [2]string{a, b}
}

func compareSets(gold, pred map[[2]string]bool) tally {
	t := tally{gold: len(gold), pred: len(pred)}
	for p := range pred {
		if gold[p] {
			t.both++
		}
	}
	return t
}

// story is one document of EventStoryLine.
type story struct {
	name, text string
	events     []casus.Mention
	links      map[[2]string]bool
}

// storyXML is the part of the format that is read.
type storyXML struct {
	Name   string `xml:"doc_name,attr"`
	Tokens []struct {
		ID       string `xml:"t_id,attr"`
		Sentence string `xml:"sentence,attr"`
		Form     string `xml:",chardata"`
	} `xml:"token"`
	Markables struct {
		All []struct {
			XMLName xml.Name
			ID      string `xml:"m_id,attr"`
			Anchors []struct {
				Token string `xml:"t_id,attr"`
			} `xml:"token_anchor"`
		} `xml:",any"`
	} `xml:"Markables"`
	Relations struct {
		Plot []struct {
			Type   string `xml:"relType,attr"`
			Source struct {
				ID string `xml:"m_id,attr"`
			} `xml:"source"`
			Target struct {
				ID string `xml:"m_id,attr"`
			} `xml:"target"`
		} `xml:"PLOT_LINK"`
	} `xml:"Relations"`
}

// readStory reads one file. Sentences become lines.
func readStory(path string) (*story, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read story: %w", err)
	}
	var x storyXML
	if err := xml.Unmarshal(raw, &x); err != nil {
		return nil, casus.Errorf(casus.Invalid, "%s: %w", path, err)
	}
	s := &story{name: x.Name, links: map[[2]string]bool{}}
	spans := map[string]casus.Span{}
	for at := 0; at < len(x.Tokens); {
		end := at
		var forms []string
		for end < len(x.Tokens) && x.Tokens[end].Sentence == x.Tokens[at].Sentence {
			forms = append(forms, x.Tokens[end].Form)
			end++
		}
		line, places := joinTokens(forms)
		for i, p := range places {
			spans[x.Tokens[at+i].ID] = casus.Span{Start: len(s.text) + p.Start, End: len(s.text) + p.End}
		}
		s.text += line + "\n"
		at = end
	}
	for _, m := range x.Markables.All {
		if n := m.XMLName.Local; len(m.Anchors) == 0 || !strings.HasPrefix(n, "ACTION") && !strings.HasPrefix(n, "NEG_ACTION") {
			continue
		}
		span := spans[m.Anchors[0].Token]
		for _, a := range m.Anchors[1:] {
			span = span.Union(spans[a.Token])
		}
		s.events = append(s.events, casus.Mention{ID: casus.MentionID(m.ID), Trigger: span, TriggerText: span.Of(s.text)})
	}
	slices.SortStableFunc(s.events, func(a, b casus.Mention) int { return a.Trigger.Start - b.Trigger.Start })
	for _, l := range x.Relations.Plot {
		if l.Type != "" && l.Source.ID != l.Target.ID {
			s.links[pairOf(l.Source.ID, l.Target.ID)] = true
		}
	}
	return s, nil
}

// lemmas gives the events the lemmas of their first words.
func (s *story) lemmas(t *ling.Text) {
	for i := range s.events {
		if k, last := t.TokensIn(s.events[i].Trigger); k < last {
			s.events[i].Lemma = t.Lemma(k)
		}
	}
}

// pairs are all pairs of events in one sentence, where keep wants the sentence.
func (s *story) pairs(t *ling.Text, keep func(sentence int) bool) map[[2]string]bool {
	out := map[[2]string]bool{}
	for i := range s.events {
		for k := i + 1; k < len(s.events); k++ {
			a, b := t.TokenAt(s.events[i].Trigger.Start), t.TokenAt(s.events[k].Trigger.Start)
			if a < len(t.Tokens) && b < len(t.Tokens) && t.SentenceOf(a) == t.SentenceOf(b) && keep(t.SentenceOf(a)) {
				out[pairOf(string(s.events[i].ID), string(s.events[k].ID))] = true
			}
		}
	}
	return out
}
