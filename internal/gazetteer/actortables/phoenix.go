package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/casus-project/casus"
)

const (
	phoenixSource = "Phoenix dictionaries"
	phoenixDate   = "2014-01"
	// phoenixEnd is until when an open tenure is believed: most end dates of the set are of 2010 and 2011.
	phoenixEnd = "2011"
	oldest     = "1998"
	shortest   = 3 // years
)

// sectorsOf are the sectors of PLOVER that the dictionaries' codes of roles stand for, in the order in which they say most.
var sectorsOf = []struct{ code, sector string }{
	{"GOV", "GOV"},
	{"LEG", "LEG"},
	{"JUD", "JUD"},
	{"MIL", "MIL"},
	{"COP", "COP"},
	{"SPY", "SPY"},
	{"REB", "REB"},
	{"UAF", "UAF"},
	{"OPP", "OPP"},
	{"PTY", "PTY"},
}

// entry is one head of a dictionary with its synonyms and dated codes.
type entry struct {
	names []string
	codes []string
}

// dated is "AZEGOV 030101-031104" or "AZEGOV >031104".
var dated = regexp.MustCompile(`^([A-Z]{3})([A-Z]{3})[A-Z]*\s+(?:(\d{6,8})-(\d{6,8})|>(\d{6,8}))$`)

func (c *converter) phoenix(folder string) error {
	var rows []string
	err := readEntries(filepath.Join(folder, "Phoenix.Countries.actors.txt"), func(e entry) {
		rows = append(rows, c.person(e)...)
	})
	if err != nil {
		return err
	}
	return c.write("phoenix-people.tsv", rows)
}

// readEntries calls yield for every entry of a dictionary.
func readEntries(file string, yield func(entry)) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("read dictionary: %w", err)
	}
	defer f.Close()
	var e entry
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line, _, _ := strings.Cut(lines.Text(), "#")
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case line[0] == '[':
			e.codes = append(e.codes, strings.Trim(line, "[] "))
		case line[0] == '+':
			e.names = append(e.names, line[1:])
		default:
			if len(e.names) > 0 {
				yield(e)
			}
			e = entry{names: []string{line}}
		}
	}
	if len(e.names) > 0 {
		yield(e)
	}
	return lines.Err()
}

// term is a time in power.
type term struct{ country, sector, from, to string }

// person makes rows of an entry that has dated codes of power since 1990; those are people. Terms of one sector become
// one, and those of less than two years in all are left out.
func (c *converter) person(e entry) []string {
	terms := c.terms(e.codes)
	name, aliases := properNames(e.names)
	if len(terms) == 0 || name == "" || c.knownAnywhere(name) {
		return nil
	}
	country := casus.Country(terms[0].country)
	c.take("", name)
	id := "person." + slug(name) + "." + strings.ToLower(string(country)) + ".p"
	names := strings.Join(append([]string{name}, aliases...), "|")
	var rows []string
	for _, t := range terms {
		rows = append(rows, strings.Join([]string{
			id, names, "", "person", t.country, t.sector, "", "", t.from, t.to, phoenixSource, phoenixDate,
		}, "\t")+"\n")
	}
	return rows
}

func (c *converter) terms(codes []string) []term {
	var terms []term
	for _, code := range codes {
		m := dated.FindStringSubmatch(code)
		if m == nil || c.own.StateOf(casus.Country(m[1])) == nil {
			continue
		}
		at := slices.IndexFunc(sectorsOf, func(s struct{ code, sector string }) bool { return s.code == m[2] })
		from, to := phoenixDay(m[3]+m[5]), phoenixDay(m[4])
		if m[5] != "" {
			to = phoenixEnd
		}
		if at < 0 || from == "" || to < oldest || from > to {
			continue
		}
		t := term{m[1], sectorsOf[at].sector, from, to}
		same := slices.IndexFunc(terms, func(x term) bool { return x.country == t.country && x.sector == t.sector })
		if same < 0 {
			terms = append(terms, t)
			continue
		}
		terms[same].from, terms[same].to = min(terms[same].from, from), max(terms[same].to, to)
	}
	return slices.DeleteFunc(terms, func(t term) bool { return years(t) < shortest })
}

// years is the length of a term in whole calendar years.
func years(t term) int {
	from, _ := strconv.Atoi(t.from[:4])
	to, _ := strconv.Atoi(t.to[:4])
	return to - from
}

// phoenixDay reads 030101 or 20030101; years of two digits above 30 are of the last century.
func phoenixDay(s string) string {
	if len(s) == 6 {
		if s[:2] > "30" {
			s = "19" + s
		} else {
			s = "20" + s
		}
	}
	t, err := time.Parse("20060102", s)
	if err != nil {
		return ""
	}
	return t.Format(time.DateOnly)
}

// properNames are the names that look like a person's: two to four words of letters.
func properNames(list []string) (name string, aliases []string) {
	for _, raw := range list {
		raw, _, _ = strings.Cut(raw, "[")
		words := strings.Fields(strings.ReplaceAll(strings.TrimSpace(raw), "_", " "))
		if len(words) < 2 || len(words) > 4 || slices.ContainsFunc(words, unlike) {
			continue
		}
		for i, w := range words {
			words[i] = w[:1] + strings.ToLower(w[1:])
		}
		if full := strings.Join(words, " "); name == "" {
			name = full
		} else if !slices.Contains(aliases, full) && full != name {
			aliases = append(aliases, full)
		}
	}
	return name, aliases
}

// unlike reports whether a word is no part of a person's name.
func unlike(w string) bool {
	for _, r := range w {
		if (r < 'A' || r > 'Z') && r != '\'' && r != '-' {
			return true
		}
	}
	return len(w) < 2
}
