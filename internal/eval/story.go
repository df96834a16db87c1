package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

// StoryTask is what Story needs.
type StoryTask struct {
	Fuse fuse.Options
	Out  io.Writer // nil for no rows
}

// Story scores the grouping of documents into stories on an ECB+ folder (two look-alike stories a topic, no dates) or
// a BASIL folder (articles/YEAR/*.json, one event told by three outlets, dated), by B³.
func Story(dir string, task StoryTask) (Result, error) {
	docs, err := storyDocs(dir)
	if err != nil {
		return Result{}, err
	}
	pages := make([]fuse.Page, len(docs))
	at := map[string]int{}
	var gold Clustering
	for i, d := range docs {
		pages[i].Doc = d.doc
		k, ok := at[d.story]
		if !ok {
			k = len(gold)
			at[d.story] = k
			gold = append(gold, nil)
		}
		gold[k] = append(gold[k], i)
	}
	pred := Clustering(fuse.Stories(pages, task.Fuse))
	if task.Out != nil {
		if err := storyRows(task.Out, docs, pred); err != nil {
			return Result{}, err
		}
	}
	s := B3(gold, pred)
	return Result{
		Task: "story", Data: docs[0].set, N: len(docs),
		Scores: map[string]float64{
			"b3_p": s.P, "b3_r": s.R, "b3_f1": s.F, "clusters": float64(len(pred)), "gold_clusters": float64(len(gold)),
		},
	}, nil
}

// storyDoc is a document with the story that it tells.
type storyDoc struct {
	set   string
	story string
	doc   casus.Document
}

func storyDocs(dir string) ([]storyDoc, error) {
	basil, err := basilFiles(dir)
	if err != nil {
		return nil, err
	}
	var out []storyDoc
	for _, path := range basil {
		d, err := readBASIL(path)
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	if len(out) > 0 {
		return out, nil
	}
	docs, err := ReadECB(dir)
	if err != nil {
		return nil, err
	}
	for _, d := range docs {
		out = append(out, storyDoc{"ECB+", d.Story, *d.Text.Doc})
	}
	return out, nil
}

// basilFiles are the article files below dir, in order.
func basilFiles(dir string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if filepath.Ext(path) == ".json" && strings.Contains(filepath.ToSlash(path), "/articles/") {
			out = append(out, path)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read story folder: %w", err)
	}
	slices.Sort(out)
	return out, nil
}

// readBASIL reads one article of BASIL; its title and words are read, its annotations are not.
func readBASIL(path string) (storyDoc, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return storyDoc{}, fmt.Errorf("read article: %w", err)
	}
	var a struct {
		Source  string     `json:"source"`
		Title   string     `json:"title"`
		Date    string     `json:"date"`
		UUID    string     `json:"uuid"`
		Triplet string     `json:"triplet-uuid"`
		Body    [][]string `json:"body-paragraphs"`
	}
	if err := json.Unmarshal(b, &a); err != nil {
		return storyDoc{}, fmt.Errorf("%s: %w", path, err)
	}
	if a.Triplet == "" {
		return storyDoc{}, casus.Errorf(casus.Invalid, "%s: no field triplet-uuid", path)
	}
	var text []string
	for _, p := range a.Body {
		text = append(text, strings.Join(p, " "))
	}
	d := casus.Document{ID: casus.DocID(a.UUID), Title: a.Title, Source: a.Source, Text: strings.Join(text, "\n\n"), Lang: "en"}
	if at, err := time.Parse(time.DateOnly, a.Date); err == nil {
		d.Published, d.DateOnly = at, true
	}
	return storyDoc{"BASIL", a.Triplet, d}, nil
}

func storyRows(w io.Writer, docs []storyDoc, pred Clustering) error {
	enc := json.NewEncoder(w)
	of := pred.assign()
	for i, d := range docs {
		row := struct {
			ID   casus.DocID `json:"id"`
			Gold string      `json:"gold"`
			Pred int         `json:"pred"`
		}{d.doc.ID, d.story, of[i]}
		if err := enc.Encode(row); err != nil {
			return fmt.Errorf("write rows: %w", err)
		}
	}
	return nil
}
