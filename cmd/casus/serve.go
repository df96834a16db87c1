package main

import (
	"fmt"

	"github.com/casus-project/casus/internal/store/sqlite"
	"github.com/casus-project/casus/internal/web"
)

// serveCmd serves the store as pages.
type serveCmd struct {
	storeFlag
	Address string `help:"Where to listen; if the port is taken, the next free one is used." default:"127.0.0.1:8080" env:"CASUS_ADDRESS"`
	Public  bool   `help:"Allow an address that other machines can reach; there is no log-in."`
}

// Run serves until interrupted.
func (c *serveCmd) Run(a *app) error {
	s, err := c.openStore(true)
	if err != nil {
		return err
	}
	defer s.Close()
	return serve(a, s, c.Address, c.Public)
}

// serve serves the store until the context ends.
func serve(a *app, s *sqlite.Store, address string, public bool) error {
	handler, err := web.New(s, web.Options{Version: fullVersion()})
	if err != nil {
		return err
	}
	l, asked, err := web.Listen(a.ctx, address, public)
	if err != nil {
		return err
	}
	if !asked {
		fmt.Fprintf(a.stdout, "%s is taken, so the next free port is used\n", address)
	}
	fmt.Fprintf(a.stdout, "casus serves at http://%s (stop with Ctrl-C)\n", l.Addr())
	return web.Serve(a.ctx, l, handler)
}
