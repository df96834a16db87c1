// Command make writes data/outline/world.tsv from a TopoJSON file of countries.
//
// In comes the path of countries-50m.json of the npm package world-atlas; out goes the table on standard output. See
// data/outline/SOURCE for the whole recipe.
package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/casus-project/casus/internal/web/outline"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "make outline:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("usage: make countries-50m.json > data/outline/world.tsv")
	}
	f, err := os.Open(args[0])
	if err != nil {
		return fmt.Errorf("read outlines: %w", err)
	}
	defer f.Close()
	out := bufio.NewWriter(os.Stdout)
	if err := outline.Make(f, out, outline.MakeOptions{}); err != nil {
		return err
	}
	return out.Flush()
}
