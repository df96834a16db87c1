// Package web shows the chronicle as pages that need no script.
//
// In comes what a store gives (internal/store): documents, mentions, events, claims, crises, links and forecasts; out go
// HTML pages, the same facts as JSON where a path ends in ".json", and drawings as SVG. It only reads. It refuses to show
// words that do not stand in a document, requests under a foreign host name, and any script, frame or style that is not
// its own file.
package web

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/data"
	"github.com/casus-project/casus/internal/ontology"
	"github.com/casus-project/casus/internal/store"
	"github.com/casus-project/casus/internal/web/outline"
)

//go:embed pages/*.html
var pageFiles embed.FS

//go:embed static/*
var staticFiles embed.FS

// Source is where the facts come from; every store is one. See internal/store for what the calls promise.
type Source interface {
	store.Texts
	store.Chronicle
	store.History
}

// Options says how the pages are served. The zero value serves to this machine only.
type Options struct {
	Hosts   []string     // host names, besides those of this machine, under which requests are answered
	Log     *slog.Logger // nil is no log
	Version string       // of the program, for the foot of the page
}

// Site answers requests. It is safe for concurrent use.
type Site struct {
	source    Source
	options   Options
	log       *slog.Logger
	types     *ontology.Ontology
	world     *outline.World
	countries map[string]string // names by code
	pages     map[string]*template.Template
	versions  map[string]string // of the static files, so that a new one is fetched
	mux       *http.ServeMux
}

// New builds the site over a source.
func New(src Source, o Options) (*Site, error) {
	s := &Site{source: src, options: o, log: o.Log, mux: http.NewServeMux(), versions: map[string]string{}}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	var err error
	if s.types, err = ontology.Open(); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	const world = "outline/world.tsv"
	f, err := data.FS.Open(world)
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	defer f.Close()
	if s.world, err = outline.Read(f, "data/"+world); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if s.countries, err = countryNames(); err != nil {
		return nil, err
	}
	if err := s.loadStatic(); err != nil {
		return nil, err
	}
	if s.pages, err = s.loadPages(); err != nil {
		return nil, err
	}
	s.route()
	return s, nil
}

// loadPages parses each page together with the layout.
func (s *Site) loadPages() (map[string]*template.Template, error) {
	layout, err := template.New("layout.html").Funcs(s.functions()).ParseFS(pageFiles, "pages/layout.html", "pages/parts.html")
	if err != nil {
		return nil, fmt.Errorf("web: read layout: %w", err)
	}
	names, err := fs.Glob(pageFiles, "pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("web: read pages: %w", err)
	}
	out := map[string]*template.Template{}
	for _, name := range names {
		t, err := layout.Clone()
		if err != nil {
			return nil, fmt.Errorf("web: read layout: %w", err)
		}
		if t, err = t.ParseFS(pageFiles, name); err != nil {
			return nil, fmt.Errorf("web: read page: %w", err)
		}
		out[strings.TrimSuffix(strings.TrimPrefix(name, "pages/"), ".html")] = t
	}
	return out, nil
}

func (s *Site) loadStatic() error {
	names, err := fs.Glob(staticFiles, "static/*")
	if err != nil {
		return fmt.Errorf("web: read static files: %w", err)
	}
	for _, name := range names {
		b, err := staticFiles.ReadFile(name)
		if err != nil {
			return fmt.Errorf("web: read static files: %w", err)
		}
		file := strings.TrimPrefix(name, "static/")
		s.versions[file] = casus.HashID(string(b))
		s.mux.HandleFunc("GET /"+file, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "max-age=86400")
			http.ServeFileFS(w, r, staticFiles, name)
		})
	}
	return nil
}

// route lists the pages. Lists have a path of their own for JSON; pages of one thing take ".json" off their id.
func (s *Site) route() {
	for path, f := range map[string]func(context.Context, *question) (*answer, error){
		"crises": s.crisesPage, "events": s.eventsPage, "documents": s.documentsPage, "claims": s.claimsPage, "new": s.newsPage,
		"forecasts": s.forecastsPage, "search": s.searchPage, "about": s.aboutPage, "tension": s.tensionPage,
	} {
		for _, form := range []string{"", ".json", ".csv"} {
			s.mux.HandleFunc("GET /"+path+form, s.answer(f))
		}
	}
	s.mux.HandleFunc("GET /{$}", s.answer(s.crisesPage))
	s.mux.HandleFunc("GET /crises/{id}", s.answer(s.crisisPage))
	s.mux.HandleFunc("GET /events/{id}", s.answer(s.eventPage))
	s.mux.HandleFunc("GET /documents/{id}", s.answer(s.documentPage))
	s.mux.HandleFunc("GET /", s.answer(func(context.Context, *question) (*answer, error) {
		return nil, casus.Errorf(casus.NotFound, "there is no such page")
	}))
}

// policy lets nothing into a page but our own style sheet, pictures and forms.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// ServeHTTP answers one request.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if !s.ours(r.Host) {
		http.Error(w, "this host name is not served here", http.StatusMisdirectedRequest)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// ours reports whether a request names this machine or a host of the options: a page elsewhere that points its own name
// at this machine must not read what is served here.
func (s *Site) ours(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() || strings.EqualFold(host, "localhost") {
		return true
	}
	return slices.ContainsFunc(s.options.Hosts, func(h string) bool { return strings.EqualFold(h, host) })
}

// question is what a request asks for.
type question struct {
	id   string
	json bool
	csv  bool
	form url.Values
	view store.View
	asOf string // the view as it was asked for
}

// answer is what a page shows: a template with its view, or the same facts as JSON or as a table, or another path to go to.
type answer struct {
	page   string
	title  string
	view   any
	json   any
	table  *table // for a spreadsheet; nil where there is none
	moveTo string
}

// momentLayouts are the forms in which a form takes a moment.
var momentLayouts = []string{time.RFC3339, "2006-01-02T15:04Z", "2006-01-02T15:04", "2006-01-02 15:04"}

// ask reads a request.
func ask(r *http.Request) (*question, error) {
	q := &question{id: r.PathValue("id"), form: r.URL.Query()}
	q.json = strings.HasSuffix(r.URL.Path, ".json")
	q.id = strings.TrimSuffix(q.id, ".json")
	if !strings.HasPrefix(r.URL.Path, "/documents/") { // a report may be named for its file
		q.csv = strings.HasSuffix(r.URL.Path, ".csv")
		q.id = strings.TrimSuffix(q.id, ".csv")
	}
	if q.asOf = strings.TrimSpace(q.form.Get("asof")); q.asOf == "" {
		return q, nil
	}
	for _, layout := range momentLayouts {
		if t, err := time.Parse(layout, q.asOf); err == nil {
			q.view.AsOf = t
			return q, nil
		}
	}
	if t, err := time.Parse(time.DateOnly, q.asOf); err == nil {
		q.view.AsOf = t.AddDate(0, 0, 1)
		return q, nil
	}
	return q, casus.Errorf(casus.Invalid, "asof %q is neither a day such as 2026-01-04 nor a time such as 2026-01-04T09:00Z", q.asOf)
}

// answer wraps a page into a handler.
func (s *Site) answer(page func(context.Context, *question) (*answer, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		q, err := ask(r)
		var a *answer
		if err == nil {
			a, err = page(r.Context(), q)
		}
		switch {
		case err != nil:
			s.refuse(w, r, q, err)
		case a.moveTo != "":
			http.Redirect(w, r, a.moveTo, http.StatusFound)
		case q.csv && a.table == nil:
			s.refuse(w, r, q, casus.Errorf(casus.NotFound, "there is no table of this page"))
		case q.csv:
			s.writeTable(w, strings.ToLower(a.page), a.table)
		case q.json:
			s.writeJSON(w, http.StatusOK, a.json)
		default:
			s.writePage(w, r, http.StatusOK, frame{answer: a, question: q})
		}
	}
}

// statusOf is the HTTP status of a kind of error.
func statusOf(err error) int {
	switch casus.KindOf(err) {
	case casus.NotFound:
		return http.StatusNotFound
	case casus.Invalid:
		return http.StatusBadRequest
	case casus.Conflict:
		return http.StatusConflict
	case casus.Temporary:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// refuse answers with an error. What went wrong inside is for the log, not for the page.
func (s *Site) refuse(w http.ResponseWriter, r *http.Request, q *question, err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	status, says := statusOf(err), err.Error()
	if status >= http.StatusInternalServerError {
		s.log.Error("page", "path", r.URL.Path, "error", err)
		says = "something went wrong while reading the store"
	}
	if q.json {
		s.writeJSON(w, status, map[string]any{"error": says, "kind": casus.KindOf(err).String()})
		return
	}
	a := &answer{page: "error", title: http.StatusText(status), view: says}
	s.writePage(w, r, status, frame{answer: a, question: &question{form: url.Values{}}})
}
