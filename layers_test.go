package casus_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/casus-project/casus"

// layers says who may import whom inside the module, one rule a line: a package or folder (with "/..."), a colon, and
// what it may import. The most specific rule that matches a package holds. "." is the root package; every package may
// import it, and "std" alone means nothing outside the standard library either.
const layers = `
.                         : std
data                      : std
examples                  : std
models                    : std
internal/ontology         : data
internal/gazetteer/...    : data models internal/ling internal/ontology internal/gazetteer/...
internal/ingest           :
internal/ingest/...       : internal/ingest internal/ingest/page
internal/ingest/all       : internal/ingest/...
internal/ling             :
internal/ling/...         : data models internal/ling/...
internal/ling/all         : internal/ling/... data models
internal/extract          : internal/ling internal/ontology internal/gazetteer internal/extract/...
internal/extract/...      : data models internal/ling/... internal/ontology internal/gazetteer internal/extract/choice internal/extract/hidden internal/extract/sense
internal/extract/choice   : 
internal/extract/hidden   : internal/ling/nn
internal/extract/sense    : internal/ling/nn
internal/gold             : internal/ontology
internal/fuse             : data internal/ontology
internal/crisis           : data internal/ontology internal/fuse
internal/store            :
internal/store/...        : internal/store internal/store/storetest
internal/store/all        : internal/store/...
internal/pipeline         : examples internal/export internal/store data models internal/ingest/... internal/ling/... internal/ontology internal/gazetteer internal/extract/... internal/fuse internal/crisis
internal/export           : internal/ling/... internal/ontology internal/extract internal/fuse internal/crisis
internal/web              : data internal/store internal/ontology internal/fuse internal/crisis internal/web/outline
internal/web/...          : data internal/web/outline
internal/eval             : data internal/gold internal/ling/... internal/ontology internal/gazetteer internal/extract/... internal/fuse internal/crisis
internal/train/...        : data models internal/ling/... internal/extract/... internal/train/... internal/eval internal/gazetteer
cmd/casus                 : ...
`

// rule is one line of layers.
type rule struct {
	who   string
	may   []string
	stdly bool
}

func parseLayers(t *testing.T) []rule {
	t.Helper()
	var rules []rule
	for line := range strings.Lines(layers) {
		who, may, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		r := rule{who: strings.TrimSpace(who), may: strings.Fields(may)}
		r.stdly = slices.Contains(r.may, "std")
		rules = append(rules, r)
	}
	return rules
}

// matches reports whether pattern ("a/b", "a/..." or "...") covers pkg.
func matches(pattern, pkg string) bool {
	if pattern == "..." {
		return true
	}
	if base, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == base || strings.HasPrefix(pkg, base+"/")
	}
	return pattern == pkg
}

// ruleFor is the most specific rule for pkg: an exact one, else the longest pattern.
func ruleFor(rules []rule, pkg string) (rule, bool) {
	best, found := rule{}, false
	for _, r := range rules {
		switch {
		case r.who == pkg:
			return r, true
		case matches(r.who, pkg) && len(r.who) > len(best.who):
			best, found = r, true
		}
	}
	return best, found
}

// TestLayers fails on an import that the policy does not allow, and on a package that no rule names.
func TestLayers(t *testing.T) {
	rules := parseLayers(t)
	for pkg, imports := range importsByPackage(t) {
		r, ok := ruleFor(rules, pkg)
		if !ok {
			t.Errorf("package %s: no rule in layers names it", pkg)
			continue
		}
		for imp := range imports {
			if why := refused(r, pkg, imp); why != "" {
				t.Errorf("package %s may not import %s: %s", pkg, imp, why)
			}
		}
	}
}

// refused says why rule r does not let pkg import imp, or "".
func refused(r rule, pkg, imp string) string {
	inner, ours := strings.CutPrefix(imp, module)
	if !ours {
		if r.stdly && strings.Contains(strings.SplitN(imp, "/", 2)[0], ".") {
			return "only the standard library is allowed there"
		}
		return ""
	}
	inner = strings.TrimPrefix(inner, "/")
	if inner == "" || inner == pkg {
		return ""
	}
	for _, may := range r.may {
		if matches(may, inner) {
			return ""
		}
	}
	return "not in layers: " + strings.Join(r.may, " ")
}

func TestLayersRefuses(t *testing.T) {
	rules := parseLayers(t)
	for _, c := range []struct {
		pkg, imp string
		refused  bool
	}{
		{".", "encoding/json", false},
		{".", "golang.org/x/text/cases", true},
		{".", module + "/internal/ling", true},
		{"internal/ling/en", module + "/internal/ling", false},
		{"internal/ling", module + "/internal/extract", true},
		{"internal/extract/who", module + "/internal/extract/what", true},
		{"internal/web", module + "/internal/store/sqlite", true},
		{"internal/store/sqlite", module + "/internal/fuse", true},
	} {
		r, ok := ruleFor(rules, c.pkg)
		if !ok {
			t.Fatalf("no rule for %s", c.pkg)
		}
		if got := refused(r, c.pkg, c.imp) != ""; got != c.refused {
			t.Errorf("%s importing %s: refused = %v, want %v", c.pkg, c.imp, got, c.refused)
		}
	}
}

// goFiles are the Go files of the module by package path, tests apart.
func goFiles(t *testing.T, tests bool) map[string][]string {
	t.Helper()
	files := map[string][]string{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && path != "." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules" || name == "build" || name == "bin") {
			return filepath.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(name, ".go") && strings.HasSuffix(name, "_test.go") == tests {
			pkg := filepath.ToSlash(filepath.Dir(path))
			files[pkg] = append(files[pkg], path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func importsByPackage(t *testing.T) map[string]map[string]bool {
	t.Helper()
	out := map[string]map[string]bool{}
	for pkg, files := range goFiles(t, false) {
		out[pkg] = map[string]bool{}
		for _, f := range files {
			parsed, err := parser.ParseFile(token.NewFileSet(), f, nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range parsed.Imports {
				path, err := strconv.Unquote(i.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				out[pkg][path] = true
			}
		}
	}
	return out
}
