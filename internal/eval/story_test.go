package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Two stories of the same kind, each told by three outlets: only names and places tell them apart.
func TestStoryOnFolderOfArticles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "articles", "2031")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for story, where := range []string{"Brindmoor under mayor Calva Orst", "Tallenfirth under mayor Petro Vance"} {
		for outlet, form := range []string{"Voters in %s rejected the harbour tax.", "The harbour tax was rejected by voters of %s.", "No harbour tax in %s, say voters."} {
			a := map[string]any{
				"source": fmt.Sprint("o", outlet), "title": "Vote", "date": "2031-05-0" + fmt.Sprint(1+story*5),
				"uuid": fmt.Sprint(story, outlet), "triplet-uuid": fmt.Sprint(story),
				"body-paragraphs": [][]string{{fmt.Sprintf(form, where)}},
			}
			b, err := json.Marshal(a)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(story, outlet, ".json")), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	var rows bytes.Buffer
	r, err := Story(filepath.Dir(filepath.Dir(dir)), StoryTask{Out: &rows})
	if err != nil {
		t.Fatal(err)
	}
	if r.N != 6 || r.Scores["b3_f1"] != 1 {
		t.Errorf("got %+v", r)
	}
	if n := strings.Count(rows.String(), "\n"); n != 6 {
		t.Errorf("%d rows for 6 documents", n)
	}
}

func TestStoryRefusesOtherFolders(t *testing.T) {
	if _, err := Story(t.TempDir(), StoryTask{}); err == nil {
		t.Error("an empty folder was scored")
	}
}
