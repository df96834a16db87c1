package fuse

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/casus-project/casus"
)

// columns is how many numbers a distributional vector has.
const columns = 50

// direction is a vector with its length.
type direction struct {
	v      [columns]int8
	length float64
}

// addVector reads a lemma and its vector: a signed byte a column, in base64.
func (t *Tables) addVector(f []string) error {
	b, err := base64.StdEncoding.DecodeString(f[1])
	if err != nil || len(b) != columns {
		return casus.Errorf(casus.Invalid, "%q is no vector of %d columns", f[1], columns)
	}
	d := &direction{}
	var sum float64
	for i, x := range b {
		d.v[i] = int8(x)
		sum += float64(d.v[i]) * float64(d.v[i])
	}
	d.length = math.Sqrt(max(sum, 1))
	t.company[f[0]] = d
	return nil
}

// company is the cosine of two vectors, -1 where one is not known. Words that keep the same company ("cut", "severed")
// often name one happening in reports that are alike; alone it says little, for "opened" and "closed" keep it too.
func company(a, b *direction) float64 {
	if a == nil || b == nil {
		return -1
	}
	var dot int32
	for i := range columns {
		dot += int32(a.v[i]) * int32(b.v[i])
	}
	return float64(dot) / (a.length * b.length)
}

// WriteVectors reads word vectors as text, the most frequent words first, and writes those of the lemmas of the kin table
// among the first words of them as vectors.tsv.
func (t *Tables) WriteVectors(in io.Reader, first int, out io.Writer) error {
	sc := bufio.NewScanner(in)
	var lines []string
	for n := 0; n < first && sc.Scan(); n++ {
		f := strings.Fields(sc.Text())
		if len(f) != columns+1 {
			return casus.Errorf(casus.Invalid, "line %d: %d fields instead of %d", n+1, len(f), columns+1)
		}
		if _, ok := t.kin[f[0]]; !ok {
			continue
		}
		b, err := quantised(f[1:])
		if err != nil {
			return fmt.Errorf("line %d: %w", n+1, err)
		}
		lines = append(lines, f[0]+"\t"+base64.StdEncoding.EncodeToString(b)+"\n")
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("read vectors: %w", err)
	}
	return writeSorted(out, "# lemma\tvector", lines)
}

// quantised scales numbers to signed bytes.
func quantised(f []string) ([]byte, error) {
	vs := make([]float64, len(f))
	top := 0.0
	for i, s := range f {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return nil, casus.Errorf(casus.Invalid, "%q is no number", s)
		}
		vs[i], top = v, max(top, math.Abs(v))
	}
	out := make([]byte, len(f))
	for i, v := range vs {
		out[i] = byte(int8(math.Round(v / max(top, 1e-9) * 127)))
	}
	return out, nil
}
