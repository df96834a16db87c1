package web_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/casus-project/casus"
	"github.com/casus-project/casus/internal/web"
)

func TestListenTakesTheNextPort(t *testing.T) {
	ctx := context.Background()
	first, asked, err := web.Listen(ctx, "127.0.0.1:0", false)
	if err != nil || !asked {
		t.Fatal(asked, err)
	}
	defer first.Close()
	second, asked, err := web.Listen(ctx, first.Addr().String(), false)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	a, b := first.Addr().(*net.TCPAddr).Port, second.Addr().(*net.TCPAddr).Port
	if asked || b <= a || b >= a+web.Ports {
		t.Errorf("port %d was taken, got %d (asked: %v)", a, b, asked)
	}
}

func TestListenRefuses(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "example.com:0", "8080", "127.0.0.1:http", "127.0.0.1:70000"} {
		l, _, err := web.Listen(context.Background(), addr, false)
		if err == nil {
			l.Close()
			t.Errorf("listens on %s", addr)
		} else if casus.KindOf(err) != casus.Invalid || !strings.Contains(err.Error(), addr) {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

// TestServe serves a page and ends when it is told to, after the request under way.
func TestServe(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	l, _, err := web.Listen(ctx, "127.0.0.1:0", false)
	if err != nil {
		t.Fatal(err)
	}
	started := make(chan bool)
	slow := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(started)
		time.Sleep(50 * time.Millisecond)
		_, _ = io.WriteString(w, "done")
	})
	ended := make(chan error, 1)
	go func() { ended <- web.Serve(ctx, l, slow) }()
	go func() {
		<-started
		stop()
	}()
	r, err := http.Get("http://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if body, err := io.ReadAll(r.Body); err != nil || string(body) != "done" {
		t.Errorf("%q, %v", body, err)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
