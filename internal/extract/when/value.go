package when

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/casus-project/casus"
)

// duration is the TIMEX3 value of n units: "P3D", "PT48H", "P20Y" for two decades, "PXW" where vague.
func duration(n float64, unit string, vague bool) string {
	t, letter, scale := "", "", 1.0
	switch unit {
	case "S", "MIN", "H":
		t, letter = "T", unit[:1]
	case "D", "W", "M", "Y":
		letter = unit
	case "Q":
		letter, scale = "M", 3
	case "NIGHT":
		letter = "D"
	case "FN":
		letter, scale = "W", 2
	case "DE":
		letter, scale = "Y", 10
	case "CE":
		letter, scale = "Y", 100
	case "ML":
		letter, scale = "Y", 1000
	case "WE":
		letter = "WE"
	}
	if whole := float64(int(n)); n > whole && (unit == "MIN" || unit == "H") && !vague {
		small := map[string]string{"MIN": "S", "H": "M"}[unit]
		return "PT" + strconv.Itoa(int(n)) + letter + strconv.Itoa(int((n-whole)*60+0.5)) + small
	}
	if vague {
		switch unit {
		case "DE", "CE":
			letter = unit
		}
		return "P" + t + "X" + letter
	}
	return "P" + t + strings.TrimSuffix(strconv.FormatFloat(n*scale, 'f', -1, 64), ".0") + letter
}

// partial is the value of a calendar spec that cannot be anchored: what is known, X for the rest.
func (p *spec) partial() string {
	switch {
	case p.m > 0 && p.d > 0:
		return fmt.Sprintf("XXXX-%02d-%02d", p.m, p.d)
	case p.m > 0:
		return fmt.Sprintf("XXXX-%02d", p.m)
	case p.wd > 0:
		return "XXXX-WXX-" + strconv.Itoa(p.wd)
	case p.q > 0:
		return "XXXX-Q" + strconv.Itoa(p.q)
	case p.season != "":
		return "XXXX-" + p.season
	case p.half > 0:
		return "XXXX-H" + strconv.Itoa(p.half)
	}
	switch grainOf[p.unit] {
	case casus.Week:
		return "XXXX-WXX"
	case casus.Month:
		return "XXXX-XX"
	case casus.Year:
		return "XXXX"
	case casus.Quarter:
		return "XXXX-QX"
	}
	return "XXXX-XX-XX"
}
