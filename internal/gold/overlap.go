package gold

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
)

// boundary is where a sentence of foreign data may end, or a field of a table.
var boundary = regexp.MustCompile(`[.!?]["'”’)\]]*\s+|[.!?]["'”’)\]]*$|\t|\\n|","|":"`)

// Overlap refuses own sentences that stand, as they are or nearly, in the files of fsys: data that others are scored on. The
// error names the sentences of the corpus and the files, and quotes nothing of the files.
func Overlap(clusters []*Cluster, fsys fs.FS) error {
	t := newTwins(clusters)
	var errs []error
	told := map[int32]bool{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := fsys.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 64<<20)
		for lines.Scan() {
			for _, text := range boundary.Split(lines.Text(), -1) {
				for _, i := range t.like(shinglesOf(normal(text))) {
					if s := &t.all[i]; !told[i] {
						told[i] = true
						errs = append(errs, fmt.Errorf("%s:%d: report %s: a sentence stands in %s too: %q", s.c.File, s.r.Line, s.r.ID, name, s.text))
					}
				}
			}
		}
		return lines.Err()
	})
	return errors.Join(append(errs, err)...)
}
