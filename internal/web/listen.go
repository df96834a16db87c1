package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"

	"github.com/casus-project/casus"
)

// Ports is how many ports Listen tries, the asked one included.
const Ports = 20

// Listen opens host:port, or the next free port above it; asked reports whether it is the one asked for. Port 0 takes any.
// A host that is not this machine itself is refused with kind Invalid unless public is set.
func Listen(ctx context.Context, addr string, public bool) (l net.Listener, asked bool, err error) {
	host, portText, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, false, casus.Errorf(casus.Invalid, "listen on %q: not an address such as 127.0.0.1:8080", addr)
	}
	port, err := strconv.Atoi(portText)
	if err != nil || port < 0 || port > 65535 {
		return nil, false, casus.Errorf(casus.Invalid, "listen on %q: %q is no port", addr, portText)
	}
	if ip := net.ParseIP(host); !public && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, false, casus.Errorf(casus.Invalid, "listen on %q: only addresses of this machine itself (127.0.0.1, ::1, localhost) are served", addr)
	}
	var cfg net.ListenConfig
	for p := port; p < port+Ports && p <= 65535; p++ {
		l, err = cfg.Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(p)))
		if err == nil {
			return l, p == port, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return nil, false, casus.Errorf(casus.Invalid, "listen on %s: %w", addr, err)
		}
	}
	return nil, false, casus.Errorf(casus.Temporary, "listen on %s: this and the next %d ports are taken", addr, Ports-1)
}

// Serve answers requests on l until ctx ends, then waits a few seconds for those under way.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	select {
	case err := <-done:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := srv.Shutdown(grace)
	<-done
	if err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}
