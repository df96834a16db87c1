// Command casus reads news reports and keeps a sourced chronicle: who did what to whom, when and where, according to
// whom. Flags, files and the environment are read here and nowhere else; all work is done below internal/.
//
// Exit status: 0 when something was done, 1 when nothing could be done or a check failed, 2 for a wrong command line.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/casus-project/casus/internal/pipeline"
)

// version is the release, or "dev"; a release build sets it with -ldflags.
var version = "dev"

// cli is the command line. Field order is the order of the help.
type cli struct {
	Code      codeCmd      `cmd:"" help:"Code events: one record per mention."`
	Explain   explainCmd   `cmd:"" help:"Show for each sentence what fired, what did not, and why."`
	Annotate  annotateCmd  `cmd:"" help:"Write every layer of analysis of each document."`
	Chronicle chronicleCmd `cmd:"" help:"Bring several documents together: events, claims, disagreements, crises, links, forecasts."`
	Resolve   resolveCmd   `cmd:"" help:"Say what casus makes of given spans: actors, places, times, event times."`
	Add       addCmd       `cmd:"" help:"Read documents into the store."`
	Export    exportCmd    `cmd:"" help:"Write the mentions in the store as PLOVER JSON Lines, CSV or a table."`
	Serve     serveCmd     `cmd:"" help:"Serve the chronicle in the store as web pages."`
	Demo      demoCmd      `cmd:"" help:"Code the bundled demo reports and serve the result."`
	Verify    verifyCmd    `cmd:"" help:"Recompute every stored span against the stored text."`
	Gazetteer gazetteerCmd `cmd:"" help:"Look up places, compile or import a gazetteer."`
	Actors    actorsCmd    `cmd:"" help:"Look up actors, refresh the actor tables."`
	Gold      goldCmd      `cmd:"" help:"Work on the annotated corpus."`
	Eval      evalCmd      `cmd:"" help:"Score on a data set in its published form."`
	Scores    scoresCmd    `cmd:"" help:"Run every task on its data set and print the lines of eval/scores.txt."`
	Bench     benchCmd     `cmd:"" help:"Measure the speed of each stage on given text."`
	Train     trainCmd     `cmd:"" help:"Train a model from its data."`
	List      listCmd      `cmd:"" help:"List languages, forms, stores, models and data tables that are linked in."`
	Version   versionCmd   `cmd:"" help:"Print the version."`

	Profile string `help:"How to read: default, or accurate (fewer wrong events and more right ones, at a sixth of the speed)." enum:"default,accurate" default:"default"`
}

// app is what every command gets: its streams, and a context that ends on an interrupt.
type app struct {
	ctx    context.Context //nolint:containedctx // the context of the process, made in main
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer

	accurate bool // the profile
}

// options are those of the pipeline that hold for every command.
func (a *app) options() pipeline.Options {
	return pipeline.Options{Version: fullVersion(), Accurate: a.accurate}
}

// complain prints one line about something that went wrong while the rest goes on.
func (a *app) complain(err error) { fmt.Fprintln(a.stderr, "casus:", err) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	a := &app{ctx: ctx, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr}
	os.Exit(run(a, os.Args[1:]))
}

// run parses the command line and runs one command; it returns the exit status.
func run(a *app, args []string) int {
	var c cli
	status := -1
	parser, err := kong.New(&c,
		kong.Name("casus"),
		kong.Description("Reads news reports and keeps a sourced chronicle: who did what to whom, when and where, according to whom."),
		kong.Vars{"eval_tasks": evalNames(), "train_models": trainModels},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Writers(a.stdout, a.stderr),
		kong.Exit(func(code int) { status = code }),
	)
	if err != nil {
		a.complain(err)
		return 2
	}
	if len(args) == 0 || args[0] == "help" { // "casus help add" is "casus add --help"
		args = append(args[min(1, len(args)):], "--help")
	}
	kctx, err := parser.Parse(args)
	if status >= 0 { // --help
		return status
	}
	if err != nil {
		a.complain(err)
		return 2
	}
	a.accurate = c.Profile == "accurate"
	if err := kctx.Run(a); err != nil {
		if !errors.Is(err, errReported) {
			a.complain(err)
		}
		return 1
	}
	return 0
}

// errReported ends a command whose errors have been printed already.
var errReported = errors.New("nothing could be done")

// versionCmd prints the version.
type versionCmd struct{}

// Run prints version and Go version.
func (versionCmd) Run(a *app) error {
	fmt.Fprintln(a.stdout, "casus", fullVersion())
	return nil
}

// fullVersion is the version with the revision it was built from, where the build knows it.
func fullVersion() string {
	v := version
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				v += " (" + s.Value[:12] + ")"
			}
		}
	}
	return v
}
