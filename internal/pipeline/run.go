package pipeline

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/models"
)

// newRun names this way of coding: version, models, tables and the settings that differ from the defaults.
func newRun(o Options) (casus.Run, error) {
	run := casus.Run{Version: o.Version, Models: map[string]string{}, Data: map[string]string{}, Settings: map[string]string{}}
	if len(o.Homes) > 0 {
		var b bytes.Buffer
		if err := o.Homes.Write(&b); err != nil {
			return run, err
		}
		sum := sha256.Sum256(b.Bytes())
		run.Settings["homes"] = hex.EncodeToString(sum[:])
	}
	if o.Accurate {
		run.Settings["profile"] = "accurate"
	}
	if o.Actors != nil {
		run.Settings["actors"] = "own"
	}
	if o.Places != nil {
		run.Settings["gazetteer"] = "own"
	}
	for _, m := range models.List() {
		run.Models[m.File] = m.SHA256
	}
	if err := hashes(data.FS, run.Data); err != nil {
		return run, fmt.Errorf("data: %w", err)
	}
	run.ID = casus.RunID(casus.HashID("run", run.Version, digest(run.Models), digest(run.Data), digest(run.Settings)))
	return run, nil
}

// hashes adds the SHA-256 of each entry at the top of fsys: of a file, or of all files of a folder by name and content.
func hashes(fsys fs.FS, into map[string]string) error {
	sums := map[string][]byte{}
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := fsys.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		h := sha256.New()
		if _, err := io.Copy(h, f); err != nil {
			return err
		}
		top, _, _ := strings.Cut(path, "/")
		sums[top] = append(append(sums[top], path...), h.Sum(nil)...)
		return nil
	})
	for top, b := range sums {
		into[top] = sum(b)
	}
	return err
}

// sum is the beginning of the SHA-256 of b.
func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])[:idDigits]
}

// idDigits is how much of a hash is kept to tell versions of a table apart.
const idDigits = 16

// digest is one string for a map, independent of its order.
func digest(m map[string]string) string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(m)) {
		b.WriteString(k + "=" + m[k] + "\n")
	}
	return b.String()
}
