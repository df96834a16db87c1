package models

import "strings"

// Entry is one model as manifest.toml describes it.
type Entry struct {
	Name, File, Version, SHA256, Does, Licence string
	Size                                       int // bytes; 0 for a file that is not embedded
}

// List reads the manifest: one entry for each [[model]] table, in its order. Only plain string fields are read.
func List() []Entry {
	var out []Entry
	for line := range strings.Lines(Manifest) {
		line = strings.TrimSpace(line)
		if line == "[[model]]" {
			out = append(out, Entry{})
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok || len(out) == 0 {
			continue
		}
		e, value := &out[len(out)-1], strings.Trim(strings.TrimSpace(value), `"`)
		switch strings.TrimSpace(key) {
		case "name":
			e.Name = value
		case "file":
			e.File = value
			e.Size = len(embedded()[value])
		case "version":
			e.Version = value
		case "sha256":
			e.SHA256 = value
		case "does":
			e.Does = value
		case "licence":
			e.Licence = value
		}
	}
	return out
}

// embedded are the embedded files by name.
func embedded() map[string][]byte {
	return map[string][]byte{"causal.bin": Causal, "decide.nn": DecideNet, "decide.tsv.gz": Decide, "english.nn": English, "gazetteer.bin": Gazetteer, "sense.nn.gz": Sense}
}
