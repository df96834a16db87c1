package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/casus-project/casus"
)

// frame is what the layout shows around a page.
type frame struct {
	answer   *answer
	question *question
	path     string
}

// Title is the title of the page.
func (f frame) Title() string { return f.answer.title }

// Page is the name of the page's template.
func (f frame) Page() string { return f.answer.page }

// View is what the page itself shows.
func (f frame) View() any { return f.answer.view }

// AsOf is the time of the view as it was asked for, "" for now.
func (f frame) AsOf() string { return f.question.asOf }

// Words are the words searched for.
func (f frame) Words() string { return f.question.form.Get("q") }

// Path is the page's own path, escaped.
func (f frame) Path() string { return f.path }

// JSON is the path of the same facts as JSON, "" where there are none.
func (f frame) JSON() string {
	if f.answer.json == nil {
		return ""
	}
	return f.as(".json")
}

// CSV is the path of the same facts as a table, "" where there is none.
func (f frame) CSV() string {
	if f.answer.table == nil {
		return ""
	}
	return f.as(".csv")
}

// as is the path of the same facts in another form.
func (f frame) as(ending string) string {
	path := f.path
	if path == "/" {
		path = "/crises"
	}
	path += ending
	if form := f.question.form.Encode(); form != "" {
		path += "?" + form
	}
	return path
}

// Section is the part of the site that the page belongs to.
func (f frame) Section() string {
	part, _, _ := strings.Cut(strings.TrimPrefix(f.path, "/"), "/")
	if part == "" {
		return "crises"
	}
	return part
}

// To is the path of a thing, in the same view as this page.
func (f frame) To(kind string, id any) string {
	return pathTo(f.question, kind, id)
}

func pathTo(q *question, kind string, id any) string {
	u := url.URL{Path: "/" + kind}
	path := u.Path
	switch id := id.(type) {
	case casus.DocID:
		path += "/" + url.PathEscape(string(id))
	case casus.EventID:
		path += "/" + url.PathEscape(string(id))
	case casus.CrisisID:
		path += "/" + url.PathEscape(string(id))
	case string:
		path += "/" + url.PathEscape(id)
	}
	if q.asOf != "" {
		path += "?" + url.Values{"asof": {q.asOf}}.Encode()
	}
	return path
}

// Cite is the path of words in a document: the page marks them and opens there.
func (f frame) Cite(doc casus.DocID, s casus.Span) string { return citeTo(f.question, doc, s) }

func citeTo(q *question, doc casus.DocID, s casus.Span) string {
	at := anchor(s)
	v := url.Values{"q": {at}}
	if q.asOf != "" {
		v.Set("asof", q.asOf)
	}
	return "/documents/" + url.PathEscape(string(doc)) + "?" + strings.ReplaceAll(v.Encode(), "%2C", ",") + "#q=" + at
}

func (s *Site) writePage(w http.ResponseWriter, r *http.Request, status int, f frame) {
	f.path = r.URL.EscapedPath()
	var b bytes.Buffer
	t := s.pages[f.answer.page]
	if t == nil {
		s.log.Error("page", "path", r.URL.Path, "error", "no template "+f.answer.page)
		http.Error(w, "this page is missing", http.StatusInternalServerError)
		return
	}
	if err := t.ExecuteTemplate(&b, "layout.html", f); err != nil {
		s.log.Error("page", "path", r.URL.Path, "error", err)
		http.Error(w, "this page cannot be shown", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the reader went away: nothing to do about it
}

func (s *Site) writeJSON(w http.ResponseWriter, status int, v any) {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		s.log.Error("json", "error", err)
		http.Error(w, "this cannot be written as JSON", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(append(b, '\n')) // as above
}

// functions are what templates may call.
func (s *Site) functions() template.FuncMap {
	return template.FuncMap{
		"first":     func(n int, rows []eventRow) []eventRow { return rows[:min(n, len(rows))] },
		"moment":    func(t time.Time) string { return t.UTC().Format(dayLayout + ", " + clockLayout + " UTC") },
		"version":   func(file string) string { return s.versions[file] },
		"when":      whenText,
		"day":       dayText,
		"host":      func(d casus.Document) string { return outletName(&d) },
		"clock":     func(d casus.Document) string { return clockText(&d) },
		"plural":    plural,
		"typeName":  s.typeName,
		"verdict":   func(v any) string { return verdictText(casus.Verdict(fmt.Sprint(v))) },
		"program":   func() string { return s.options.Version },
		"linkText":  linkText,
		"disputes":  func(all []ledger) []ledger { return only(all, true) },
		"settled":   func(all []ledger) []ledger { return only(all, false) },
		"join":      strings.Join,
		"external":  external,
		"addFive":   func(n int) int { return n + 5 },
		"addTwenty": func(n int) int { return n + 20 },
	}
}

// typeName explains an event type in words.
func (s *Site) typeName(c casus.Code) string {
	if t := s.types.Type(c); t != nil {
		return t.Name
	}
	return string(c)
}

// external is an address that may be followed from a page, or "".
func external(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	return u.String()
}
