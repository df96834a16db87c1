package where

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
	"github.com/casus-project/casus/internal/ling"
)

func gazetteerOf(t testing.TB) *gazetteer.Places {
	t.Helper()
	p, err := gazetteer.OpenPlaces()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var wordPattern = regexp.MustCompile(`U\.S\.|U\.K\.|D\.C\.|[A-Z]\.[A-Z]\.|[\pL\pN]+(?:['’]\pL+)?|[^\s\pL\pN]`)

// plain is a text cut into words and sentences, without tags, tree or entities.
func plain(text string) *ling.Text {
	t := &ling.Text{Doc: &casus.Document{ID: "d", Text: text, Lang: "en"}, Lang: "en"}
	first := 0
	for _, at := range wordPattern.FindAllStringIndex(text, -1) {
		form := text[at[0]:at[1]]
		s := casus.Span{Start: at[0], End: at[1]}
		// A possessive is a token of its own.
		if i := strings.LastIndexAny(form, "'’"); i > 0 && strings.HasSuffix(form, "s") {
			t.Tokens = append(t.Tokens, ling.Token{Span: casus.Span{Start: at[0], End: at[0] + i}, Form: form[:i], Head: -1})
			s.Start, form = at[0]+i, form[i:]
		}
		t.Tokens = append(t.Tokens, ling.Token{Span: s, Form: form, Head: -1, SpaceAfter: at[1] < len(text) && text[at[1]] == ' '})
		if form == "." || form == "?" || form == "!" {
			t.Sents = append(t.Sents, ling.Sentence{First: first, Last: len(t.Tokens)})
			first = len(t.Tokens)
		}
	}
	if first < len(t.Tokens) {
		t.Sents = append(t.Sents, ling.Sentence{First: first, Last: len(t.Tokens)})
	}
	t.Link()
	return t
}

// summary is "text=id" or, for settlements, "text=Name/COUNTRY/Area" of each place.
func summary(places []casus.Place) string {
	var out []string
	for _, p := range places {
		s := p.Text + "=" + p.ID
		if p.Precision == casus.PrecisionCity {
			s = p.Text + "=" + p.Name + "/" + string(p.Country) + "/" + p.Admin1
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// TestKnownTraps are texts of our own for mistakes that users of other geoparsers reported.
func TestKnownTraps(t *testing.T) {
	f := New(gazetteerOf(t), Options{})
	for name, c := range map[string]struct{ text, want string }{
		"continent_not_town":        {"Leaders from across Africa met on Monday.", "Africa=africa"},
		"state_not_town":            {"A storm crossed Oklahoma late on Friday.", "Oklahoma=US.OK"},
		"region_not_its_country":    {"Factories in Western Europe cut output.", "Western Europe=western-europe"},
		"adjective_is_no_place":     {"European ministers and French officers spoke.", ""},
		"city_comma_state":          {"The trial opened in Bangor, Maine, on Tuesday.", "Bangor=Bangor/USA/Maine; Maine=US.ME"},
		"city_comma_short_state":    {"He grew up in Troy, N.C., and left early.", "Troy=Troy/USA/North Carolina; N.C.=US.NC"},
		"city_comma_country":        {"Police in Paris, Texas, said so. A fair in Paris opened.", "Paris=Paris/USA/Texas; Texas=US.TX; Paris=Paris/USA/Texas"},
		"former_state":              {"He served in the Soviet Union before moving to Minsk.", "Soviet Union=SUN; Minsk=Minsk/BLR/Minsk City"},
		"unknown_changes_nothing":   {"They drove from Qzxville to Damascus in Syria.", "Damascus=Damascus/SYR/Damascus Governorate; Syria=SYR"},
		"valley_not_small_town":     {"Shots were fired across the border in Kashmir.", "Kashmir=kashmir"},
		"sea_not_state":             {"A ship was hit in the Red Sea.", "Red Sea=red-sea"},
		"capital_not_state":         {"Talks in Washington ended without result.", "Washington=Washington/USA/District of Columbia"},
		"state_by_kind":             {"Wildfires burned in Washington state.", "Washington state=US.WA"},
		"list_of_countries":         {"Officials from China, Japan and South Korea met.", "China=CHN; Japan=JPN; South Korea=KOR"},
		"georgia_in_us_context":     {"Votes were counted in Georgia, Alabama and Florida. Atlanta was slow.", "Georgia=US.GA; Alabama=US.AL; Florida=US.FL; Atlanta=Atlanta/USA/Georgia"},
		"georgia_in_the_caucasus":   {"Protests in Georgia grew as crowds filled Tbilisi and Batumi.", "Georgia=GEO; Tbilisi=Tbilisi/GEO/Tbilisi; Batumi=Batumi/GEO/Adjara"},
		"surname_is_no_place":       {"Mr Jackson met Angela Paris and Peter London.", ""},
		"month_is_no_place":         {"The ceasefire of March ended in June.", ""},
		"newspaper_is_no_place":     {"The Boston Globe and the Washington Post reported it.", ""},
		"university_is_no_place":    {"A study by the University of Warwick said so.", ""},
		"town_bears_states_name":    {"Cleveland and Toledo lost jobs to Oregon, and Ohio to Ireland.", "Cleveland=Cleveland/USA/Ohio; Toledo=Toledo/USA/Ohio; Oregon=US.OR; Ohio=US.OH; Ireland=IRL"},
		"refused_name_in_one_piece": {"The New York Times and Lima University agreed.", ""},
		"list_of_towns":             {"Strikes hit Khan Younis, Rafah and Jabalia.", "Khan Younis=Khan Younis/PSE/Gaza Strip; Rafah=Rafah/PSE/Gaza Strip; Jabalia=Jabalia/PSE/Gaza Strip"},
		"both_names_kept":           {"The missile fell into the East Sea, or Sea of Japan.", "East Sea=sea-of-japan; Sea of Japan=sea-of-japan"},
		"neighbours_decide":         {"The lorry left Cairns at dawn and burned out near Edmonton.", "Cairns=Cairns/AUS/Queensland; Edmonton=Edmonton/AUS/Queensland"},
		"possessive_country_before": {"Iraq's Anbar province saw new attacks near Ramadi.", "Iraq=IRQ; Anbar province=IQ.01; Ramadi=Ramadi/IRQ/Anbar"},
	} {
		if got := summary(f.Find(plain(c.text))); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", name, c.text, got, c.want)
		}
	}
}

func TestResolveGivenSpans(t *testing.T) {
	f := New(gazetteerOf(t), Options{})
	text := plain("Canadian troops left Vancouver for northern Iraq, Ky. and Blorxton.")
	var spans []casus.Span
	for _, w := range []string{"Blorxton", "Canadian", "northern Iraq", "Ky.", "Vancouver"} {
		i := strings.Index(text.Doc.Text, w)
		spans = append(spans, casus.Span{Start: i, End: i + len(w)})
	}
	got := f.Resolve(text, spans)
	want := []string{"", "CAN", "IRQ", "US.KY", "gn:6173331"}
	for i, p := range got {
		if p.ID != want[i] || p.Span != spans[i] {
			t.Errorf("span %q: got %q (%s), want %q", spans[i].Of(text.Doc.Text), p.ID, p.Reason, want[i])
		}
	}
	if got[0].Located || got[0].Reason == "" {
		t.Errorf("an unknown name must stay unlocated and say so: %+v", got[0])
	}
	if len(got[4].Candidates) == 0 || got[4].Admin1 != "British Columbia" {
		t.Errorf("Vancouver should list its runners-up: %+v", got[4])
	}
}

func TestResolveBadSpan(t *testing.T) {
	f := New(gazetteerOf(t), Options{})
	got := f.Resolve(plain("In Kyiv."), []casus.Span{{Start: 5, End: 90}, {Start: 3, End: 7}})
	if got[0].Located || got[1].Country != "UKR" {
		t.Errorf("%+v", got)
	}
}

func TestDisputedPlacesByDate(t *testing.T) {
	f := New(gazetteerOf(t), Options{})
	for _, c := range []struct{ date, claims, controls string }{
		{"2013-05-01", "UKR", "UKR"},
		{"2015-05-01", "UKR RUS", "RUS"},
	} {
		text := plain("Ships left Crimea at night.")
		text.Doc.Published, _ = time.Parse(time.DateOnly, c.date)
		p := f.Find(text)
		if len(p) != 1 || codes(p[0].ClaimedBy) != c.claims && codes(p[0].ClaimedBy) != "RUS UKR" || codes(p[0].ControlledBy) != c.controls {
			t.Errorf("%s: %+v", c.date, p)
		}
	}
}

func codes(c []casus.Country) string {
	var out []string
	for _, x := range c {
		out = append(out, string(x))
	}
	return strings.Join(out, " ")
}

func TestHomeOfTheSource(t *testing.T) {
	p := gazetteerOf(t)
	l := NewLearner()
	for range 6 {
		l.Add("post.example", []casus.Place{
			{ID: "a", Country: "USA", Admin1: "Illinois", Precision: casus.PrecisionCity},
			{ID: "b", Country: "USA", Admin1: "Illinois", Precision: casus.PrecisionCity},
			{ID: "c", Country: "FRA", Precision: casus.PrecisionCountry},
		})
	}
	l.Add("new.example", []casus.Place{{ID: "a", Country: "USA", Admin1: "Illinois"}})
	home := l.Home("post.example")
	if home.Country != "USA" || home.Admin1 != "Illinois" || home.Why == "" {
		t.Fatalf("home: %+v", home)
	}
	if h := l.Home("new.example"); h.Weight != 0 {
		t.Errorf("one article is too few: %+v", h)
	}
	text := plain("The council of Springfield met.")
	text.Doc.Source = "post.example"
	with := New(p, Options{Home: func(d *casus.Document) Home { return l.Home(d.Source) }}).Find(text)
	if len(with) != 1 || with[0].Admin1 != "Illinois" || !strings.Contains(with[0].Reason, "home of the source") {
		t.Errorf("with home: %+v", with)
	}
}

func TestSameTextSameAnswer(t *testing.T) {
	f := New(gazetteerOf(t), Options{})
	text := plain("From Paris to London, then Hamilton, Ontario, San Jose and Santa Maria near Victoria in Georgia.")
	first := f.Find(text)
	for range 5 {
		if got := f.Find(text); summary(got) != summary(first) || len(got) > 0 && got[0].Reason != first[0].Reason {
			t.Fatal("answers differ between runs")
		}
	}
}

// benchText is 60 toponyms in 30 sentences.
func benchText() (*ling.Text, []casus.Span) {
	names := []string{"Paris", "Kharkiv", "Santa Maria", "Iraq", "Springfield", "Donbas", "San Jose", "Caracas", "Pyongyang", "Georgia", "Aleppo", "Red Sea"}
	var b strings.Builder
	var spans []casus.Span
	for i := range 30 {
		b.WriteString("Officials flew from ")
		for k, between := range []string{" to ", " and spoke there. "} {
			n := names[(2*i+k*5)%len(names)]
			spans = append(spans, casus.Span{Start: b.Len(), End: b.Len() + len(n)})
			b.WriteString(n + between)
		}
	}
	return plain(b.String()), spans
}

// BenchmarkResolve reports toponyms per second on one core.
func BenchmarkResolve(b *testing.B) {
	f := New(gazetteerOf(b), Options{})
	text, spans := benchText()
	for b.Loop() {
		f.Resolve(text, spans)
	}
	b.ReportMetric(float64(len(spans)*b.N)/b.Elapsed().Seconds(), "toponyms/s")
}

func BenchmarkFind(b *testing.B) {
	f := New(gazetteerOf(b), Options{})
	text, spans := benchText()
	for b.Loop() {
		f.Find(text)
	}
	b.ReportMetric(float64(len(spans)*b.N)/b.Elapsed().Seconds(), "toponyms/s")
}
