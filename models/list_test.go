package models

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"
)

// TestManifest holds that every entry is complete and that its hash is that of the embedded file.
func TestManifest(t *testing.T) {
	entries := List()
	if len(entries) == 0 {
		t.Fatal("the manifest lists no model")
	}
	for _, e := range entries {
		if e.Name == "" || e.Version == "" || e.Licence == "" || e.Size == 0 {
			t.Errorf("incomplete entry %+v", e)
		}
		sum := sha256.Sum256(embedded()[e.File])
		if got := hex.EncodeToString(sum[:]); got != e.SHA256 {
			t.Errorf("%s: the manifest says %s, the file is %s", e.File, e.SHA256, got)
		}
	}
	for name := range embedded() {
		found := false
		for _, e := range entries {
			found = found || e.File == name
		}
		if !found {
			t.Errorf("%s is embedded but not in the manifest", name)
		}
	}
}
