// Package page reads an HTML page: the article's text, title, outlet and date.
//
// In comes one page in any encoding; out goes one document whose paragraphs are separated by blank lines. The
// article is found by go-trafilatura in its fast mode (.962 F1 on the scrapinghub benchmark, see
// docs/dependencies.md). It refuses a page without an article. A date read off a page is often wrong (13 % of those
// measured), so only dates from metadata are taken, and Document.DateFrom says "meta".
package page

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"
	"unicode/utf8"

	trafilatura "github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ingest"
)

// Format is the HTML reader.
type Format struct{}

// Name is "html".
func (Format) Name() string { return "html" }

// Extensions are those of HTML files.
func (Format) Extensions() []string { return []string{".html", ".htm", ".xhtml"} }

// maxPage is the largest page that is read, in bytes.
const maxPage = 32 << 20

// Read yields the one document of the page.
func (Format) Read(r io.Reader, name string) ingest.Documents {
	return func(yield func(casus.Document, error) bool) {
		doc, err := Parse(r, "", "")
		if err != nil {
			yield(casus.Document{}, fmt.Errorf("%s: %w", name, err))
			return
		}
		doc.ID, doc.Origin.File = casus.DocID(filepath.Base(name)), name
		yield(doc, nil)
	}
}

// Parse reads one page. pageURL may be empty; contentType is the HTTP header of that name or empty. The document has
// no id.
func Parse(r io.Reader, pageURL, contentType string) (casus.Document, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxPage+1))
	if err != nil {
		return casus.Document{}, err
	}
	if len(b) > maxPage {
		return casus.Document{}, casus.Errorf(casus.Invalid, "page of more than %d bytes", maxPage)
	}
	b, err = decode(b, contentType)
	if err != nil {
		return casus.Document{}, casus.Errorf(casus.Invalid, "decoding: %w", err)
	}
	root, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		return casus.Document{}, casus.Errorf(casus.Invalid, "html: %w", err)
	}
	opts := trafilatura.Options{ExcludeComments: true, ExcludeTables: true, HtmlDateMode: trafilatura.Disabled}
	if u, err := url.Parse(pageURL); err == nil && pageURL != "" {
		opts.OriginalURL = u
	}
	published := metaDate(root) // before extraction, which changes the tree
	res, err := trafilatura.ExtractDocument(root, opts)
	if err != nil {
		return casus.Document{}, casus.Errorf(casus.Invalid, "no article found: %w", err)
	}
	return document(res, pageURL, published)
}

// decode returns b as UTF-8. Valid UTF-8 is taken as it is before any charset is believed: recall on a mixed set of
// pages rose from .902 to .934 by that alone.
func decode(b []byte, contentType string) ([]byte, error) {
	if utf8.Valid(b) {
		return b, nil
	}
	r, err := charset.NewReader(bytes.NewReader(b), contentType)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func document(res *trafilatura.ExtractResult, pageURL, published string) (casus.Document, error) {
	m := res.Metadata
	rec := ingest.Record{
		Text: paragraphs(res.ContentNode), Title: m.Title, URL: pageURL, Source: m.Sitename, Lang: m.Language,
		Published: published,
	}
	if rec.URL == "" {
		rec.URL = m.URL
	}
	doc, err := rec.Document("")
	if err != nil {
		return doc, errors.New("no article found: the page has no running text")
	}
	doc.Author = m.Author
	if !doc.Published.IsZero() {
		doc.DateFrom = "meta"
	}
	return doc, nil
}

// paragraphs is the text below n with a blank line between blocks.
func paragraphs(n *html.Node) string {
	var out []string
	var cur strings.Builder
	flush := func() {
		if s := strings.Join(strings.Fields(cur.String()), " "); s != "" {
			out = append(out, s)
		}
		cur.Reset()
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			cur.WriteString(n.Data)
		}
		block := n.Type == html.ElementNode && isBlock(n.DataAtom)
		if block {
			flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block {
			flush()
		}
	}
	if n != nil {
		walk(n)
	}
	flush()
	return strings.Join(out, "\n\n")
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Blockquote, atom.Li, atom.Ul, atom.Ol, atom.H1, atom.H2,
		atom.H3, atom.H4, atom.H5, atom.H6, atom.Br, atom.Pre, atom.Figure, atom.Figcaption, atom.Tr, atom.Table:
		return true
	}
	return false
}

// Plain is the text of a fragment of HTML, blocks separated by blank lines. Text without markup comes back as it is.
func Plain(fragment string) string {
	root, err := html.Parse(strings.NewReader(fragment))
	if err != nil {
		return fragment
	}
	return paragraphs(root)
}
