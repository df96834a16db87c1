package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ingest"
	"github.com/casus-project/casus/internal/ingest/all"
	"github.com/casus-project/casus/internal/ingest/feed"
)

// inputs are the flags of every command that reads documents.
type inputs struct {
	Input string   `help:"Form of the input (text, html, jsonl, csv); by default told from the file's name." placeholder:"FORM"`
	Feed  []string `help:"Read the articles behind an RSS, Atom or JSON feed." placeholder:"URL"`
	Limit int      `help:"Read at most this many documents." placeholder:"N"`
	Files []string `arg:"" optional:"" name:"file" help:"Files or folders; - or nothing is standard input."`

	unique bool // name documents without an id of their own so that no two files share a name
}

// String names what is read.
func (in *inputs) String() string {
	all := append(slices.Clone(in.Feed), in.Files...)
	if len(all) == 0 || slices.Equal(all, []string{"-"}) {
		return "standard input"
	}
	return strings.Join(all, ", ")
}

// documents yields every document of the inputs and, between them, the errors of single records.
func (in *inputs) documents(a *app) ingest.Documents {
	return func(yield func(casus.Document, error) bool) {
		n := 0
		one := func(d casus.Document, err error) bool {
			if err == nil {
				n++
				if in.unique && !d.Origin.OwnID {
					d.ID = uniqueID(&d)
				}
			}
			return yield(d, err) && (in.Limit <= 0 || n < in.Limit)
		}
		for _, address := range in.Feed {
			for d, err := range feed.Read(a.ctx, address, feed.Options{}) {
				if !one(d, err) {
					return
				}
			}
		}
		files := in.Files
		if len(files) == 0 && len(in.Feed) == 0 {
			files = []string{"-"}
		}
		for _, name := range files {
			if !in.file(a, name, one) {
				return
			}
		}
	}
}

// uniqueID names a document by its file's path and line, or, without a file, by its words: reports of two files
// must not pass for two versions of one because both are the first row.
func uniqueID(d *casus.Document) casus.DocID {
	if d.Origin.File == "-" || d.Origin.File == "" {
		return casus.DocID("text-" + d.Hash())
	}
	at := d.Origin
	at.File = filepath.ToSlash(filepath.Clean(at.File))
	return casus.DocID(at.String())
}

// file reads one file, or every file below a folder in the order of their names.
func (in *inputs) file(a *app, name string, yield func(casus.Document, error) bool) bool {
	if name == "-" {
		return in.stream(a.stdin, "-", yield)
	}
	info, err := os.Stat(name)
	if err != nil {
		return yield(casus.Document{}, plain(err))
	}
	if !info.IsDir() {
		return in.open(name, yield)
	}
	paths, err := readable(name)
	if err != nil {
		return yield(casus.Document{}, plain(err))
	}
	if len(paths) == 0 {
		return yield(casus.Document{}, casus.Errorf(casus.Invalid, "%s: no file of a known form in the folder", name))
	}
	for _, p := range paths {
		if !in.open(p, yield) {
			return false
		}
	}
	return true
}

// readable lists the files below dir whose names end like one of the forms, sorted.
func readable(dir string) ([]string, error) {
	var paths []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && known(path) {
			paths = append(paths, path)
		}
		return err
	})
	return paths, err
}

func known(path string) bool {
	for _, f := range all.Formats() {
		if slices.Contains(f.Extensions(), filepath.Ext(path)) && filepath.Base(path) != "README.md" {
			return true
		}
	}
	return false
}

func (in *inputs) open(path string, yield func(casus.Document, error) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		return yield(casus.Document{}, plain(err))
	}
	defer f.Close()
	return in.stream(f, path, yield)
}

func (in *inputs) stream(r io.Reader, name string, yield func(casus.Document, error) bool) bool {
	form, err := ingest.ByName(all.Formats(), in.Input, name)
	if err != nil {
		return yield(casus.Document{}, fmt.Errorf("%s: %w", name, err))
	}
	for d, err := range form.Read(r, name) {
		if !yield(d, err) {
			return false
		}
	}
	return true
}

// plain says a file error as "PATH: cause".
func plain(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return fmt.Errorf("%s: %w", pe.Path, pe.Err)
	}
	return err
}
