//go:build browser

package web_test

import (
	"context"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/casus-project/casus/internal/web"
)

var (
	shots  = flag.String("shots", "", "a folder for pictures of the pages")
	served = flag.String("url", "", "where a casus serves that is visited too, such as http://127.0.0.1:8080")
)

// visited are pages of every kind.
var visited = map[string]string{
	"crises": "/", "crisis": "/crises/us-venezuela", "korea": "/crises/korea", "mine": "/crises/mine", "events": "/events",
	"new": "/new?since=2026-01-06", "claims": "/claims?verdict=all", "event": "/events/capture", "launch": "/events/launch", "documents": "/documents", "document": "/documents/mw-0103-1",
	"cited": "/documents/mw-0103-1?q=25,47#q=25,47", "forecasts": "/forecasts", "search": "/search?q=missiles", "about": "/about",
	"error": "/crises/nobody", "asof": "/?asof=2026-01-04T09:00Z", "rtl": "/documents/..%2Fodd%2F%D8%A7%D8%A8.json",
}

// site serves the demo store.
func site(t *testing.T) *web.Site {
	t.Helper()
	s := demo(t)
	w, err := web.New(s, web.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// browser starts a headless Chromium, which the full test command needs to find.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Fatal("no Chromium found: install the package chromium")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Flag("hide-scrollbars", true))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	ctx, late := context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(late)
	return ctx
}

// complaints collects what the browser writes to its console, refused styles and scripts included.
type complaints struct {
	sync.Mutex
	said []string
}

func listen(ctx context.Context, t *testing.T) *complaints {
	t.Helper()
	c := &complaints{}
	err := chromedp.Listen(ctx, func(ev any) {
		c.Lock()
		defer c.Unlock()
		switch ev := ev.(type) {
		case *runtime.EventConsoleAPICalled:
			c.said = append(c.said, fmt.Sprintf("console %s: %v", ev.Type, ev.Args))
		case *runtime.EventExceptionThrown:
			c.said = append(c.said, ev.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			c.said = append(c.said, ev.Entry.Text+" "+ev.Entry.URL)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	enable := chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, log.Enable, cdp.Empty{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, runtime.Enable, cdp.Empty{})
		return err
	})
	if err := chromedp.Do(ctx, enable); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *complaints) take() []string {
	c.Lock()
	defer c.Unlock()
	said := c.said
	c.said = nil
	return said
}

// TestBrowserPages visits every kind of page wide and narrow, light and dark: the console stays empty, nothing runs out
// of the window, and every text has enough contrast.
func TestBrowserPages(t *testing.T) {
	srv := httptest.NewServer(site(t))
	defer srv.Close()
	ctx := browser(t)
	said := listen(ctx, t)
	for _, width := range []int64{1280, 390} {
		for _, scheme := range []string{"light", "dark"} {
			for name, path := range visited {
				t.Run(fmt.Sprintf("%s %d %s", name, width, scheme), func(t *testing.T) {
					look(ctx, t, visit{srv.URL + path, name, scheme, width})
					complained := said.take()
					if name == "error" { // that the browser complains there shows that we would hear it elsewhere
						if len(complained) != 1 || !strings.Contains(complained[0], "404") {
							t.Errorf("a missing page makes the browser say %q", complained)
						}
						return
					}
					for _, s := range complained {
						t.Errorf("the browser says: %s", s)
					}
				})
			}
		}
	}
}

type visit struct {
	url, name, scheme string
	width             int64
}

func look(ctx context.Context, t *testing.T, v visit) {
	t.Helper()
	err := chromedp.Do(ctx,
		chromedp.EmulateViewport(v.width, 900),
		scheme(v.scheme),
		chromedp.Navigate(v.url),
	)
	if err != nil {
		t.Fatal(err)
	}
	if title := evaluate[string](ctx, t, "document.querySelector('main h1').textContent"); title == "" {
		t.Errorf("%s has no heading", v.url)
	}
	if wide := evaluate[float64](ctx, t, "document.documentElement.scrollWidth"); int64(wide) > v.width {
		t.Errorf("%s is %v wide in a window of %d", v.url, wide, v.width)
	}
	for _, p := range evaluate[[]string](ctx, t, contrast) {
		t.Errorf("%s: too little contrast: %s", v.url, p)
	}
	if *shots == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(*shots, fmt.Sprintf("%s-%d-%s.png", v.name, v.width, v.scheme))
	if err := os.WriteFile(name, png, 0o600); err != nil {
		t.Fatal(err)
	}
}

// scheme asks for light or dark pages.
func scheme(name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	})
}

func evaluate[T any](ctx context.Context, t *testing.T, js string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// walked is how many pages of each kind TestBrowserWalk looks at.
const walked = 4

// TestBrowserWalk walks through the pages of the site that -url names, or of the demo, from link to link.
func TestBrowserWalk(t *testing.T) {
	root := *served
	if root == "" {
		srv := httptest.NewServer(site(t))
		defer srv.Close()
		root = srv.URL
	}
	ctx := browser(t)
	said := listen(ctx, t)
	seen, kinds, todo := map[string]bool{}, map[string]int{}, []string{root + "/"}
	for len(todo) > 0 {
		page := todo[0]
		todo = todo[1:]
		kind, _, _ := strings.Cut(strings.TrimPrefix(page, root+"/"), "/")
		if kind, _, _ = strings.Cut(kind, "?"); seen[page] || kinds[kind] >= walked || strings.Contains(page, ".json") || strings.Contains(page, ".csv") {
			continue
		}
		seen[page] = true
		kinds[kind]++
		look(ctx, t, visit{page, fmt.Sprintf("walk-%s-%d", kind, kinds[kind]), "light", 390})
		for _, s := range said.take() {
			t.Errorf("%s: the browser says: %s", page, s)
		}
		for _, href := range evaluate[[]string](ctx, t, "[...document.links].map(a => a.href.split('#')[0])") {
			if strings.HasPrefix(href, root+"/") {
				todo = append(todo, href)
			}
		}
	}
	for _, kind := range []string{"crises", "events", "documents", "forecasts", "about"} {
		if kinds[kind] == 0 {
			t.Errorf("no page below /%s was reached", kind)
		}
	}
}

// contrast lists texts whose colour stands out from what lies behind by less than 4.5 to 1 (WCAG 2.2, success criterion
// 1.4.3), or 3 to 1 for large ones.
const contrast = `(() => {
  const rgb = s => { const m = s.match(/[\d.]+/g).map(Number); return m.length > 3 ? m : [...m, 1]; };
  const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const lum = c => { const f = c.slice(0, 3).map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
    return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
  const out = [];
  const behind = el => { let c = [0, 0, 0, 0]; for (let e = el; e; e = e.parentElement) {
      const s = getComputedStyle(e).backgroundColor; if (!s.startsWith('rgb')) continue;
      const b = rgb(s); c = c[3] === 0 ? b : over(c, b); if (c[3] === 1) return c; } return [255, 255, 255, 1]; };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; n = walk.nextNode();) {
    const el = n.parentElement, s = getComputedStyle(el);
    if (!n.data.trim() || el.closest('svg') || s.visibility === 'hidden' || el.closest('.hidden') || el.closest('.skip')) continue;
    const back = behind(el), front = over(rgb(s.color), back);
    const a = lum(front), b = lum(back), ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const size = parseFloat(s.fontSize), large = size >= 24 || size >= 18.66 && parseInt(s.fontWeight) >= 700;
    if (ratio < (large ? 3 : 4.5)) out.push(ratio.toFixed(2) + ' "' + n.data.trim().slice(0, 40) + '" ' + el.className);
  }
  return [...new Set(out)].slice(0, 10);
})()`

// TestBrowserKeyboard walks through the first page with the Tab key: the skip link comes first, every stop can be seen, and a
// crisis can be opened.
func TestBrowserKeyboard(t *testing.T) {
	srv := httptest.NewServer(site(t))
	defer srv.Close()
	ctx := browser(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(srv.URL)); err != nil {
		t.Fatal(err)
	}
	type stop struct {
		Text, Outline string
		Seen          bool
	}
	const focused = `(() => { const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
		return {Text: e.textContent.trim() || e.name || '', Outline: s.outlineStyle + ' ' + s.outlineWidth, Seen: r.width > 0 && r.left >= -1 && r.top >= -1}; })()`
	for i := range 30 {
		if err := chromedp.Do(ctx, chromedp.KeyEvent("\t"), chromedp.Sleep(60*time.Millisecond)); err != nil {
			t.Fatal(err)
		}
		s := evaluate[stop](ctx, t, focused)
		if i == 0 && !strings.HasPrefix(s.Text, "Skip") {
			t.Errorf("the first stop is %q", s.Text)
		}
		if !strings.HasPrefix(s.Outline, "solid") || !s.Seen {
			t.Errorf("stop %d, %q, cannot be seen: %+v", i, s.Text, s)
		}
		if s.Text == "United States – Venezuela" {
			opens(ctx, t, s.Text)
			return
		}
	}
	t.Error("thirty stops do not reach the first crisis")
}

// opens presses Enter and wants a crisis page with that title.
func opens(ctx context.Context, t *testing.T, title string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.KeyEvent("\r"), chromedp.WaitVisible(chromedp.CSS(".page-crisis h1"))); err != nil {
		t.Fatal(err)
	}
	if got := evaluate[string](ctx, t, "document.title"); !strings.HasPrefix(got, title) {
		t.Errorf("Enter led to %q", got)
	}
}

// TestBrowserPermalink opens a citation: the browser goes to the marked words without any script.
func TestBrowserPermalink(t *testing.T) {
	srv := httptest.NewServer(site(t))
	defer srv.Close()
	ctx := browser(t)
	const words = "two soldiers were lightly wounded"
	at := strings.Index(newCoder(t).docs["c9-0103-1"].Text, words)
	q := fmt.Sprintf("q=%d,%d", at, at+len(words))
	err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 300), scheme("light"), chromedp.Navigate(srv.URL+"/documents/c9-0103-1?"+q+"#"+q), chromedp.Sleep(300*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	type place struct {
		Text      string
		Top, High float64
	}
	p := evaluate[place](ctx, t, `(() => { const e = document.querySelector('.m-cited'); return {Text: e.textContent, Top: e.getBoundingClientRect().top, High: innerHeight}; })()`)
	if p.Text != words || p.Top < 0 || p.Top > p.High {
		t.Errorf("marked %+v", p)
	}
}

// TestBrowserMorning is a reader's morning by keyboard alone: from the first page to what is new, to an event, and to why it was
// coded so.
func TestBrowserMorning(t *testing.T) {
	srv := httptest.NewServer(site(t))
	defer srv.Close()
	ctx := browser(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(390, 900), chromedp.Navigate(srv.URL)); err != nil {
		t.Fatal(err)
	}
	const focused = `(() => { const e = document.activeElement; return e.closest('main, nav') ? e.textContent.trim() : ''; })()`
	press := func(page, text, then string) {
		t.Helper()
		for range 60 {
			if err := chromedp.Do(ctx, chromedp.KeyEvent("\t"), chromedp.Sleep(20*time.Millisecond)); err != nil {
				t.Fatal(err)
			}
			if evaluate[string](ctx, t, focused) == text {
				if err := chromedp.Do(ctx, chromedp.KeyEvent("\r"), chromedp.WaitVisible(chromedp.CSS(then))); err != nil {
					t.Fatal(err)
				}
				return
			}
		}
		t.Fatalf("%s: sixty stops do not reach %q", page, text)
	}
	press("the first page", "New", ".page-new h1")
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL+"/new?since=2026-01-03")); err != nil {
		t.Fatal(err)
	}
	press("what is new", "US forces seize Nicolás Maduro", ".page-event h1")
	press("the event", "why", "details.why[open] dd")
	if got := evaluate[string](ctx, t, "document.querySelector('details.why[open] dd').textContent"); !strings.Contains(got, "by the rule by hand") {
		t.Errorf("why says %q", got)
	}
}
