package encode

import (
	"encoding/binary"
	"fmt"
	"slices"
	"sort"
)

// Vectors are the words whose distributional vectors the network reads: the row of each in the table "vec". Like the
// lexicon it keeps hashes of 32 bits and is a view of the bytes that it was read from. It holds many more words than the
// treebanks do, so that a word which no treebank has still stands near its like.
type Vectors struct {
	hashes []byte // 4 bytes a word, ascending
}

const asVector = 13 // the kind of the keys

// MarshalVectors writes the lookup of words and returns, for each row of the table, the word that it belongs to, as an
// index into words. Of two words with one hash the first counts.
func MarshalVectors(words []string) (blob []byte, rows []int) {
	of := make(map[uint32]int, len(words))
	keys := make([]uint32, 0, len(words))
	for i, w := range words {
		h := lexHash(asVector, []byte(w))
		if _, taken := of[h]; !taken {
			of[h] = i
			keys = append(keys, h)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		blob = binary.LittleEndian.AppendUint32(blob, k)
		rows = append(rows, of[k])
	}
	return blob, rows
}

// ReadVectors reads what MarshalVectors wrote, without copying; rows is the length of the table.
func ReadVectors(b []byte, rows int) (*Vectors, error) {
	if len(b) != 4*rows {
		return nil, fmt.Errorf("lookup of vectors: %d bytes for %d rows", len(b), rows)
	}
	return &Vectors{hashes: b}, nil
}

// Row is the row of a word in the form of Normal; -1 for none.
func (v *Vectors) Row(low []byte) int32 {
	if v == nil {
		return -1
	}
	h := lexHash(asVector, low)
	n := len(v.hashes) / 4
	i := sort.Search(n, func(i int) bool { return binary.LittleEndian.Uint32(v.hashes[4*i:]) >= h })
	if i == n || binary.LittleEndian.Uint32(v.hashes[4*i:]) != h {
		return -1
	}
	return int32(i)
}
