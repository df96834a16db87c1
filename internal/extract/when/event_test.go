package when

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/casus-project/casus/internal/ling/conllu"
)

// TestEventTime reads trees from testdata/events.conllu, published on Wednesday 7 January 2026, and asks for the time of
// the event of one word.
func TestEventTime(t *testing.T) {
	in, err := os.Open("testdata/events.conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	docs, err := conllu.Read("events.conllu", in)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{
		"direct":                               {"seized: 2026-01-06..2026-01-06"},
		"nearest_is_not_enough":                {"killed: none", "said: 2026-01-07..2026-01-07"},
		"noun_through_its_verb":                {"attack: 2026-01-04..2026-01-04"},
		"conjunct_inherits":                    {"burned: 2026-01-05..2026-01-05"},
		"later_conjunct_keeps_its_own":         {"arrested: 2026-01-05..2026-01-05", "released: 2026-01-07..2026-01-07"},
		"participle_inherits":                  {"killing: 2026-01-02..2026-01-02"},
		"subject_carries_it":                   {"killed: 2026-01-03..2026-01-03"},
		"nested_in_the_object":                 {"declared: 2025-12-15..2025-12-15"},
		"possessive_of_another_event":          {"condemned: none", "attack: 2026-01-06..2026-01-06"},
		"relative_clause_of_the_noun":          {"bombing: 2025-12-27..2025-12-27", "died: 2025-12-27..2025-12-27"},
		"series_ends_with_the_time":            {"fired: 2026-01-06..2026-01-06"},
		"told_again":                           {"capture: 2026-01-02..2026-01-02"},
		"event_anchor":                         {"flew: none"},
		"cause_has_its_own_time":               {"abuse: none", "jailed: 2026-01-07..2026-01-07"},
		"lead_day_goes_on":                     {"killed: 2026-01-06..2026-01-06", "fled: none", "criticized: none"},
		"another_day_ends_the_story":           {"killed: none"},
		"opens_the_sentence":                   {"resigned: 2017-01-01..2017-12-31"},
		"day_before_the_second_verb":           {"seized: 2026-01-05..2026-01-05"},
		"day_of_a_relative_clause_stays_there": {"praised: none"},
		"what_it_came_after":                   {"entered: 2026-01-05..2026-01-05"},
		"there_and_then":                       {"blocked: 2026-01-05..2026-01-05"},
		"asked_for_later":                      {"call: none"},
		"before_the_subject":                   {"stormed: 2019-01-01..2019-12-31", "reached: 2026-01-06..2026-01-06", "threw: 2026-01-06..2026-01-06", "fell: 2026-01-06..2026-01-06"},
		"by_nightfall":                         {"surrendered: 2026-01-05..2026-01-05", "burned: 2026-01-05..2026-01-05"},
		"two_days_in_one":                      {"seized: 2026-01-04..2026-01-05"},
		"day_before_the_and":                   {"fought: 2026-01-06..2026-01-07", "died: none"},
		"when_behind_a_time":                   {"shot: 1997-05-01..1997-05-31"},
		"since_it_began":                       {"killed: 2025-12-20..2026-01-07"},
		"entry_of_a_live_report":               {"fired: 2026-01-07T13:20..2026-01-07T13:20", "ordered: none"},
		"called_for_a_day":                     {"rally: 2026-01-10..2026-01-10"},
		"participle_of_another_time":           {"jailed: 2018-01-01..2018-12-31", "release: none", "ordered: none"},
		"counted_from_it":                      {"halted: 2025-12-30..2025-12-30", "returned: 2026-01-06..2026-01-06"},
		"interval_is_one_time":                 {"raged: 2026-01-05..2026-01-07"},
		"before_its_verb":                      {"fined: 2026-01-05..2026-01-05"},
		"after_the_relative_pronoun":           {"met: 2025-10-01..2025-10-31", "left: 2026-01-06..2026-01-06"},
		"behind_a_noun":                        {"strike: 2025-05-01..2025-05-31"},
		"after_a_revolt":                       {"revolt: 2025-04-01..2025-04-30", "wounded: 2025-04-01..2025-04-30"},
		"before_it_ended":                      {"wounding: 2026-01-05..2026-01-05", "overpowered: 2026-01-05..2026-01-05"},
		"days_of_talks":                        {"negotiations: 2026-01-02..2026-01-04", "signed: 2026-01-04..2026-01-04"},
		"within_two_days":                      {"leave: 2026-01-05..2026-01-07"},
		"under_way":                            {"attack: 2026-01-05..2026-01-05"},
		"story_of_deeds":                       {"closed: 2026-01-05..2026-01-05", "accused: none"},
		"day_of_words_between":                 {"died: 2026-01-05..2026-01-05", "shot: 2026-01-05..2026-01-05"},
		"lets_happen":                          {"let: 2026-01-05..2026-01-05"},
		"meeting_then":                         {"condemned: 2026-01-05..2026-01-05"},
		"named_event":                          {"shooting: none"},
		"opening_participle":                   {"met: none", "Born: 1950-05-02..1950-05-02"},
		"count_of_dead":                        {"killed: 2026-01-04..2026-01-04"},
	}
	e := New(Options{})
	for _, d := range docs {
		d.Text.Doc.Published = time.Date(2026, 1, 7, 0, 0, 0, 0, time.UTC)
		times := e.Find(d.Text)
		for _, w := range want[d.ID] {
			word, _, _ := strings.Cut(w, ":")
			t.Run(d.ID+"/"+word, func(t *testing.T) {
				got := word + ": no such word"
				for i := range d.Text.Tokens {
					if d.Text.Tokens[i].Form != word {
						continue
					}
					got = word + ": none"
					if x, _ := e.EventTime(d.Text, times, i); x != nil {
						got = fmt.Sprintf("%s: %s..%s", word, x.From, x.Until)
					}
				}
				if got != w {
					t.Errorf("%s\n got %s\nwant %s", d.Text.Doc.Text, got, w)
				}
			})
		}
	}
}
