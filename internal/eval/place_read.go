package eval

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/casus-project/casus"
)

// placeGold is one toponym of the gold.
type placeGold struct {
	Span     casus.Span `json:"span"`
	Text     string     `json:"text"`
	Located  bool       `json:"located"`
	Lat      float64    `json:"lat"`
	Lon      float64    `json:"lon"`
	Country  string     `json:"country,omitempty"` // as the gold names it
	Wide     bool       `json:"wide,omitempty"`    // a country, continent or first-level area
	feature  string
	page     string
	phrase   string
	from, to int // characters, as given
}

// placeDoc is one document of the gold.
type placeDoc struct {
	doc  casus.Document
	gold []placeGold
}

// placeXML is an article of GeoVirus (locations) or of TR-News and LGL (toponyms).
type placeXML struct {
	ID        string `xml:"docid,attr"`
	Title     string `xml:"title"`
	URL       string `xml:"url"`
	Domain    string `xml:"domain"`
	Feed      string `xml:"feedid"`
	Time      string `xml:"dltime"`
	Source    string `xml:"source"`
	Text      string `xml:"text"`
	Locations []struct {
		Name  string `xml:"name"`
		Start int    `xml:"start"`
		End   int    `xml:"end"`
		Lat   string `xml:"lat"`
		Lon   string `xml:"lon"`
		Page  string `xml:"page"`
	} `xml:"locations>location"`
	Toponyms []struct {
		Phrase string `xml:"phrase"`
		Start  int    `xml:"start"`
		End    int    `xml:"end"`
		Tag    struct {
			Lat     string `xml:"lat"`
			Lon     string `xml:"lon"`
			Feature string `xml:"fcode"`
			Country string `xml:"country"`
		} `xml:"gaztag"`
	} `xml:"toponyms>toponym"`
}

// readPlaces reads a file of articles; wide says which pages are left out of acc161_local.
func readPlaces(path string, wide map[string]bool) ([]placeDoc, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read place data: %w", err)
	}
	defer f.Close()
	var out []placeDoc
	x := xml.NewDecoder(f)
	for {
		token, err := x.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: read articles: %w", path, err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "article" {
			continue
		}
		var a placeXML
		if err := x.DecodeElement(&a, &start); err != nil {
			return nil, fmt.Errorf("%s: article %d: %w", path, len(out), err)
		}
		d, err := a.document(len(out), wide)
		if err != nil {
			return nil, fmt.Errorf("%s: article %d: %w", path, len(out), err)
		}
		out = append(out, d)
	}
	if len(out) == 0 {
		return nil, casus.Errorf(casus.NotFound, "%s: no articles", path)
	}
	return out, nil
}

func (a *placeXML) document(n int, wide map[string]bool) (placeDoc, error) {
	id := a.ID
	if id == "" {
		id = fmt.Sprint(n)
	}
	d := placeDoc{doc: casus.Document{
		ID: casus.DocID(id), Text: a.Text, Title: strings.TrimSpace(a.Title), URL: strings.TrimSpace(a.URL + a.Source),
		Source: strings.TrimSpace(a.Domain + a.Feed), Lang: "en",
	}}
	if day, err := time.Parse(time.DateOnly, strings.TrimSpace(a.Time)[:min(10, len(strings.TrimSpace(a.Time)))]); err == nil {
		d.doc.Published, d.doc.DateOnly = day, true
	}
	for _, l := range a.Locations {
		g := placeGold{phrase: l.Name, from: l.Start, to: l.End, page: pageName(l.Page)}
		g.Wide = wide[g.page]
		g.locate(l.Lat, l.Lon)
		d.gold = append(d.gold, g)
	}
	for _, t := range a.Toponyms {
		g := placeGold{phrase: t.Phrase, from: t.Start, to: t.End, feature: t.Tag.Feature, Country: strings.TrimSpace(t.Tag.Country)}
		g.Wide = strings.HasPrefix(g.feature, "PCL") || g.feature == "ADM1" || g.feature == "CONT"
		g.locate(t.Tag.Lat, t.Tag.Lon)
		d.gold = append(d.gold, g)
	}
	return d, d.align()
}

func (g *placeGold) locate(lat, lon string) {
	_, err := fmt.Sscan(strings.TrimSpace(lat)+" "+strings.TrimSpace(lon), &g.Lat, &g.Lon)
	g.Located = err == nil
}

// pageName is the title in a Wikipedia address.
func pageName(address string) string {
	_, title, _ := strings.Cut(address, "/wiki/")
	if plain, err := url.PathUnescape(title); err == nil {
		title = plain
	}
	return strings.Trim(strings.ReplaceAll(title, "_", " "), "> \n")
}

// driftBytes is how far from its offset a phrase is searched: TR-News counts characters that its file has lost.
const driftBytes = 60

// align turns character offsets, counted from 0 or from 1, into byte spans, and moves a span that does not hold its
// phrase to the nearest place that does.
func (d *placeDoc) align() error {
	at := make([]int, 0, len(d.doc.Text)+1)
	for i := range d.doc.Text {
		at = append(at, i)
	}
	at = append(at, len(d.doc.Text))
	for i := range d.gold {
		g := &d.gold[i]
		from := at[max(0, min(g.from, len(at)-1))]
		start := nearestPhrase(d.doc.Text, g.phrase, from)
		if start < 0 {
			return casus.Errorf(casus.Invalid, "toponym %q: %d to %d does not fit the text", g.phrase, g.from, g.to)
		}
		g.Span = casus.Span{Start: start, End: start + len(g.phrase)}
		g.Text = g.phrase
	}
	return nil
}

// nearestPhrase is where phrase stands in text closest to offset from, -1 where it is not near.
func nearestPhrase(text, phrase string, from int) int {
	best := -1
	lo := max(0, from-driftBytes)
	window := text[lo:min(len(text), from+driftBytes+len(phrase))]
	for at := 0; phrase != ""; at++ {
		i := strings.Index(window[at:], phrase)
		if i < 0 {
			break
		}
		at += i
		if best < 0 || abs(lo+at-from) < abs(best-from) {
			best = lo + at
		}
	}
	return best
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
