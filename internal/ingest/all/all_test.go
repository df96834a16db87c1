package all_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/ingest"
	"github.com/casus-project/casus/internal/ingest/all"
)

// read collects the documents and errors of one input.
func read(t *testing.T, form, name, content string) (docs []casus.Document, errs []string) {
	t.Helper()
	f, err := ingest.ByName(all.Formats(), form, name)
	if err != nil {
		t.Fatal(err)
	}
	for d, err := range f.Read(strings.NewReader(content), name) {
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		docs = append(docs, d)
	}
	return docs, errs
}

func TestForms(t *testing.T) {
	page := `<html lang="en"><head><title>Ferry talks resume</title>
<meta property="article:published_time" content="2026-01-04T09:30:00Z"><meta property="og:site_name" content="The Quay Ledger"></head>
<body><nav>Home Sport</nav><article><h1>Ferry talks resume</h1>
<p>Ferry operators and the port union met on Sunday for the first time since the strike began, officials said.</p>
<p>Neither side gave details of the meeting, which lasted four hours and ended without a joint statement.</p></article></body></html>`
	for _, c := range []struct {
		name, form, file, content string
		ids                       []string
		errs                      []string
	}{
		{"plain_text", "", "dir/a.txt", "Troops left the town.", []string{"a.txt"}, nil},
		{"standard_input_is_text", "", "-", "Troops left the town.", []string{"-"}, nil},
		{"empty_document", "", "a.txt", " \n\t", nil, []string{"a.txt: no text"}},
		{"binary_file", "", "a.txt", "PK\x00\x01", nil, []string{"a.txt: not text"}},
		{"page", "", "a.html", page, []string{"a.html"}, nil},
		{"page_without_article", "", "a.html", "<html><body></body></html>", nil, []string{"a.html: no article found"}},
		{"jsonl", "", "a.jsonl", `{"id":"x1","text":"One."}` + "\n\n" + `{"text":"Two."}`, []string{"x1", "a.jsonl:3"}, nil},
		{"jsonl_number_as_id", "", "a.jsonl", `{"id":7,"text":"One."}`, []string{"7"}, nil},
		{
			"jsonl_bad_lines_do_not_stop_the_rest", "", "a.jsonl",
			`{"id":"1"}` + "\n" + `{"text":5}` + "\n" + `nonsense` + "\n" + `{"id":"4","text":"Four."}`,
			[]string{"4"},
			[]string{`a.jsonl:1: no field "text"`, `a.jsonl:2: not a JSON object: field "text" is a number`, "a.jsonl:3: not a JSON object"},
		},
		{"csv", "", "a.csv", "date,title,text\n2026-01-04,T,\"One, two.\"\n,,Three.\n", []string{"0", "1"}, nil},
		{"csv_without_text_column", "", "a.csv", "date,title\n2026-01-04,T\n", nil, []string{`a.csv:1: no column "text"`}},
		{"csv_row_without_text", "", "a.csv", "text,id\n,5\nFour.,6\n", []string{"6"}, []string{"a.csv:2: row 0: no text"}},
		{"form_given", "jsonl", "a.txt", `{"id":"1","text":"One."}`, []string{"1"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs, errs := read(t, c.form, c.file, c.content)
			var ids []string
			for _, d := range docs {
				ids = append(ids, string(d.ID))
			}
			if got, want := strings.Join(ids, " "), strings.Join(c.ids, " "); got != want {
				t.Errorf("ids %q, want %q", got, want)
			}
			if len(errs) != len(c.errs) {
				t.Fatalf("errors %q, want %q", errs, c.errs)
			}
			for i := range errs {
				if !strings.HasPrefix(errs[i], c.errs[i]) {
					t.Errorf("error %q, want %q", errs[i], c.errs[i])
				}
			}
		})
	}
}

func TestPageFields(t *testing.T) {
	page := `<html><head><title>x</title><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2025-11-02T06:00:00+01:00"}]}</script></head>
<body><article><p>The ministry said on Sunday that two ships had been turned back near the strait after a long chase at sea.</p>
<p>It gave no further details, and the shipping company did not answer questions sent by reporters during the day.</p>
<p>Traffic through the strait had doubled since the spring, according to the harbour office, which counts every vessel of more than forty metres.</p>
<p>A spokesman for the pilots said that boats were now waiting up to three days for a berth on the northern shore.</p></article></body></html>`
	docs, errs := read(t, "html", "p.html", page)
	if len(docs) != 1 || len(errs) != 0 {
		t.Fatalf("documents %v, errors %v", docs, errs)
	}
	d := docs[0]
	if d.DateFrom != "meta" || d.Published.UTC().Format("2006-01-02 15:04") != "2025-11-02 05:00" {
		t.Errorf("published %v from %q", d.Published, d.DateFrom)
	}
	if n := strings.Count(d.Text, "\n\n"); n != 3 {
		t.Errorf("paragraph breaks: %d in %q", n, d.Text)
	}
}

func TestInvalidUTF8IsADefect(t *testing.T) {
	docs, errs := read(t, "", "a.txt", "Caf\xe9 attacked.")
	if len(errs) != 0 || len(docs) != 1 {
		t.Fatal(docs, errs)
	}
	if docs[0].Text != "Caf\ufffd attacked." || len(docs[0].Defects) != 1 {
		t.Errorf("text %q, defects %v", docs[0].Text, docs[0].Defects)
	}
}

// TestSourceFromAddress takes the publisher's host where a record names no source, and nothing where it has no address.
func TestSourceFromAddress(t *testing.T) {
	for line, want := range map[string]string{
		`{"text": "Rebels left.", "url": "https://www.Example.org/a"}`:                     "example.org",
		`{"text": "Rebels left.", "url": "https://example.org/a", "source": "The Ledger"}`: "The Ledger",
		`{"text": "Rebels left."}`: "",
	} {
		docs, errs := read(t, "", "a.jsonl", line)
		if len(errs) > 0 || len(docs) != 1 || docs[0].Source != want {
			t.Errorf("%s: %+v %v, want source %q", line, docs, errs, want)
		}
	}
}

func TestBadDateIsADefect(t *testing.T) {
	docs, _ := read(t, "", "a.jsonl", `{"text":"One.","published":"last week"}`)
	if len(docs) != 1 || !docs[0].Published.IsZero() || len(docs[0].Defects) != 1 {
		t.Errorf("%+v", docs)
	}
}

func TestLongLine(t *testing.T) {
	long := `{"id":"long","text":"` + strings.Repeat("A troop left. ", 400_000) + `"}`
	docs, errs := read(t, "", "a.jsonl", long+"\n"+`{"id":"b","text":"Two."}`)
	if len(docs) != 2 || len(errs) != 0 {
		t.Errorf("%d documents, errors %v", len(docs), errs)
	}
	var got []string
	for line, err := range ingest.Lines(strings.NewReader("short\n"+strings.Repeat("x", 200_000)+"\nlast"), 100_000) {
		if err != nil {
			got = append(got, "error")
			continue
		}
		got = append(got, line.Text)
	}
	if s := strings.Join(got, " "); s != "short error last" {
		t.Errorf("lines over the limit: %q", s)
	}
}

func TestUnknownForm(t *testing.T) {
	if _, err := ingest.ByName(all.Formats(), "docx", "a"); casus.KindOf(err) != casus.Invalid {
		t.Errorf("got %v", err)
	}
}

// FuzzForms holds that no input makes a reader panic and that every document has text and an id.
func FuzzForms(f *testing.F) {
	for _, s := range []string{"text", `{"text":"a"}`, "text\nrow\n", "<p>One two three.</p>", "\xff\xfe", "text\n\"a\nb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, form := range all.Formats() {
			for d, err := range form.Read(strings.NewReader(s), "f") {
				if err == nil && (strings.TrimSpace(d.Text) == "" || d.ID == "") {
					t.Errorf("%s gave a document without text or id from %q", form.Name(), s)
				}
			}
		}
	})
}

func TestReadsFromDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.txt")
	if err := os.WriteFile(path, []byte("\ufeffOne.\r\nTwo."), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	form, err := ingest.ByName(all.Formats(), "", path)
	if err != nil {
		t.Fatal(err)
	}
	for d, err := range form.Read(file, path) {
		if err != nil || d.Text != "One.\nTwo." || d.ID != "r.txt" {
			t.Errorf("%+v, %v", d, err)
		}
	}
}
