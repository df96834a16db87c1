package gazetteer

import (
	"encoding/binary"
	"math"

	"github.com/casus-project/casus"
)

// The gazetteer file is read in place, so that opening it costs nothing. All numbers are little endian.
//
//	magic    8 bytes "casusgaz", version u32, section count u32
//	sections offset u32, length u32 each
//	entries  entrySize bytes each: countries, first-level areas, second-level areas, own rows, settlements
//	strings  length u8 and bytes; offset 0 is ""
//	ids      u24 offset into strings for each entry that is not a settlement
//	keys     blocks of blockKeys folded names, front-coded, each with its postings
//	blocks   u32 offset into keys of each block
//	lists    text tables: kinds, countries, claims (see place_tables.go)
const (
	placeMagic   = "casusgaz"
	placeVersion = 2
	entrySize    = 22
	blockKeys    = 16
)

// The sections of the file, in order.
const (
	secEntries = iota
	secStrings
	secIDs
	secKeys
	secBlocks
	secKinds
	secCountries
	secClaims
	sections
)

// noEntry is the parent of a country and of what belongs to none.
const noEntry = 1<<24 - 1

// sectionsOf checks the frame of a gazetteer file and cuts it into its sections.
func sectionsOf(file []byte) ([sections][]byte, error) {
	var out [sections][]byte
	head := len(placeMagic) + 8
	if len(file) < head+8*sections || string(file[:len(placeMagic)]) != placeMagic {
		return out, casus.Errorf(casus.Invalid, "gazetteer: not a gazetteer file (%d bytes)", len(file))
	}
	if v := binary.LittleEndian.Uint32(file[len(placeMagic):]); v != placeVersion {
		return out, casus.Errorf(casus.Invalid, "gazetteer: version %d, this casus reads version %d", v, placeVersion)
	}
	if n := binary.LittleEndian.Uint32(file[len(placeMagic)+4:]); n != sections {
		return out, casus.Errorf(casus.Invalid, "gazetteer: %d sections instead of %d", n, sections)
	}
	for i := range out {
		at := file[head+8*i:]
		from, n := uint64(binary.LittleEndian.Uint32(at)), uint64(binary.LittleEndian.Uint32(at[4:]))
		if from+n > uint64(len(file)) {
			return out, casus.Errorf(casus.Invalid, "gazetteer: section %d lies outside the file", i)
		}
		out[i] = file[from : from+n]
	}
	return out, nil
}

// record is one entry in memory, before packing and after reading.
type record struct {
	lat, lon   float64
	parent     uint32 // entry, noEntry for none
	name       uint32 // offset into strings
	geonames   uint32
	population uint16 // packed
	kind       uint8
	country    uint8
	radius     uint8 // packed
	fame       uint8 // number of names, at most 255
}

func (r record) pack(to []byte) {
	put24(to[0:], uint32(int32(math.Round(r.lat*4e4)))&noEntry)
	put24(to[3:], uint32(int32(math.Round(r.lon*4e4)))&noEntry)
	put24(to[6:], r.parent)
	binary.LittleEndian.PutUint32(to[9:], r.name)
	put24(to[13:], r.geonames)
	binary.LittleEndian.PutUint16(to[16:], r.population)
	to[18], to[19], to[20], to[21] = r.kind, r.country, r.radius, r.fame
}

func put24(to []byte, v uint32) { to[0], to[1], to[2] = byte(v), byte(v>>8), byte(v>>16) }

func get24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }

// degrees reads a signed 24-bit number of 1/40000 degree (about 3 m).
func degrees(b []byte) float64 { return float64(int32(get24(b)<<8)>>8) / 4e4 }

// packCount keeps a count as 5 bits of exponent and 11 of mantissa: exact below 2048, within 0.05 % above.
func packCount(n int) uint16 {
	exp := 0
	for n >= 1<<11 {
		n >>= 1
		exp++
	}
	return uint16(exp<<11 | n)
}

func unpackCount(c uint16) int { return int(c&(1<<11-1)) << (c >> 11) }

// packRadius keeps a radius in km with steps of 4 %, from 0.1 km to 2,000 km; 0 is unknown.
func packRadius(km float64) uint8 {
	if km <= 0 {
		return 0
	}
	return uint8(min(255, max(1, 1+math.Round(math.Log(km/0.1)/0.039))))
}

func unpackRadius(c uint8) float64 {
	if c == 0 {
		return 0
	}
	r := 0.1 * math.Exp(0.039*float64(c-1))
	if r < 10 {
		return math.Round(r*10) / 10
	}
	return math.Round(r)
}
