package when

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling"
)

// words is a text of plain tokens, a sentence a line: words, numbers with their marks, single punctuation marks.
func words(text, published string) *ling.Text {
	doc := &casus.Document{Text: text, Lang: "en"}
	if published != "" {
		doc.Published, _ = time.Parse(time.DateOnly, published)
	}
	t := &ling.Text{Doc: doc, Lang: "en"}
	add := func(from, to int) {
		t.Tokens = append(t.Tokens, ling.Token{Span: casus.Span{Start: from, End: to}, Form: text[from:to], Head: -1})
	}
	first, at := 0, 0
	for at < len(text) {
		switch c := rune(text[at]); {
		case c == '\n':
			t.Sents = append(t.Sents, ling.Sentence{First: first, Last: len(t.Tokens)})
			first = len(t.Tokens)
			at++
		case unicode.IsSpace(c):
			at++
		default:
			end := at
			for end < len(text) && !unicode.IsSpace(rune(text[end])) {
				end++
			}
			word := text[at:end]
			body := strings.TrimRight(word, ",;!?)\"")
			if strings.HasSuffix(body, ".") && (end == len(text) || text[end] == '\n') && strings.Count(body, ".") == 1 {
				body = body[:len(body)-1]
			}
			if i := strings.Index(body, "'s"); i > 0 && !digit(body[0]) {
				body = body[:i]
			}
			if body == "" {
				body = word[:1]
			}
			add(at, at+len(body))
			for k := at + len(body); k < end; k++ {
				if text[k] == '\'' {
					add(k, end)
					break
				}
				add(k, k+1)
			}
			at = end
		}
	}
	if first < len(t.Tokens) {
		t.Sents = append(t.Sents, ling.Sentence{First: first, Last: len(t.Tokens)})
	}
	t.Link()
	return t
}

// show writes what was found, one time after the other.
func show(ws []casus.When) string {
	var out []string
	for _, w := range ws {
		s := w.Text + "=" + w.Value
		if w.Mod != "" {
			s += "/" + w.Mod
		}
		if w.Known() {
			s += fmt.Sprintf(" [%s..%s]", w.From, w.Until)
		}
		if !w.UTC.IsZero() {
			s += " " + w.UTC.Format("01-02T15:04Z")
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	e := New(Options{})
	for _, c := range []struct{ name, published, text, want string }{
		{"full date", "2026-01-07", "The court sat on 4 January 2026.", "4 January 2026=2026-01-04 [2026-01-04..2026-01-04]"},
		{"weekday before publication", "2026-01-07", "Troops arrived on Tuesday.", "Tuesday=2026-01-06 [2026-01-06..2026-01-06]"},
		{"weekday to come", "2026-01-07", "The court will sit on Tuesday.", "Tuesday=2026-01-13 [2026-01-13..2026-01-13]"},
		{"month and year", "2026-01-07", "It began in November 2025.", "November 2025=2025-11 [2025-11-01..2025-11-30]"},
		{"open end", "2026-01-07", "He has ruled since 2020.", "2020=2020 [2020-01-01..]"},
		{"interval of years", "2026-01-07", "It ran between 2014 and 2022.", "2014=2014 [2014-01-01..2022-12-31]; 2022=2022 [2014-01-01..2022-12-31]"},
		{"interval of weekdays", "2026-01-09", "Talks ran from Monday to Wednesday.", "Monday=2026-01-05 [2026-01-05..2026-01-07]; Wednesday=2026-01-07 [2026-01-05..2026-01-07]"},
		{"up to", "2026-01-07", "The ban holds until March 2026.", "March 2026=2026-03 [..2026-03-31]"},
		{"before", "2026-01-07", "It had fallen silent before 2019.", "2019=2019 [..2018-12-31]"},
		{"hyphenated part", "2026-01-07", "Shelling grew in mid-December.", "mid-December=2025-12/MID [2025-12-11..2025-12-20]"},
		{"early part", "2026-01-20", "It started in early January.", "early January=2026-01/START [2026-01-01..2026-01-10]"},
		{"late year", "2026-01-20", "It started in late 2019.", "late 2019=2019/END [2019-09-01..2019-12-31]"},
		{"decade", "2026-01-20", "Fighting in the 1990s killed many.", "the 1990s=199 [1990-01-01..1999-12-31]"},
		{"early decade", "2026-01-20", "It dates from the early 1990s.", "the early 1990s=199/START [1990-01-01..1992-12-31]"},
		{"quarter", "2026-01-20", "Output fell in the third quarter.", "the third quarter=2025-Q3 [2025-07-01..2025-09-30]"},
		{"before a holiday", "2026-01-07", "The pre-Christmas truce broke.", "pre-Christmas=2025-12-25/BEFORE [..2025-12-24]"},
		{"holiday eve", "2026-01-07", "Shots fell on New Year's Eve.", "New Year's Eve=2025-12-31 [2025-12-31..2025-12-31]"},
		{"weekend", "2026-01-07", "Clashes over the weekend killed two.", "the weekend=2026-W01-WE [2026-01-03..2026-01-04]"},
		{"day of narrative", "2026-01-07", "Rebels struck on 3 March 2015.\nThe following day the army left.", "3 March 2015=2015-03-03 [2015-03-03..2015-03-03]; The following day=2015-03-04 [2015-03-04..2015-03-04]"},
		{"no anchor, no date", "2026-01-07", "The following day the army left.", "The following day=XXXX-XX-XX"},
		{"no publication, no date", "", "Troops arrived on Tuesday.", "Tuesday=XXXX-WXX-2"},
		{"ago", "2026-01-07", "He fled three days ago.", "three days ago=2026-01-04 [2026-01-04..2026-01-04]"},
		{"duration", "2026-01-07", "The siege took 48 hours.", "48 hours=PT48H"},
		{"long duration", "2026-01-07", "They held it for more than a decade.", "more than a decade=P10Y/MORE_THAN"},
		{"stretch to publication", "2026-01-07", "It rained in the past three days.", "the past three days=P3D [2026-01-04..2026-01-07]"},
		{"vague count", "2026-01-07", "It lasted several weeks.", "several weeks=PXW"},
		{"age is no time", "2026-01-07", "A 19-year-old and a man of 40 years of age died.", ""},
		{"clock with zone", "2026-01-05", "It flew at 7:50 a.m. KST on Sunday.", "7:50 a.m. KST on Sunday=2026-01-04T07:50 [2026-01-04T07:50..2026-01-04T07:50] 01-03T22:50Z"},
		{"clock of a place", "2026-01-05", "It flew at 7:50 a.m. local time on Sunday.", "7:50 a.m. local time on Sunday=2026-01-04T07:50 [2026-01-04T07:50..2026-01-04T07:50]"},
		{"military time", "2026-01-05", "Contact was lost at 0430 GMT on 2 January.", "0430 GMT on 2 January=2026-01-02T04:30 [2026-01-02T04:30..2026-01-02T04:30] 01-02T04:30Z"},
		{"part of a day", "2026-01-07", "They left on Sunday morning.", "Sunday morning=2026-01-04TMO [2026-01-04..2026-01-04]"},
		{"before dawn", "2026-01-07", "They struck before dawn on Saturday.", "dawn on Saturday=2026-01-03TMO [2026-01-03..2026-01-03]"},
		{"now", "2026-01-07", "He is now in hiding.", "now=PRESENT_REF"},
		{"modal may", "2026-01-07", "In May the army may march.", "May=2025-05 [2025-05-01..2025-05-31]"},
		{"event as anchor", "2026-01-07", "Missiles flew hours after the capture.", "hours=PTXH"},
		{"set", "2026-01-07", "They meet every Friday.", "every Friday=XXXX-WXX-5"},
		{"rate is no time", "2026-01-07", "It has four flights a week.", ""},
		{"number is no year", "2026-01-07", "About 2000 soldiers fled.", ""},
		{"range in a month", "2026-01-07", "The summit of 4-7 March 2025 failed.", "4-7 March 2025=2025-03-04/2025-03-07 [2025-03-04..2025-03-07]"},
		{"year of the other end", "2026-06-07", "It ran from March to June 2019.", "March=2019-03 [2019-03-01..2019-06-30]; June 2019=2019-06 [2019-03-01..2019-06-30]"},
		{"year of the text's first date", "", "It began on 3 January 2026.\nHe has been wanted since 2020.\nOn January 4 it ended, after a pre-Christmas order.", "3 January 2026=2026-01-03 [2026-01-03..2026-01-03]; 2020=2020 [2020-01-01..]; January 4=2026-01-04 [2026-01-04..2026-01-04]; pre-Christmas=2025-12-25/BEFORE [..2025-12-24]"},
		{"iso", "", "Seen 2026-01-04 at sea.", "2026-01-04=2026-01-04 [2026-01-04..2026-01-04]"},
		{"season", "2026-01-07", "The summer of 2014 was bloody.", "The summer of 2014=2014-SU [2014-06-01..2014-08-31]"},
		{"spelled year", "2026-01-07", "In nineteen ninety-seven it burned.", "nineteen ninety-seven=1997 [1997-01-01..1997-12-31]"},
		{"first day of the month", "2026-01-07", "It opens on Feb. 1 in Rome.", "Feb. 1=2026-02-01 [2026-02-01..2026-02-01]"},
		{"quarter of last year", "2026-01-07", "The first quarter of last year was quiet.", "The first quarter of last year=2025-Q1 [2025-01-01..2025-03-31]"},
		{"yesterday evening", "2026-01-07", "He spoke yesterday evening.", "yesterday evening=2026-01-06TEV [2026-01-06..2026-01-06]"},
		{"years of three digits", "2017-03-03", "Theodorus (314–368) died in 368.\nAbout 360 people came.", "314=0314 [0314-01-01..0368-12-31]; 368=0368 [0314-01-01..0368-12-31]; 368=0368 [0368-01-01..0368-12-31]"},
		{"three digits are no year", "2017-03-03", "By 348 votes to 120 the bill failed in 120.", ""},
		{"month, day and a short year", "2017-03-03", "He died on 30 September 420, as AD 420 was called later.", "30 September 420=0420-09-30 [0420-09-30..0420-09-30]; AD 420=0420 [0420-01-01..0420-12-31]"},
		{"interval before Christ", "2017-03-03", "The wars of 490 to 479 BC ended in the 5th century BC.", "490=BC0490; 479 BC=BC0479; the 5th century BC=BC04"},
		{"two centuries", "2017-03-03", "It grew from the 15th to the 19th century.", "the 15th=14 [1400-01-01..1899-12-31]; the 19th century=18 [1400-01-01..1899-12-31]"},
		{"seasons of every year", "2017-03-03", "The summers are hot.", "The summers=XXXX-SU"},
		{"post and pre", "2017-03-03", "The post-2015 goals replaced pre-1990 rules.", "post-2015=2015/AFTER [2016-01-01..]; pre-1990=1990/BEFORE [..1989-12-31]"},
		{"24 hours ago", "2017-03-03", "It was posted 24 hours ago.", "24 hours ago=2017-03-02 [2017-03-02..2017-03-02]"},
		{"overnight", "2026-01-07", "He fled overnight.", "overnight=2026-01-06TNI [2026-01-06..2026-01-07]"},
		{"named stretch of history", "2026-01-07", "It was built before World War II and shut in the Cold War.", "World War II=1939-09-01/1945-09-02 [..1939-08-31]; the Cold War=1947-03-12/1991-12-26 [1947-03-12..1991-12-26]"},
		{"written in figures", "2026-01-07", "Since 9/11 it has changed.", "9/11=2001-09-11 [2001-09-11..]"},
		{"short year", "2026-01-07", "He left in '94 for good.", "'94=1994 [1994-01-01..1994-12-31]"},
		{"two years with a hyphen", "2026-01-07", "The 1988-1989 season was wet.", "The 1988=1988 [1988-01-01..1989-12-31]; 1989=1989 [1988-01-01..1989-12-31]"},
		{"decimal is no year", "2026-01-07", "The index closed at 1678.5 points.", ""},
		{"years before Christ", "2026-01-07", "It lasted 1100-600 BC in all.", "1100=BC1100; 600 BC=BC0600"},
		{"centuries before Christ", "2026-01-07", "It stood from the 8th to the 5th century BC.", "the 8th=BC07; the 5th century BC=BC04"},
		{"centuries together", "2026-01-07", "It grew between the 13th and 15th centuries.", "the 13th and 15th centuries=1200/1499 [1200-01-01..1499-12-31]"},
		{"half of a century", "2026-01-07", "It dates from the first half of the 19th century.", "the first half of the 19th century=18/START [1800-01-01..1849-12-31]"},
		{"last quarter of a year", "2026-01-07", "Output fell in the last quarter of 2010.", "the last quarter of 2010=2010-Q4 [2010-10-01..2010-12-31]"},
		{"latest quarter", "2026-01-07", "Output fell in the latest quarter.", "the latest quarter=2025-Q4 [2025-10-01..2025-12-31]"},
		{"before the end", "2026-01-07", "It may fall before the end of 2026.", "the end of 2026=2026/END [..2026-12-31]"},
		{"last evening", "2026-01-07", "He spoke last evening.", "last evening=2026-01-06TEV [2026-01-06..2026-01-06]"},
		{"what a call is for", "2026-01-07", "Unions called for a strike on Friday.", "Friday=2026-01-09 [2026-01-09..2026-01-09]"},
		{"what begins", "2026-01-07", "They raised the toll beginning Friday.", "Friday=2026-01-09 [2026-01-09..]"},
		{"report of the day looks back", "2026-01-07", "Rebels left on Tuesday.\nThey had ruled since 2014 and were beaten in 2016.\nA hut burned on 24 December.", "Tuesday=2026-01-06 [2026-01-06..2026-01-06]; 2014=2014 [2014-01-01..]; 2016=2016 [2016-01-01..2016-12-31]; 24 December=2025-12-24 [2025-12-24..2025-12-24]"},
		{"dashed", "2026-01-07", "Signed 8-May-2006 in Oslo.", "8-May-2006=2006-05-08 [2006-05-08..2006-05-08]"},
		{"that season", "2026-01-07", "It fell in May 2014.\nThat summer he left.", "May 2014=2014-05 [2014-05-01..2014-05-31]; That summer=2014-SU [2014-06-01..2014-08-31]"},
		{"that winter", "2026-01-07", "It fell in January 2014.\nThat winter was cold.", "January 2014=2014-01 [2014-01-01..2014-01-31]; That winter=2013-WI [2013-12-01..2014-02-28]"},
		{"following month", "2026-01-07", "It fell in May 2014.\nThe following March he left.", "May 2014=2014-05 [2014-05-01..2014-05-31]; The following March=2015-03 [2015-03-01..2015-03-31]"},
		{"day of the month told", "2026-01-07", "Fires began on 8 December.\nThey were out by the 12th.", "8 December=2025-12-08 [2025-12-08..2025-12-08]; the 12th=2025-12-12 [..2025-12-12]"},
		{"day of the last month", "2026-01-07", "They came on the 30th.", "the 30th=2025-12-30 [2025-12-30..2025-12-30]"},
		{"ordinals that are no days", "2026-01-07", "He lives on the 12th and works by the 9th of them.", ""},
		{"counted back", "2026-01-07", "It fell in 1861.\nTen years before, it had stood.", "1861=1861 [1861-01-01..1861-12-31]; Ten years before=1851 [1851-01-01..1851-12-31]"},
		{"in days' time", "2026-01-07", "They leave in two days' time.", "two days' time=2026-01-09 [2026-01-09..2026-01-09]"},
		{"a year for all", "2026-01-07", "On 1 January, 2 February and 3 March 1950 it rained.", "1 January=1950-01-01 [1950-01-01..1950-01-01]; 2 February=1950-02-02 [1950-02-02..1950-02-02]; 3 March 1950=1950-03-03 [1950-03-03..1950-03-03]"},
		{"last night", "2026-01-07", "He spoke last night.", "last night=2026-01-06TNI [2026-01-06..2026-01-06]"},
	} {
		t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) {
			if got := show(e.Find(words(c.text, c.published))); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

func TestWithZone(t *testing.T) {
	e := New(Options{})
	ws := e.Find(words("It flew at 7:50 a.m. local time on Sunday.", "2026-01-05"))
	if len(ws) != 1 || !ws[0].UTC.IsZero() {
		t.Fatalf("got %s", show(ws))
	}
	if e.Zone("USA") != nil {
		t.Error("a country with several zones has no zone of its own")
	}
	w := WithZone(ws[0], e.Zone("KOR"))
	if got := w.UTC.Format(time.RFC3339); got != "2026-01-03T22:50:00Z" || w.Zone != "Asia/Seoul" {
		t.Errorf("got %s in %s", got, w.Zone)
	}
}

func TestZonesOfCountriesExist(t *testing.T) {
	e := New(Options{})
	for c, name := range e.zones {
		if _, err := time.LoadLocation(name); err != nil {
			t.Errorf("%s: %v", c, err)
		}
	}
	if len(e.zones) < 100 {
		t.Errorf("only %d countries", len(e.zones))
	}
}

func TestOpenNamesTheBadLine(t *testing.T) {
	_, err := readLexicon(mapFS{"words.tsv": "monday\tWEEKDAY\t1\ntuesday\tWEKDAY\t2\n"}, "words.tsv")
	if err == nil || !strings.Contains(err.Error(), `words.tsv:2: unknown class "WEKDAY"`) {
		t.Errorf("got %v", err)
	}
}

func FuzzFind(f *testing.F) {
	e := New(Options{})
	f.Add("On 4-7 March 2025 at 24:00 GMT, the twenty-first quarter of 1989's", "2026-01-04")
	f.Add("'90s 1990s' half past 9 p.m.; hours after the", "")
	f.Fuzz(func(t *testing.T, text, published string) {
		txt := words(text, published)
		end := 0
		for _, w := range e.Find(txt) {
			if w.Span.Of(text) != w.Text || w.Text == "" || w.Span.Start < end {
				t.Fatalf("%q: bad span %v %q", text, w.Span, w.Text)
			}
			end = w.Span.End
			if w.From != "" && w.Until != "" && w.Until < w.From {
				t.Fatalf("%q: %s ends before it begins: %s..%s", text, w.Text, w.From, w.Until)
			}
		}
	})
}

// TestLiveReportPastMidnight: entries before midnight are of the day before publication.
func TestLiveReportPastMidnight(t *testing.T) {
	t0 := words("19:10 Crowds gather.\n22:45 Police come.\n05:20 The square is empty.", "2026-01-07")
	var got []string
	for _, w := range New(Options{}).Find(t0) {
		got = append(got, w.From)
	}
	want := []string{"2026-01-06T19:10", "2026-01-06T22:45", "2026-01-07T05:20"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
