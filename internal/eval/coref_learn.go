package eval

import (
	"strconv"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/fuse"
)

// LearnCoref learns fusion's weights of words and context from an ECB+ folder and returns tables that hold them.
func LearnCoref(dir string, task CorefTask, g fuse.Growing) (*fuse.Tables, error) {
	docs, err := task.read(dir)
	if err != nil {
		return nil, err
	}
	return learn(docs, task, g)
}

// learn compares the mentions within predicted and within gold stories, so that pairs across look-alike stories that
// were taken for one are learned too.
func learn(docs []*ECBDoc, task CorefTask, g fuse.Growing) (*fuse.Tables, error) {
	pages := make([]fuse.Page, len(docs))
	chains := map[casus.MentionID]string{}
	for i, d := range docs {
		pages[i] = d.page()
		for j, m := range pages[i].Mentions {
			chains[m.ID] = d.Mentions[j].Chain
		}
	}
	groups := fuse.Stories(pages, task.Fuse)
	t, err := fuse.Open(task.Fuse)
	if err != nil {
		return nil, err
	}
	return t.Learn(fuse.Lesson{
		Pages: pages, Groups: groups,
		Chain: func(id casus.MentionID) string { return chains[id] },
		Topic: func(id casus.DocID) string { t, _, _ := strings.Cut(string(id), "_"); return t },
	}, g), nil
}

// CorefFolds scores by cross-validation: the topics, by number modulo folds, are scored with weights learned on the
// others. All folds together make one score.
func CorefFolds(dir string, task CorefTask, folds int, g fuse.Growing) (Result, error) {
	docs, err := task.read(dir)
	if err != nil {
		return Result{}, err
	}
	var pages []fuse.Page
	var ordered []*ECBDoc
	var pred [][]casus.MentionID
	for fold := range folds {
		var in, out []*ECBDoc
		for _, d := range docs {
			if n, _ := strconv.Atoi(d.Topic); n%folds == fold {
				out = append(out, d)
			} else {
				in = append(in, d)
			}
		}
		if len(out) == 0 || len(in) == 0 {
			continue
		}
		t, err := learn(in, task, g)
		if err != nil {
			return Result{}, err
		}
		own := make([]fuse.Page, len(out))
		for i, d := range out {
			own[i] = d.page()
		}
		o := task.Fuse
		o.Tables = t
		groups := fuse.Stories(own, o)
		if task.Gold {
			groups = goldStories(out)
		}
		pred = append(pred, fuse.Within(own, groups, o)...)
		pages, ordered = append(pages, own...), append(ordered, out...)
	}
	return task.score(ordered, pages, pred)
}
