package train

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ling/conllu"
)

// everydayBanks are the treebanks whose everyday genres Everyday reads, and what the ids of documents of these genres begin with: reviews, letters, questions and
// answers, travel guides, science and talk. Blogs, newsgroups, news, biographies, court and speeches are left out: they tell of public affairs.
var everydayBanks = [...]struct {
	file   string
	genres []string
}{
	{"treebanks/ewt/en_ewt-ud-train.conllu", []string{"answers-", "email-", "reviews-"}},
	{"treebanks/gum/en_gum-ud-train-noNC.conllu", []string{"GUM_academic_", "GUM_conversation_", "GUM_vlog_", "GUM_voyage_"}},
}

// Everyday reads the texts of the treebanks' genres that are not about public affairs.
func Everyday(data fs.FS) ([]*casus.Document, error) {
	var out []*casus.Document
	for _, b := range everydayBanks {
		f, err := data.Open(b.file)
		if err != nil {
			return nil, err
		}
		docs, err := conllu.Read(b.file, f)
		f.Close()
		if err != nil {
			return nil, err
		}
		for _, d := range docs {
			if slices.ContainsFunc(b.genres, func(g string) bool { return strings.HasPrefix(d.ID, g) }) {
				out = append(out, &casus.Document{ID: casus.DocID(d.ID), Text: d.Text.Doc.Text})
			}
		}
	}
	return out, nil
}
