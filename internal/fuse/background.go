package fuse

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Backgrounds are the texts whose document frequencies make the background table.
type Backgrounds struct {
	ECB     string // folder of ECB+ documents (XML)
	Causal  string // CSV of sentences with a column "text"
	Debates string // folder of gzip files of speeches, cut into pieces of pieceWords words
}

const (
	pieceWords  = 200 // words of a speech that count as one document
	debateEvery = 12  // of the pieces of speeches, one in so many is counted, lest they drown the news
	minDF       = 3
)

// WriteBackground counts in how many documents each stem occurs and writes the background table: "#docs" with their
// number, then one row a stem.
func WriteBackground(b Backgrounds, out io.Writer) error {
	c := counter{df: map[string]int{}}
	if err := c.readECB(b.ECB); err != nil {
		return err
	}
	if err := c.readCausal(b.Causal); err != nil {
		return err
	}
	if err := c.readDebates(b.Debates); err != nil {
		return err
	}
	stems := make([]string, 0, len(c.df))
	for s, n := range c.df {
		if n >= minDF {
			stems = append(stems, s)
		}
	}
	slices.Sort(stems)
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "# stem\tdocuments\n#docs\t%d\n", c.docs)
	for _, s := range stems {
		fmt.Fprintf(w, "%s\t%d\n", s, c.df[s])
	}
	return w.Flush()
}

type counter struct {
	docs   int
	df     map[string]int
	pieces int
}

func (c *counter) add(text string) {
	c.docs++
	seen := map[string]bool{}
	for _, w := range words(text) {
		if !seen[w.stem] && !strings.ContainsAny(w.stem, "0123456789") {
			seen[w.stem] = true
			c.df[w.stem]++
		}
	}
}

func (c *counter) readECB(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".xml" {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read background text: %w", err)
		}
		var doc struct {
			Tokens []struct {
				Text string `xml:",chardata"`
			} `xml:"token"`
		}
		if err := xml.Unmarshal(b, &doc); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		var t strings.Builder
		for _, tok := range doc.Tokens {
			t.WriteString(tok.Text + " ")
		}
		c.add(t.String())
		return nil
	})
}

func (c *counter) readCausal(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read background text: %w", err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	head, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	col := slices.Index(head, "text")
	for {
		row, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil || col < 0 {
			return fmt.Errorf("%s: column text: %w", path, err)
		}
		c.add(row[col])
	}
}

func (c *counter) readDebates(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.gz"))
	if err != nil {
		return err
	}
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			return fmt.Errorf("read background text: %w", err)
		}
		err = c.readSpeeches(f)
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}

func (c *counter) readSpeeches(in io.Reader) error {
	z, err := gzip.NewReader(in)
	if err != nil {
		return err
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	f := strings.Fields(string(b))
	for piece := range slices.Chunk(f, pieceWords) {
		if c.pieces++; c.pieces%debateEvery == 0 {
			c.add(strings.Join(piece, " "))
		}
	}
	return nil
}
