package feed_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ingest/feed"
)

// serve gives a feed with three entries: a readable page, a missing page with text in the feed, and nothing at all.
func serve(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	srv := httptest.NewServer(mux)
	mux.HandleFunc("/feed", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>The Quay Ledger</title>
<item><guid>a</guid><title>One</title><link>%[1]s/one</link><pubDate>Sun, 04 Jan 2026 09:00:00 GMT</pubDate></item>
<item><guid>b</guid><title>Two</title><link>%[1]s/missing</link><description>&lt;p&gt;Police closed the bridge.&lt;/p&gt;</description></item>
<item><guid>c</guid><link>%[1]s/missing</link></item></channel></rss>`, srv.URL)
	})
	mux.HandleFunc("/one", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<html><body><article><p>Two trawlers were seized by the coast guard on Saturday night, the harbour master said.</p>
<p>Their crews were questioned and later released without charge, according to the harbour master's office.</p></article></body></html>`)
	})
	t.Cleanup(srv.Close)
	return srv
}

func TestRead(t *testing.T) {
	srv := serve(t)
	var docs []casus.Document
	var errs []string
	for d, err := range feed.Read(context.Background(), srv.URL+"/feed", feed.Options{}) {
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		docs = append(docs, d)
	}
	if len(docs) != 2 || len(errs) != 1 {
		t.Fatalf("documents %d, errors %q", len(docs), errs)
	}
	if d := docs[0]; d.ID != "a" || d.Source != "The Quay Ledger" || d.PublishedDate() != "2026-01-04" || d.DateFrom != "feed" ||
		!strings.Contains(d.Text, "Two trawlers were seized") {
		t.Errorf("first entry: %+v", d)
	}
	if d := docs[1]; d.Text != "Police closed the bridge." || len(d.Defects) == 0 {
		t.Errorf("second entry should fall back on the feed's own text and say so: %+v", d)
	}
	if !strings.Contains(errs[0], "entry 3") {
		t.Errorf("error does not name the entry: %s", errs[0])
	}
}

func TestReadRefuses(t *testing.T) {
	srv := serve(t)
	for _, address := range []string{"file:///etc/hostname", "nonsense", srv.URL + "/one", srv.URL + "/missing"} {
		for d, err := range feed.Read(context.Background(), address, feed.Options{}) {
			if err == nil || !strings.Contains(err.Error(), "feed "+address) {
				t.Errorf("%s: document %q, error %v", address, d.ID, err)
			}
		}
	}
}
