package when

import (
	"io/fs"
	"testing/fstest"
)

// mapFS is a file system of texts.
type mapFS map[string]string

func (m mapFS) Open(name string) (fs.File, error) {
	all := fstest.MapFS{}
	for k, v := range m {
		all[k] = &fstest.MapFile{Data: []byte(v)}
	}
	return all.Open(name)
}
