package crisis

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/casus-project/casus/internal/fuse"
)

func TestViewHasNoNullLists(t *testing.T) {
	for _, pages := range [][]fuse.Page{nil, reports(t)} {
		b, err := json.Marshal(NewView(Chronicle(pages, fuse.Options{}, Options{})))
		if err != nil {
			t.Fatal(err)
		}
		var top map[string]json.RawMessage
		if err := json.Unmarshal(b, &top); err != nil {
			t.Fatal(err)
		}
		for _, key := range strings.Fields("documents events claims disagreements crises links forecasts") {
			if !strings.HasPrefix(string(top[key]), "[") {
				t.Errorf("%s is %s", key, top[key])
			}
		}
	}
}

func TestViewSameBytes(t *testing.T) {
	a, _ := json.Marshal(NewView(Chronicle(reports(t), fuse.Options{}, Options{})))
	for range 5 {
		b, _ := json.Marshal(NewView(Chronicle(reports(t), fuse.Options{}, Options{})))
		if string(a) != string(b) {
			t.Fatal("the same documents give different bytes")
		}
	}
}
