package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/eval"
	"github.com/casus-project/casus/internal/extract"
	"github.com/casus-project/casus/internal/fuse"
	"github.com/casus-project/casus/internal/gold"
	"github.com/casus-project/casus/internal/pipeline"
)

// goldFolder is the corpus where no path is given.
const goldFolder = "eval/gold"

// annotated reads the part of the corpus that was asked for, own texts or, with --real, the annotated articles.
func (s *scoring) annotated() ([]*gold.Cluster, string, error) {
	path := goldFolder
	if len(s.Paths) > 0 || !s.Real {
		var err error
		if path, err = s.one(); err != nil {
			return nil, "", err
		}
	}
	var parts []string
	if s.Part != "" {
		parts = []string{s.Part}
	}
	if !s.Real {
		clusters, err := gold.Read(os.DirFS(path), parts...)
		if err != nil {
			return nil, "", fmt.Errorf("gold: %w", err)
		}
		return clusters, path, nil
	}
	if s.Data == "" {
		return nil, "", casus.Errorf(casus.Invalid, "eval %s --real needs --data", s.Task)
	}
	texts, err := readTexts(filepath.Join(s.Data, wikinews))
	if err != nil {
		return nil, "", err
	}
	clusters, err := gold.ReadReal(os.DirFS(path), texts, parts...)
	if err != nil {
		return nil, "", fmt.Errorf("gold: %w", err)
	}
	if len(clusters) == 0 {
		return nil, "", casus.Errorf(casus.NotFound, "no annotations of real articles below %s", path)
	}
	return clusters, filepath.Join(path, "real"), nil
}

func (s *scoring) goldClusters() (eval.Result, error) {
	clusters, path, err := s.annotated()
	if err != nil {
		return eval.Result{}, err
	}
	return eval.GoldClusters(eval.GoldClusterOptions{
		Clusters: clusters, Data: path, Code: s.page, Out: s.out,
		Story: func(pages []*extract.Page, d fuse.Decisions) *fuse.Picture {
			in := make([]fuse.Page, len(pages))
			for i, p := range pages {
				in[i] = pipeline.FusePage(p)
			}
			return pipeline.Chronicle(in, d)
		},
	})
}
