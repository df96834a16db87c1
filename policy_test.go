package casus_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The limits of docs/contributing.md that hold by test.
const (
	maxFuncLines  = 100
	maxFileLines  = 500
	maxParams     = 4 // context, receiver and testing values not counted
	maxIfaceFuncs = 5
)

// vague are package names that say nothing about what a package gives.
var vague = []string{"util", "utils", "common", "helper", "helpers", "base", "core", "manager", "misc", "shared", "lib"}

// source is one parsed Go file.
type source struct {
	pkg, path string
	fset      *token.FileSet
	file      *ast.File
}

func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	for pkg, files := range goFiles(t, false) {
		for _, path := range files {
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, source{pkg, path, fset, f})
		}
	}
	slices.SortFunc(out, func(a, b source) int { return strings.Compare(a.path, b.path) })
	return out
}

func (s source) line(p token.Pos) int { return s.fset.Position(p).Line }

// generated reports whether the file says that a command wrote it.
func (s source) generated() bool { return ast.IsGenerated(s.file) }

func TestPackagesHaveComments(t *testing.T) {
	has := map[string]bool{}
	for _, s := range sources(t) {
		has[s.pkg] = has[s.pkg] || s.file.Doc != nil
		if slices.Contains(vague, filepath.Base(s.pkg)) {
			t.Errorf("%s: the package name says nothing about what it gives", s.pkg)
		}
	}
	for pkg, ok := range has {
		if !ok {
			t.Errorf("%s: no package comment", pkg)
		}
	}
}

func TestSizes(t *testing.T) {
	for _, s := range sources(t) {
		if s.generated() {
			continue
		}
		if n := s.line(s.file.End()); n > maxFileLines && !explained(s.path) {
			t.Errorf("%s: %d lines; split it, or say why in a comment \"Long: …\" at its top", s.path, n)
		}
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				checkFunc(t, s, f)
			}
		}
	}
}

// explained reports whether a long file says at its top why it is long.
func explained(path string) bool {
	b, err := os.ReadFile(path)
	return err == nil && strings.Contains(string(b[:min(len(b), 2000)]), "\n// Long: ")
}

func checkFunc(t *testing.T, s source, f *ast.FuncDecl) {
	t.Helper()
	if n := s.line(f.End()) - s.line(f.Pos()) + 1; n > maxFuncLines {
		t.Errorf("%s:%d: func %s has %d lines (limit %d)", s.path, s.line(f.Pos()), f.Name.Name, n, maxFuncLines)
	}
	if f.Body == nil {
		return // assembly: its arguments are its calling convention
	}
	n := 0
	for _, p := range f.Type.Params.List {
		if sel, ok := p.Type.(*ast.SelectorExpr); ok && sel.Sel.Name == "Context" {
			continue
		}
		n += max(1, len(p.Names))
	}
	if n > maxParams {
		t.Errorf("%s:%d: func %s has %d parameters (limit %d); use a struct", s.path, s.line(f.Pos()), f.Name.Name, n, maxParams)
	}
	if f.Name.Name == "init" && f.Recv == nil {
		t.Errorf("%s:%d: init functions are not used here", s.path, s.line(f.Pos()))
	}
}

func TestInterfacesAreSmall(t *testing.T) {
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				if i, ok := spec.Type.(*ast.InterfaceType); ok && i.Methods.NumFields() > maxIfaceFuncs {
					t.Errorf("%s:%d: interface %s has %d methods (limit %d)", s.path, s.line(spec.Pos()), spec.Name.Name,
						i.Methods.NumFields(), maxIfaceFuncs)
				}
			}
			return true
		})
	}
}

func TestExportedNamesAreExplained(t *testing.T) {
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && receiverExported(d) {
					wantDoc(t, s, d.Name, d.Doc)
				}
			case *ast.GenDecl:
				checkGroup(t, s, d)
			}
		}
	}
}

func receiverExported(d *ast.FuncDecl) bool {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return true
	}
	typ := d.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if idx, ok := typ.(*ast.IndexExpr); ok {
		typ = idx.X
	}
	id, ok := typ.(*ast.Ident)
	return !ok || id.IsExported()
}

// checkGroup wants a comment on each exported type, and on each var or const or on the group it stands in.
func checkGroup(t *testing.T, s source, d *ast.GenDecl) {
	t.Helper()
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if spec.Name.IsExported() {
				doc := spec.Doc
				if doc == nil && !d.Lparen.IsValid() {
					doc = d.Doc
				}
				wantDoc(t, s, spec.Name, doc)
			}
		case *ast.ValueSpec:
			for _, name := range spec.Names {
				if name.IsExported() && spec.Doc == nil && d.Doc == nil && spec.Comment == nil {
					t.Errorf("%s:%d: %s has no comment, nor has its group", s.path, s.line(name.Pos()), name.Name)
				}
			}
		}
	}
}

func wantDoc(t *testing.T, s source, name *ast.Ident, doc *ast.CommentGroup) {
	t.Helper()
	text := strings.TrimSpace(doc.Text())
	for _, article := range []string{"A ", "An ", "The "} {
		text = strings.TrimPrefix(text, article)
	}
	if !strings.HasPrefix(text, name.Name) {
		t.Errorf("%s:%d: the comment of %s should be a sentence that starts with its name", s.path, s.line(name.Pos()), name.Name)
	}
}

// TestDataHasSources wants each folder below data/ to say where its tables come from.
func TestDataHasSources(t *testing.T) {
	dirs, err := os.ReadDir("data")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		if !d.IsDir() {
			continue
		}
		b, err := os.ReadFile(filepath.Join("data", d.Name(), "SOURCE"))
		if err != nil {
			t.Errorf("data/%s: no SOURCE file: %v", d.Name(), err)
			continue
		}
		for _, key := range []string{"origin:", "date:", "licence:", "rebuild:"} {
			if !strings.Contains(string(b), key) {
				t.Errorf("data/%s/SOURCE: no line %q", d.Name(), key)
			}
		}
	}
}

// machinePath finds absolute paths of one machine.
var machinePath = regexp.MustCompile(`(^|[\s"'=(])/(home/[a-z]|(root|work|Users)/)`)

func TestNoMachinePaths(t *testing.T) {
	for _, tests := range []bool{false, true} {
		for _, files := range goFiles(t, tests) {
			for _, path := range files {
				b, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				for i, line := range strings.Split(string(b), "\n") {
					if machinePath.MatchString(line) {
						t.Errorf("%s:%d: absolute path of one machine: %s", path, i+1, strings.TrimSpace(line))
					}
				}
			}
		}
	}
}
