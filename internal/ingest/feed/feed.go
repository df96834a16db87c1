// Package feed reads the articles behind an RSS, Atom or JSON feed.
//
// In comes the address of a feed; out goes one document for each entry: the article's page where it can be read, else
// the entry's own text. Dates and titles come from the feed, which is right more often than a page. It refuses
// addresses that are not http or https, bodies over a limit and more than a few redirects; one entry that cannot be
// read is one error and the others go on. Schedules, retries and politeness are not its business.
package feed

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ingest"
	"github.com/casus-project/casus/internal/ingest/page"
)

// Options says how to fetch. The zero value works.
type Options struct {
	Client    *http.Client // nil: a client with Timeout
	Timeout   time.Duration
	UserAgent string
	Limit     int // entries at most; 0 is all
}

const (
	defaultTimeout = 30 * time.Second
	maxBody        = 32 << 20
	maxRedirects   = 5
)

func (o Options) client() *http.Client {
	if o.Client != nil {
		return o.Client
	}
	timeout := o.Timeout
	if timeout == 0 {
		timeout = defaultTimeout
	}
	return &http.Client{Timeout: timeout, CheckRedirect: func(_ *http.Request, via []*http.Request) error {
		if len(via) > maxRedirects {
			return fmt.Errorf("more than %d redirects", maxRedirects)
		}
		return nil
	}}
}

// Read fetches the feed at address and yields its entries in the feed's order.
func Read(ctx context.Context, address string, o Options) ingest.Documents {
	return func(yield func(casus.Document, error) bool) {
		body, _, err := get(ctx, address, o)
		if err != nil {
			yield(casus.Document{}, fmt.Errorf("feed %s: %w", address, err))
			return
		}
		defer body.Close()
		f, err := gofeed.NewParser().Parse(io.LimitReader(body, maxBody))
		if err != nil {
			yield(casus.Document{}, casus.Errorf(casus.Invalid, "feed %s: neither RSS, Atom nor JSON Feed: %w", address, err))
			return
		}
		for i, item := range f.Items {
			if o.Limit > 0 && i >= o.Limit {
				return
			}
			doc, err := entry(ctx, f, item, o)
			if err != nil {
				err = fmt.Errorf("feed %s: entry %d: %w", address, i+1, err)
			}
			if !yield(doc, err) {
				return
			}
		}
	}
}

// entry makes the document of one feed entry.
func entry(ctx context.Context, f *gofeed.Feed, item *gofeed.Item, o Options) (casus.Document, error) {
	doc, pageErr := fetchPage(ctx, item.Link, o)
	if pageErr != nil {
		own, err := own(item)
		if err != nil {
			return casus.Document{}, errors.Join(fmt.Errorf("page: %w", pageErr), err)
		}
		doc = own
		doc.Note("ingest/feed", "page not read, the feed's own text is used: "+pageErr.Error())
	}
	doc.ID = casus.DocID(item.GUID)
	if doc.ID == "" {
		doc.ID = casus.DocID(item.Link)
	}
	doc.Origin = casus.Origin{File: item.Link, OwnID: doc.ID != ""}
	doc.URL, doc.Source = item.Link, f.Title
	if item.Title != "" {
		doc.Title = strings.TrimSpace(item.Title)
	}
	if item.PublishedParsed != nil {
		doc.Published, doc.DateOnly, doc.DateFrom = *item.PublishedParsed, false, "feed"
	}
	return doc, nil
}

// own is the entry's own text, from its content or its description.
func own(item *gofeed.Item) (casus.Document, error) {
	for _, s := range []string{item.Content, item.Description} {
		if text := strings.TrimSpace(page.Plain(s)); text != "" {
			return ingest.Record{Text: text, Title: item.Title}.Document("")
		}
	}
	return casus.Document{}, casus.Errorf(casus.Invalid, "entry has no text of its own")
}

func fetchPage(ctx context.Context, link string, o Options) (casus.Document, error) {
	body, contentType, err := get(ctx, link, o)
	if err != nil {
		return casus.Document{}, err
	}
	defer body.Close()
	return page.Parse(body, link, contentType)
}

// get fetches address; the caller closes the body.
func get(ctx context.Context, address string, o Options) (io.ReadCloser, string, error) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, "", casus.Errorf(casus.Invalid, "%q is not an http or https address", address)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, "", err
	}
	agent := o.UserAgent
	if agent == "" {
		agent = "casus (news reader; one request at a time)"
	}
	req.Header.Set("User-Agent", agent)
	resp, err := o.client().Do(req)
	if err != nil {
		return nil, "", casus.Errorf(casus.Temporary, "fetch: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, "", casus.Errorf(casus.Temporary, "fetch: %s", resp.Status)
	}
	return resp.Body, resp.Header.Get("Content-Type"), nil
}
