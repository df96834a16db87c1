package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestReadme runs the example of README.md: what it shows must be what the program prints.
func TestReadme(t *testing.T) {
	const name, fence = "../../README.md", "```\n"
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.SplitN(string(page), fence, 3)
	if len(parts) != 3 {
		t.Fatalf("%d parts between fences", len(parts))
	}
	var out, complaints bytes.Buffer
	a := &app{ctx: t.Context(), stdin: strings.NewReader(""), stdout: &out, stderr: &complaints}
	if status := run(a, []string{"code", "--format", "table", "../../examples/paragraph.jsonl"}); status != 0 {
		t.Fatalf("status %d: %s", status, &complaints)
	}
	got := strings.TrimSpace(out.String()) + "\n"
	if got == parts[1] {
		return
	}
	if !*update {
		t.Fatalf("README.md shows\n%s\nbut the program prints (go test ./cmd/casus -run Readme -update)\n%s", parts[1], got)
	}
	if err := os.WriteFile(name, []byte(parts[0]+fence+got+fence+parts[2]), 0o600); err != nil {
		t.Fatal(err)
	}
}
