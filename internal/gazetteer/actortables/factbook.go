package main

import (
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/gazetteer"
)

// government is what is read of a country's page.
type government struct {
	Executive map[string]json.RawMessage `json:"executive_branch"`
	Parties   *note                      `json:"parties"`
}

type note struct {
	Text string `json:"text"`
}

const (
	factbookSource = "World Factbook"
	factbookDate   = "2026-01"
	factbookDay    = "2026-01-06"
)

func (c *converter) factbook(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("read governments: %w", err)
	}
	var pages map[string]government
	if err := json.Unmarshal(text, &pages); err != nil {
		return fmt.Errorf("read governments: %w", err)
	}
	var heads, parties []string
	shared := sharedNames(pages)
	for _, code := range slices.Sorted(maps.Keys(pages)) {
		country, page := c.codes[code], pages[code]
		if country == "" {
			continue
		}
		for _, part := range []string{"chief of state", "head of government"} {
			var n note
			if json.Unmarshal(page.Executive[part], &n) == nil {
				heads = append(heads, c.heads(country, n.Text)...)
			}
		}
		if page.Parties != nil {
			parties = append(parties, c.parties(country, page.Parties.Text, shared)...)
		}
	}
	if err := c.write("factbook-heads.tsv", heads); err != nil {
		return err
	}
	return c.write("factbook-parties.tsv", parties)
}

// tags are the marks of a web page.
var tags = regexp.MustCompile(`<[^>]*>`)

// holder is "TITLE Name FAMILY (since 1 May 2020)".
var holder = regexp.MustCompile(`([^();,]+?)\s*\(since ([^)]+)\)`)

// heads reads the holders of one line. Those whose title is of no known office are left out.
func (c *converter) heads(country casus.Country, text string) []string {
	var rows []string
	text = html.UnescapeString(tags.ReplaceAllString(text, " "))
	for _, m := range holder.FindAllStringSubmatch(text, -1) {
		words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(m[1]), "represented by "))
		office, role, n := c.title(words)
		name, family := personName(words[n:])
		since, err := time.Parse("2 January 2006", m[2])
		if office == "" || name == "" || err != nil || c.serves(country, office, family) || c.knownAnywhere(name) {
			continue
		}
		id := "person." + slug(name) + "." + strings.ToLower(string(country))
		c.take("", name)
		rows = append(rows, strings.Join([]string{
			id, name, family, "person", string(country), "GOV", role, string(country) + "." + office,
			since.Format(time.DateOnly), "", factbookSource, factbookDate,
		}, "\t")+"\n")
	}
	return rows
}

// title finds the longest known title of an office of state at the beginning; what follows is the name.
func (c *converter) title(words []string) (office, role string, n int) {
	for k := min(4, len(words)); k > 0; k-- {
		for _, e := range c.own.Exact(c.own.Words(nil, strings.Join(words[:k], " "), 0)) {
			if e.Kind == gazetteer.TitleEntry && c.own.Title(e).Office != "" {
				return c.own.Title(e).Office, c.own.Title(e).Role, k
			}
		}
	}
	return "", "", 0
}

// serves reports whether the own tables have somebody in the office on a day, and says so where the name differs.
func (c *converter) serves(country casus.Country, office, family string) bool {
	i, ok := c.own.Holder(country, office, factbookDay)
	if ok && !strings.Contains(gazetteer.Fold(c.own.NameOf(i)), gazetteer.Fold(family)) {
		fmt.Printf("%s.%s: %s in the own tables, %s in the factbook\n", country, office, c.own.NameOf(i), family)
	}
	return ok
}

// personName turns "Jose Maria Pereira NEVES" into a name and its family name; "" where no word is in capitals.
func personName(words []string) (name, family string) {
	var all, last []string
	for len(words) > 0 && slices.Contains(honours, words[0]) {
		words = words[1:]
	}
	if len(words) > 0 && words[0] == "of" {
		return "", "" // the rest of a title
	}
	for _, w := range words {
		if w == strings.ToUpper(w) && len(w) > 2 && unicode.IsLetter(rune(w[0])) {
			if strings.Trim(w, "IVX") != "" {
				w = capital(w)
			}
			last = append(last, w)
		}
		if !strings.HasSuffix(w, ".") {
			all = append(all, w)
		}
	}
	if len(last) == 0 || len(all) < 2 || len(all) > 6 {
		return "", ""
	}
	return strings.Join(all, " "), strings.Join(last, " ")
}

// honours stand between a title and a name.
var honours = []string{"Sir", "Dame", "Grand", "Chief", "Dr.", "General", "Gen."}

// capital writes a word in capitals as a name: each part begins with one.
func capital(w string) string {
	parts := strings.Split(w, "-")
	for i, p := range parts {
		if r := []rune(p); len(r) > 0 {
			parts[i] = string(r[:1]) + strings.ToLower(string(r[1:]))
		}
	}
	return strings.Join(parts, "-")
}

// breaks separate the parties of a country.
var breaks = regexp.MustCompile(`<br[^>]*>`)

// partyName is a name with its short form: "Algerian National Front or FNA (ally of …)".
var partyName = regexp.MustCompile(`^([\p{L}][\p{L}\p{M}'’.&\- ]{3,60}?)(?: or ([\p{Lu}][\p{L}+\-]{1,14}))?(?:\s*[\[(].*)?$`)

func partyNames(text string) [][2]string {
	var out [][2]string
	for _, line := range breaks.Split(text, -1) {
		line = strings.TrimSpace(html.UnescapeString(tags.ReplaceAllString(line, "")))
		if m := partyName.FindStringSubmatch(line); m != nil && !strings.Contains(strings.ToLower(line), "note:") && len(strings.Fields(m[1])) < 8 {
			out = append(out, [2]string{strings.TrimSpace(m[1]), m[2]})
		}
	}
	return out
}

// sharedNames counts how many countries have a party of a name.
func sharedNames(pages map[string]government) map[string]int {
	out := map[string]int{}
	for _, p := range pages {
		if p.Parties == nil {
			continue
		}
		for _, n := range partyNames(p.Parties.Text) {
			out[strings.ToLower(n[0])]++
		}
	}
	return out
}

// parties reads the parties of a country. Short names and those of several countries count only where a text speaks of
// the country.
func (c *converter) parties(country casus.Country, text string, shared map[string]int) []string {
	var rows []string
	for _, n := range partyNames(text) {
		name := n[0]
		if !strings.Contains(name, " ") || c.knows(country, name) {
			continue
		}
		names := name
		if shared[strings.ToLower(name)] > 1 || len(strings.Fields(name)) < 4 {
			names += "?"
		}
		if n[1] != "" && n[1] != name {
			names += "|" + n[1] + "?"
		}
		c.take(country, name)
		rows = append(rows, strings.Join([]string{
			string(country) + ".party." + slug(name), names, "", "organisation", string(country), "PTY", "party", "", "", "",
			factbookSource, factbookDate,
		}, "\t")+"\n")
	}
	return rows
}
