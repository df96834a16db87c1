package when

import (
	"fmt"
	"io/fs"
	"strings"
	"time"
	_ "time/tzdata" // so that zones are the same on every machine

	"github.com/casus-project/casus"
)

// readZones reads the table of countries with one zone.
func readZones(fsys fs.FS) (map[casus.Country]string, error) {
	zones := map[casus.Country]string{}
	err := rows(fsys, "lexicon/en/when-countries.tsv", 2, func(_ int, f []string) error {
		zones[casus.Country(f[0])] = f[1]
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read zones of countries: %w", err)
	}
	return zones, nil
}

// zoneName is what When.Zone says for the table's value "KST 540", "America/New_York" or "local".
func zoneName(v string) string {
	name, _, _ := strings.Cut(v, " ")
	return name
}

// parseLocal reads a local date-time of ours in a zone.
func parseLocal(s string, loc *time.Location) (time.Time, error) {
	next := time.Duration(0)
	if strings.Contains(s, "T24:00") {
		s, next = strings.Replace(s, "T24:00", "T00:00", 1), 24*time.Hour
	}
	layout := "2006-01-02T15:04"
	if len(s) > len(layout) {
		layout = "2006-01-02T15:04:05"
	}
	t, err := time.ParseInLocation(layout, s, loc)
	return t.Add(next), err
}

// instant is the UTC time of a local date-time, zero where the zone is not known.
func instant(local, zone string) time.Time {
	if zone == "" || zone == "local" {
		return time.Time{}
	}
	var loc *time.Location
	if name, offset, ok := strings.Cut(zone, " "); ok {
		loc = time.FixedZone(name, atoi(offset)*60)
	} else if l, err := time.LoadLocation(zone); err == nil {
		loc = l
	} else {
		return time.Time{}
	}
	t, err := parseLocal(local, loc)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}
