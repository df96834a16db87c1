package when

import "fmt"

// opEra reads years with an era: "AD 842", "900 CE", "44 BC". Years before ours have a value and no dates.
func opEra(s *scan, b bindings) (spec, bool) {
	x, _ := b.get(cNum, 0)
	if !s.atoms[x.atom].is(cNum) {
		return spec{}, false
	}
	y := int(s.atoms[x.atom].num)
	if b.value(cEra) == "BC" {
		return spec{kind: kRef, value: fmt.Sprintf("BC%04d", y)}, y > 0
	}
	return spec{kind: kAbs, y: y}, y > 0 && y < 2200
}
