package where

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/casus-project/casus"
)

// Homes are the homes of sources, by the name of the source as its documents have it.
type Homes map[string]Home

// Of is the home of a document's source, the zero Home where unknown.
func (h Homes) Of(d *casus.Document) Home { return h[d.Source] }

// homesHead is the first line of a table of homes.
const homesHead = "source\tcountry\tadmin1\tweight\twhy"

// Homes are the homes that the articles of each source tell; sources whose articles do not tell are left out.
func (l *Learner) Homes() Homes {
	out := Homes{}
	for source := range l.bySource {
		if h := l.Home(source); source != "" && h.Weight > 0 {
			out[source] = h
		}
	}
	return out
}

// Write writes the table, one source a line in order of its name, for people to read, correct and switch off (weight 0).
func (h Homes) Write(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, homesHead)
	for _, source := range slices.Sorted(maps.Keys(h)) {
		x := h[source]
		fmt.Fprintf(b, "%s\t%s\t%s\t%s\t%s\n", strings.Join(strings.Fields(source), " "), x.Country, x.Admin1, strconv.FormatFloat(float64(x.Weight), 'g', -1, 32), x.Why)
	}
	return b.Flush()
}

var countryCode = regexp.MustCompile(`^[A-Z]{3}$`)

// ReadHomes reads what Write wrote, or a table by hand in the same form. An error is Invalid and names file, line and
// cause.
func ReadHomes(r io.Reader, file string) (Homes, error) {
	out := Homes{}
	sc := bufio.NewScanner(r)
	for line := 1; sc.Scan(); line++ {
		text := sc.Text()
		if line == 1 && text == homesHead || text == "" || text[0] == '#' {
			continue
		}
		f := strings.Split(text, "\t")
		if len(f) != strings.Count(homesHead, "\t")+1 {
			return nil, casus.Errorf(casus.Invalid, "%s:%d: %d columns instead of %q", file, line, len(f), homesHead)
		}
		weight, err := strconv.ParseFloat(cmp.Or(f[3], "1"), 32)
		switch _, twice := out[f[0]]; {
		case twice:
			return nil, casus.Errorf(casus.Invalid, "%s:%d: a second home for %q", file, line, f[0])
		case !countryCode.MatchString(f[1]):
			return nil, casus.Errorf(casus.Invalid, "%s:%d: %q is no code of a country such as KEN", file, line, f[1])
		case err != nil || weight < 0 || weight > 1:
			return nil, casus.Errorf(casus.Invalid, "%s:%d: weight %q is not between 0 and 1", file, line, f[3])
		}
		out[f[0]] = Home{Country: casus.Country(f[1]), Admin1: f[2], Weight: float32(weight), Why: f[4]}
	}
	if err := sc.Err(); err != nil {
		return nil, casus.Errorf(casus.Invalid, "%s: %v", file, err)
	}
	return out, nil
}
