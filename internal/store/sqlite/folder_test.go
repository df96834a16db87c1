//go:build unix

package sqlite_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// nobody is a user without rights on most systems.
const nobody = 65534

// TestReadOnlyFolder reads a store in a folder that may not be written. A user with all rights can write anywhere, so the
// reading is done by another program, as a user who may not.
func TestReadOnlyFolder(t *testing.T) {
	path := made(t)
	dir := filepath.Dir(path)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	tool := filepath.Join(dir, "reader")
	if err := os.WriteFile(tool, program, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, mode := range map[string]os.FileMode{filepath.Dir(dir): 0o755, tool: 0o755, path: 0o444, dir: 0o555} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
	cmd := exec.Command(tool)
	cmd.Env = append(os.Environ(), readerEnv+"="+path)
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got := string(out); !strings.HasPrefix(got, "1 documents; invalid: ") || !strings.Contains(got, "cannot be written") || !strings.Contains(got, path) {
		t.Errorf("the reader says: %s", got)
	}
}
