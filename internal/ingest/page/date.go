package page

import (
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/casus-project/casus/internal/ingest"
)

// dateNames are the meta names and properties that carry the time of publication, in lower case.
var dateNames = []string{
	"article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
	"dcterms.created", "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date",
}

// metaDate is the publication time as the page's metadata states it: JSON-LD's datePublished first, then meta
// elements, then <time datetime pubdate>. It is "" where none can be read; dates in running text are not believed.
func metaDate(root *html.Node) string {
	var fromLD, fromTime string
	fromMeta := map[string]string{}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			switch n.DataAtom {
			case atom.Meta:
				name := strings.ToLower(attr(n, "property") + attr(n, "name") + attr(n, "itemprop"))
				keep(fromMeta, name, attr(n, "content"))
			case atom.Script:
				if attr(n, "type") == "application/ld+json" && n.FirstChild != nil && fromLD == "" {
					fromLD = ldDate([]byte(n.FirstChild.Data))
				}
			case atom.Time:
				if fromTime == "" && (has(n, "pubdate") || attr(n, "itemprop") == "datePublished") {
					fromTime = attr(n, "datetime")
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	found := []string{fromLD}
	for _, name := range dateNames {
		found = append(found, fromMeta[name])
	}
	for _, s := range append(found, fromTime) {
		if t, _, err := ingest.Published(s); err == nil && !t.IsZero() {
			return strings.TrimSpace(s)
		}
	}
	return ""
}

func keep(m map[string]string, name, value string) {
	if _, have := m[name]; !have && value != "" {
		m[name] = value
	}
}

// ldDate finds the first datePublished in a JSON-LD block of any nesting.
func ldDate(b []byte) string {
	var v any
	if json.Unmarshal(b, &v) != nil {
		return ""
	}
	return findDate(v)
}

func findDate(v any) string {
	switch v := v.(type) {
	case map[string]any:
		if s, ok := v["datePublished"].(string); ok {
			return s
		}
		if s := findDate(v["@graph"]); s != "" {
			return s
		}
		return findDate(v["mainEntity"])
	case []any:
		for _, e := range v {
			if s := findDate(e); s != "" {
				return s
			}
		}
	}
	return ""
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}
