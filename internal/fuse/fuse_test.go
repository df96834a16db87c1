package fuse

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/casus-project/casus"
)

// groups prints each event as its mentions' documents and triggers.
func groups(p *Picture) []string {
	text := map[casus.MentionID]string{}
	for _, m := range p.Mentions {
		text[m.ID] = string(m.Document) + ":" + m.TriggerText
	}
	var out []string
	for _, e := range p.Events {
		var ms []string
		for _, m := range e.Mentions {
			ms = append(ms, text[m])
		}
		out = append(out, string(e.Type)+" "+strings.Join(ms, " | "))
	}
	return out
}

func TestLaunchesMerge(t *testing.T) {
	p := Build(launches(t), Options{})
	want := []string{
		"MOBILIZE a:launched several missiles | b:fired at least two missiles | c:launch",
		"ACCUSE a:condemned",
		"MOBILIZE e:launch",
		"MOBILIZE d:launched two missiles",
	}
	if d := cmp.Diff(want, groups(p)); d != "" {
		t.Error(d)
		for _, e := range p.Events {
			t.Log(e.Title, e.Merges)
		}
	}
}

func TestMergesGiveReasons(t *testing.T) {
	p := Build(launches(t), Options{})
	e := p.Events[0]
	joined, near := 0, 0
	for _, m := range e.Merges {
		if m.Reason == "" {
			t.Errorf("merge of %s without a reason", m.Mention)
		}
		if m.Joined {
			joined++
		} else {
			near++
		}
	}
	if joined != len(e.Mentions)-1 || near != 1 {
		t.Errorf("%d reasons for joining and %d nearest non-merges for %d mentions", joined, near, len(e.Mentions))
	}
}

func TestSourcesAreCountedApart(t *testing.T) {
	e := Build(launches(t), Options{}).Events[0]
	if d := cmp.Diff([]string{"Coast Radio", "Daily Lantern", "Harbour Post"}, e.Outlets); d != "" {
		t.Error(d)
	}
	want := []string{"outlet:Daily Lantern", "outlet:Harbour Post", "words:SUD/sudria defenc ministry"}
	if d := cmp.Diff(want, e.Informants); d != "" {
		t.Error(d)
	}
}

func TestLedgerOfMissiles(t *testing.T) {
	p := Build(launches(t), Options{})
	var got []string
	for _, d := range p.Disagreements {
		got = append(got, d.Attribute+" "+string(d.Verdict))
	}
	if d := cmp.Diff([]string{"missile compatible"}, got); d != "" {
		t.Error(d)
	}
}

func TestPersonDecides(t *testing.T) {
	pages := launches(t)
	a, b, d := pages[0].Mentions[0].ID, pages[1].Mentions[0].ID, pages[3].Mentions[0].ID
	o := Options{Decisions: Decisions{Merge: [][2]casus.MentionID{{a, d}}, Split: [][2]casus.MentionID{{a, b}}}}
	for _, order := range [][]int{{0, 1, 2, 3, 4}, {3, 1, 4, 0, 2}} {
		f := New(o)
		for _, i := range order {
			f.Add(pages[i])
		}
		p := f.Picture()
		if p.EventOf[a] != p.EventOf[d] {
			t.Errorf("order %v: a merge by hand did not hold", order)
		}
		if p.EventOf[a] == p.EventOf[b] {
			t.Errorf("order %v: a split by hand did not hold", order)
		}
	}
}

func TestEarlierMentionMovesID(t *testing.T) {
	pages := launches(t)
	f := New(Options{})
	f.Add(pages[2])
	old := f.Picture().Events[0].ID
	ch := f.Add(pages[0])
	now := f.Picture().Events[0].ID
	if now == old || ch.Moved[old] != now || f.Moved(old) != now {
		t.Errorf("old id %s, new id %s, moved to %s", old, now, f.Moved(old))
	}
	if again := f.Add(pages[0]); len(again.Events) != 0 {
		t.Errorf("the same document again changed %v", again.Events)
	}
}

// TestOrderDoesNotMatter adds documents in random orders and wants the picture of the batch.
func TestOrderDoesNotMatter(t *testing.T) {
	pages := append(launches(t), synthetic(40, 7)...)
	want := Build(pages, Options{})
	rapid.Check(t, func(t *rapid.T) {
		mixed := rapid.Permutation(pages).Draw(t, "order")
		f := New(Options{})
		for _, p := range mixed {
			f.Add(p)
		}
		if d := cmp.Diff(want, f.Picture()); d != "" {
			t.Fatal(d)
		}
	})
}

func TestAnyPartIsStable(t *testing.T) {
	pages := synthetic(60, 3)
	f := New(Options{})
	for i, p := range pages {
		f.Add(p)
		if i%20 == 19 {
			if d := cmp.Diff(Build(pages[:i+1], Options{}), f.Picture()); d != "" {
				t.Fatal(d)
			}
		}
	}
	if !slices.IsSortedFunc(f.Picture().Documents, func(a, b casus.Document) int { return a.Published.Compare(b.Published) }) {
		t.Error("documents are not in order of publication")
	}
}

// TestOneNoticeOneInformant: three outlets rewrite one ministry's notice, one of them without naming it in the sentence
// that tells of the launch. All three together are one informant.
func TestOneNoticeOneInformant(t *testing.T) {
	ministry := "SUD/GOV=Sudria's Defence Ministry"
	pages := []Page{
		doc(t, "a", "Harbour Post", "2031-03-04T09:00",
			told{text: "Norland [fired] two missiles, Sudria's Defence Ministry said.", lemma: "fire", code: "MOBILIZE/weapons", who: "NLD=Norland", day: "2031-03-04", by: ministry, cue: "said"}),
		doc(t, "b", "Coast Radio", "2031-03-04T10:00",
			told{text: "According to Sudria's Defence Ministry Norland [launched] two missiles.", lemma: "launch", code: "MOBILIZE/weapons", who: "NLD=Norland", day: "2031-03-04", by: ministry, cue: "According to"}),
		doc(t, "c", "Daily Lantern", "2031-03-04T11:00",
			told{text: "Two missiles were [launched] by Norland, it emerged from Sudria's Defence Ministry.", lemma: "launch", code: "MOBILIZE/weapons", who: "NLD=Norland", day: "2031-03-04"}),
	}
	speaker := pages[0].Mentions[0].Attribution.Speaker
	pages[2].Sayings = []casus.Saying{{Speaker: speaker, Stance: casus.StanceSay, Outer: -1}}
	e := Build(pages, Options{}).Events[0]
	if len(e.Outlets) != 3 || len(e.Texts) != 3 || len(e.Informants) != 1 {
		t.Errorf("outlets %v, texts %v, informants %v", e.Outlets, e.Texts, e.Informants)
	}
}
