package train

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/casus-project/casus/internal/ling/encode"
)

// wordVectors are distributional vectors of words, made elsewhere from much more text than we have (Pennington et al. 2014).
type wordVectors struct {
	width  int
	words  []string
	values []float32 // width a word
	row    map[string]int
}

// vectorSize is the root of the mean square that every vector is scaled to, about that of the other features.
const vectorSize = 0.3

// readVectors reads lines of a word and its numbers, most frequent words first, as GloVe's files have them. Words are
// normalised as the network sees them; of those that become the same, the most frequent counts. A file is refused where a
// line has another number of values than the first.
func readVectors(name string) (*wordVectors, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read vectors: %w", err)
	}
	defer f.Close()
	v := &wordVectors{row: map[string]int{}}
	sc := bufio.NewScanner(f)
	for line := 1; sc.Scan(); line++ {
		fields := strings.Split(sc.Text(), " ")
		if v.width == 0 {
			v.width = len(fields) - 1
		}
		if len(fields) != v.width+1 || v.width == 0 {
			return nil, fmt.Errorf("%s:%d: %d values instead of %d", name, line, len(fields)-1, v.width)
		}
		word := encode.Normal(fields[0])
		if _, known := v.row[word]; known {
			continue
		}
		if err := v.add(word, fields[1:]); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("read vectors: %s: %w", name, err)
	}
	v.centre()
	return v, nil
}

func (v *wordVectors) add(word string, numbers []string) error {
	for _, s := range numbers {
		x, err := strconv.ParseFloat(s, 32)
		if err != nil {
			return err
		}
		v.values = append(v.values, float32(x))
	}
	v.row[word] = len(v.words)
	v.words = append(v.words, word)
	return nil
}

// centred is how many of the most frequent words the mean is taken over.
const centred = 50_000

// centre takes the mean of the frequent words' vectors from all, since a few columns hold little else than how frequent a word
// is, and scales every vector to one size.
func (v *wordVectors) centre() {
	n := min(centred, len(v.words))
	mean := make([]float64, v.width)
	for i, x := range v.values[:n*v.width] {
		mean[i%v.width] += float64(x) / float64(n)
	}
	for i := range v.words {
		row := v.values[i*v.width : (i+1)*v.width]
		var sum float64
		for k := range row {
			row[k] -= float32(mean[k])
			sum += float64(row[k]) * float64(row[k])
		}
		scale := float32(vectorSize / math.Sqrt(sum/float64(v.width)+1e-9))
		for k := range row {
			row[k] *= scale
		}
	}
}

// choose keeps the words of first and then the most frequent ones, n in all, in the order of their keys in the model: the
// lookup, and the table.
func (v *wordVectors) choose(first []string, n int) (blob []byte, table []float32) {
	taken := map[string]bool{}
	var words []string
	take := func(w string) {
		if _, ok := v.row[w]; ok && !taken[w] && len(words) < n {
			taken[w] = true
			words = append(words, w)
		}
	}
	for _, w := range first {
		take(w)
	}
	for _, w := range v.words {
		take(w)
	}
	blob, rows := encode.MarshalVectors(words)
	for _, i := range rows {
		k := v.row[words[i]]
		table = append(table, v.values[k*v.width:(k+1)*v.width]...)
	}
	return blob, table
}
