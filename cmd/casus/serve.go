package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/casus-project/casus/internal/store/sqlite"
	"github.com/casus-project/casus/internal/web"
)

// serveCmd serves the store as pages.
type serveCmd struct {
	storeFlag
	Address string `help:"Where to listen; if the port is taken, the next free one is used." default:"127.0.0.1:8080" env:"CASUS_ADDRESS"`
}

// Run serves until interrupted.
func (c *serveCmd) Run(a *app) error {
	s, err := c.openStore(true)
	if err != nil {
		return err
	}
	defer s.Close()
	return serve(a, s, c.Address)
}

// tries is how many ports are tried from the one asked for.
const tries = 20

// listen listens on address or, where its port is taken, on one of the ports after it.
func listen(a *app, address string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("address %q: %w", address, err)
	}
	first, err := strconv.Atoi(port)
	if err != nil {
		return nil, fmt.Errorf("address %q: the port is no number", address)
	}
	var lc net.ListenConfig
	for n := first; n < first+tries; n++ {
		l, err := lc.Listen(a.ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(n)))
		if err == nil {
			return l, nil
		}
		if first == 0 || n == first+tries-1 {
			return nil, fmt.Errorf("listen: %w", err)
		}
		fmt.Fprintf(a.stderr, "port %d is taken, trying %d\n", n, n+1)
	}
	return nil, errReported // not reached
}

// Limits of the server: pages are small and local.
const (
	readTimeout  = 10 * time.Second
	writeTimeout = 60 * time.Second
	shutdownTime = 5 * time.Second
)

// serve serves the store until the context ends.
func serve(a *app, s *sqlite.Store, address string) error {
	handler, err := web.New(s, web.Options{Version: fullVersion()})
	if err != nil {
		return err
	}
	l, err := listen(a, address)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "casus serves at http://%s (stop with Ctrl-C)\n", l.Addr())
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: readTimeout, WriteTimeout: writeTimeout}
	done := make(chan error, 1)
	go func() {
		<-a.ctx.Done()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(a.ctx), shutdownTime)
		defer cancel()
		done <- srv.Shutdown(ctx)
	}()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return <-done
}
