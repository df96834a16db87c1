package gazetteer

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/casus-project/casus"
)

// PlaceRow is one place on its way into a gazetteer file.
type PlaceRow struct {
	ID         string // "" for a settlement, whose id follows from GeoNames id or point
	Name       string
	Others     []string // other names, any script; those that FoldPlace refuses are left out
	Level      PlaceLevel
	Kind       string // "city", "sea", "airport" …
	Feature    string // GeoNames feature code, "" for own rows
	Country    string // ISO 3166-1 alpha-3, "" for none
	Parent     int    // row that holds it, -1 for none
	Lat, Lon   float64
	RadiusKM   float64
	Population int // inhabitants, or, for what has none, how well known it is on that scale
	GeonamesID int
	Fame       int // how many names it has in all languages: the better known, the more
}

// PlaceLevel orders the rows of a gazetteer file.
type PlaceLevel uint8

// The levels, in the order of the file.
const (
	LevelCountry PlaceLevel = iota
	LevelAdmin1
	LevelAdmin2
	LevelOwn
	LevelSettlement
)

// PlaceTables are the text tables that a gazetteer file carries beside its rows, as tab-separated lines.
type PlaceTables struct {
	Countries string // iso3, iso2, fips, name, demonyms with |, from, to
	Claims    string // place, relation, by, from, to, name, note
}

// packer gathers the sections of a gazetteer file.
type packer struct {
	strings []byte
	at      map[string]uint32
	kinds   []string
	kindAt  map[string]uint8
	country map[string]uint8
}

// PackPlaces writes rows, which must be ordered by level, and tables into the bytes of a gazetteer file. Equal input
// gives equal bytes.
func PackPlaces(rows []PlaceRow, tables PlaceTables) ([]byte, error) {
	p := &packer{strings: []byte{0}, at: map[string]uint32{"": 0}, kindAt: map[string]uint8{}, country: map[string]uint8{}}
	for n, c := range countryRows(tables.Countries) {
		if _, again := p.country[c.iso3]; again {
			continue // a former state that is part of one of today
		}
		if n+1 > 255 {
			return nil, casus.Errorf(casus.Invalid, "gazetteer: more than 255 countries, from %s on", c.iso3)
		}
		p.country[c.iso3] = uint8(n + 1)
	}
	var out [sections][]byte
	var err error
	if out[secEntries], out[secIDs], err = p.entries(rows); err != nil {
		return nil, err
	}
	out[secKeys], out[secBlocks] = packKeys(keysOf(rows))
	out[secStrings] = p.strings
	out[secKinds] = []byte(strings.Join(p.kinds, "\n"))
	out[secCountries], out[secClaims] = []byte(tables.Countries), []byte(tables.Claims)
	return join(out), nil
}

func join(parts [sections][]byte) []byte {
	file := binary.LittleEndian.AppendUint32([]byte(placeMagic), placeVersion)
	file = binary.LittleEndian.AppendUint32(file, sections)
	at := len(file) + 8*sections
	for _, part := range parts {
		file = binary.LittleEndian.AppendUint32(file, uint32(at))
		file = binary.LittleEndian.AppendUint32(file, uint32(len(part)))
		at += len(part)
	}
	for _, part := range parts {
		file = append(file, part...)
	}
	return file
}

func (p *packer) entries(rows []PlaceRow) (entries, ids []byte, err error) {
	entries = make([]byte, entrySize*len(rows))
	for i, r := range rows {
		if i > 0 && r.Level < rows[i-1].Level {
			return nil, nil, casus.Errorf(casus.Invalid, "gazetteer: row %d (%s) comes after a later level", i, r.Name)
		}
		country, ok := p.country[r.Country]
		if r.Country != "" && !ok {
			return nil, nil, casus.Errorf(casus.Invalid, "gazetteer: %s: unknown country %q", r.Name, r.Country)
		}
		parent := uint32(noEntry)
		if r.Parent >= 0 {
			parent = uint32(r.Parent)
		}
		record{
			lat: r.Lat, lon: r.Lon, parent: parent, name: p.text(r.Name), geonames: uint32(r.GeonamesID),
			population: packCount(r.Population), kind: p.kind(r), country: country, radius: packRadius(r.RadiusKM),
			fame: uint8(min(255, r.Fame)),
		}.pack(entries[entrySize*i:])
		if r.Level != LevelSettlement {
			ids = append(ids, 0, 0, 0)
			put24(ids[len(ids)-3:], p.text(r.ID))
		}
	}
	if len(p.strings) > 1<<31 || len(ids)/3 > noEntry || len(rows) >= noEntry || len(p.kinds) > 255 {
		return nil, nil, casus.Errorf(casus.Invalid, "gazetteer: too large: %d rows, %d bytes of names, %d kinds",
			len(rows), len(p.strings), len(p.kinds))
	}
	return entries, ids, nil
}

func (p *packer) kind(r PlaceRow) uint8 {
	key := r.Kind + "\t" + r.Feature
	k, ok := p.kindAt[key]
	if !ok {
		k = uint8(len(p.kinds))
		p.kindAt[key] = k
		p.kinds = append(p.kinds, key)
	}
	return k
}

func (p *packer) text(s string) uint32 {
	if len(s) > 255 {
		s = s[:255]
	}
	at, ok := p.at[s]
	if !ok {
		at = uint32(len(p.strings))
		p.strings = append(append(p.strings, byte(len(s))), s...)
		p.at[s] = at
	}
	return at
}

// posting says that a folded name is one of entry's names; alternate is false for the name that stands first.
type posting struct {
	key       string
	entry     int
	alternate bool
}

// keysOf lists every folded name of every row once, sorted by name, then row.
func keysOf(rows []PlaceRow) []posting {
	var all []posting
	for i, r := range rows {
		first := FoldPlace(r.Name)
		for n, name := range append([]string{r.Name}, r.Others...) {
			if key := FoldPlace(name); len(key) > 1 && len(key) < 120 {
				all = append(all, posting{key, i, n > 0 && key != first})
			}
		}
	}
	slices.SortFunc(all, func(a, b posting) int {
		return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.entry, b.entry), cmp.Compare(flag(a.alternate), flag(b.alternate)))
	})
	return slices.CompactFunc(all, func(a, b posting) bool { return a.key == b.key && a.entry == b.entry })
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// packKeys front-codes the names in blocks: shared prefix u8, rest u8 and bytes, number of postings as varint, then
// entry<<1|alternate as the difference to the posting before.
func packKeys(all []posting) (keys, blocks []byte) {
	last, n := "", 0
	for i := 0; i < len(all); n++ {
		j := i
		for j < len(all) && all[j].key == all[i].key {
			j++
		}
		if n%blockKeys == 0 {
			blocks = binary.LittleEndian.AppendUint32(blocks, uint32(len(keys)))
			last = ""
		}
		key, shared := all[i].key, 0
		for shared < len(last) && shared < len(key) && last[shared] == key[shared] {
			shared++
		}
		keys = append(append(keys, byte(shared), byte(len(key)-shared)), key[shared:]...)
		keys = binary.AppendUvarint(keys, uint64(j-i))
		before := 0
		for ; i < j; i++ {
			code := all[i].entry<<1 | flag(all[i].alternate)
			keys = binary.AppendUvarint(keys, uint64(code-before))
			before = code
		}
		last = key
	}
	return keys, blocks
}
