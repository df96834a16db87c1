package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// progress draws a bar on a terminal, and nothing elsewhere.
type progress struct {
	w     io.Writer // nil draws nothing
	total int       // 0: unknown, only a count is drawn
	done  int
}

// newProgress draws on w when it is a terminal and quiet is not set.
func newProgress(w io.Writer, quiet bool, total int) *progress {
	p := &progress{total: total}
	if f, ok := w.(*os.File); ok && !quiet && isTerminal(f) {
		p.w = w
	}
	return p
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// barWidth is the bar's length in characters.
const barWidth = 40

// step counts one document.
func (p *progress) step() {
	p.done++
	if p.w == nil {
		return
	}
	if p.total == 0 {
		fmt.Fprintf(p.w, "\r%d documents", p.done)
		return
	}
	full := barWidth * p.done / max(1, p.total)
	fmt.Fprintf(p.w, "\r[%s%s] %d of %d documents", strings.Repeat("#", full), strings.Repeat(".", barWidth-full), p.done, p.total)
}

// end ends the line.
func (p *progress) end() {
	if p.w != nil && p.done > 0 {
		fmt.Fprintln(p.w)
	}
}
