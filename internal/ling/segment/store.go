package segment

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
)

// Marshal writes the model: a JSON table of fused words, then the non-zero weights of both tables.
func (m *Model) Marshal() ([]byte, error) {
	b, err := json.Marshal(m.Fused)
	if err != nil {
		return nil, fmt.Errorf("segmentation model: %w", err)
	}
	out := append(binary.AppendUvarint(nil, uint64(len(b))), b...)
	out = binary.AppendVarint(out, int64(m.Above))
	for _, table := range [][]int16{m.Inner, m.Outer} {
		last := 0
		for i, v := range table {
			if v != 0 {
				out = binary.AppendUvarint(out, uint64(i-last+1))
				out = binary.AppendVarint(out, int64(v))
				last = i
			}
		}
		out = binary.AppendUvarint(out, 0)
	}
	return out, nil
}

// Read reads what Marshal wrote.
func Read(b []byte) (*Model, error) {
	m := &Model{Fused: map[string]int8{}, Inner: make([]int16, InnerRows*Cuts), Outer: make([]int16, OuterRows)}
	var err error
	if m.titles, err = readTitles(); err != nil {
		return nil, fmt.Errorf("segmentation model: %w", err)
	}
	n, k := binary.Uvarint(b)
	if k <= 0 || n > uint64(len(b)-k) {
		return nil, fmt.Errorf("segmentation model ends within its words")
	}
	if err := json.Unmarshal(b[k:k+int(n)], &m.Fused); err != nil {
		return nil, fmt.Errorf("segmentation model: %w", err)
	}
	b = b[k+int(n):]
	above, k := binary.Varint(b)
	if k <= 0 {
		return nil, fmt.Errorf("segmentation model ends within its threshold")
	}
	m.Above, b = int32(above), b[k:]
	for _, table := range [][]int16{m.Inner, m.Outer} {
		at := -1
		first := true
		for {
			step, k := binary.Uvarint(b)
			if k <= 0 {
				return nil, fmt.Errorf("segmentation model ends within its weights")
			}
			b = b[k:]
			if step == 0 {
				break
			}
			v, k := binary.Varint(b)
			if first {
				at, first = 0, false
			}
			at += int(step) - 1
			if k <= 0 || at >= len(table) {
				return nil, fmt.Errorf("segmentation model has a bad weight")
			}
			table[at], b = int16(v), b[k:]
		}
	}
	return m, nil
}
