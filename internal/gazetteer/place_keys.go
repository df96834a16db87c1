package gazetteer

import (
	"bytes"
	"encoding/binary"
)

// cursor walks the keys of one block and the blocks after it.
type cursor struct {
	p     *Places
	at    int // offset of the next key
	n     int // its number
	key   []byte
	posts []byte // the rest of keys from the postings of key on
	count int
}

// next reads a key; false at the end or at broken bytes.
func (c *cursor) next() bool {
	k := c.p.keys
	if c.at+2 > len(k) {
		return false
	}
	shared, rest := int(k[c.at]), int(k[c.at+1])
	c.at += 2
	if c.at+rest > len(k) || shared > len(c.key) {
		return false
	}
	c.key = append(c.key[:shared], k[c.at:c.at+rest]...)
	c.at += rest
	count, size := binary.Uvarint(k[c.at:])
	if size <= 0 || count > uint64(len(k)) {
		return false
	}
	c.at += size
	c.posts, c.count = k[c.at:], int(count)
	for range c.count {
		for c.at < len(k) && k[c.at] >= 0x80 {
			c.at++
		}
		c.at++
	}
	c.n++
	return c.at <= len(k)
}

// blockStart is the first key of block b, uncompressed there.
func (p *Places) blockStart(b int) []byte {
	at := int(binary.LittleEndian.Uint32(p.blocks[4*b:]))
	if at+2 > len(p.keys) || at+2+int(p.keys[at+1]) > len(p.keys) {
		return nil
	}
	return p.keys[at+2 : at+2+int(p.keys[at+1])]
}

// seek finds the first key that is not below key; buf is scratch for the cursor.
func (p *Places) seek(key, buf []byte) (c cursor, ok bool) {
	lo, hi := 0, len(p.blocks)/4
	for lo < hi {
		mid := (lo + hi) / 2
		if bytes.Compare(p.blockStart(mid), key) <= 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	b := max(0, lo-1)
	if 4*b >= len(p.blocks) {
		return cursor{}, false
	}
	c = cursor{p: p, at: int(binary.LittleEndian.Uint32(p.blocks[4*b:])), key: buf[:0]}
	for c.next() {
		if bytes.Compare(c.key, key) >= 0 {
			return c, true
		}
	}
	return c, false
}

// Search looks a folded name up. It appends the places that bear it to found and reports whether any longer name
// begins with its words.
func (p *Places) Search(found []Candidate, key []byte) (all []Candidate, longer bool) {
	var scratch [128]byte
	c, ok := p.seek(key, scratch[:])
	if !ok {
		return found, false
	}
	if bytes.Equal(c.key, key) {
		found = c.candidates(found)
		ok = c.next()
	}
	// Between "a" and "a b" only keys such as "a-" could stand, and folding leaves no byte below a space.
	return found, ok && len(c.key) > len(key) && c.key[len(key)] == ' ' && bytes.HasPrefix(c.key, key)
}

func (c *cursor) candidates(found []Candidate) []Candidate {
	code := 0
	rest := c.posts
	for range c.count {
		d, size := binary.Uvarint(rest)
		if size <= 0 {
			break
		}
		rest = rest[size:]
		code += int(d)
		if code>>1 < c.p.Len() && code >= 0 {
			found = append(found, Candidate{Entry: code >> 1, Alternate: code&1 == 1})
		}
	}
	return found
}

// Names is every folded name in order with its candidates, for tools; the slice is reused.
func (p *Places) Names(yield func(name string, c []Candidate) bool) {
	c := cursor{p: p}
	var found []Candidate
	for c.next() {
		found = c.candidates(found[:0])
		if !yield(string(c.key), found) {
			return
		}
	}
}
