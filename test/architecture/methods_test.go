package architecture

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// surveyable are the packages, with all below them, whose types have few methods:
// those that grew types that did everything.
var surveyable = []string{"internal/cli", "internal/change", "internal/run", "internal/gitops", "internal/tfc"}

// TestTypesHaveFewMethods counts those that embedded types lend, too.
func TestTypesHaveFewMethods(t *testing.T) {
	const limit = 20
	counted := 0
	fset := token.NewFileSet()
	from := exportData(t, fset)
	for name, p := range packages(t) {
		if !surveyed(name) || strings.HasSuffix(name, "test") { // a server for tests has a method for each route
			continue
		}
		var files []*ast.File
		for _, file := range p.GoFiles {
			syntax, err := parser.ParseFile(fset, filepath.Join(p.Dir, file), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, syntax)
		}
		checked, err := (&types.Config{Importer: from}).Check(p.ImportPath, fset, files, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, declared := range checked.Scope().Names() {
			object, ok := checked.Scope().Lookup(declared).(*types.TypeName)
			if !ok || object.IsAlias() {
				continue
			}
			all := types.NewMethodSet(types.NewPointer(object.Type()))
			if types.IsInterface(object.Type()) {
				all = types.NewMethodSet(object.Type())
			}
			counted += all.Len()
			if all.Len() > limit {
				t.Errorf("%s.%s has %d methods, more than %d; part it", name, declared, all.Len(), limit)
			}
		}
	}
	if counted < 100 {
		t.Errorf("only %d methods were found", counted)
	}
}

func surveyed(name string) bool {
	for _, folder := range surveyable {
		if name == folder || strings.HasPrefix(name, folder+"/") {
			return true
		}
	}
	return false
}

// exportData imports packages from what the compiler wrote of them.
func exportData(t *testing.T, fset *token.FileSet) types.Importer {
	t.Helper()
	files := map[string]string{}
	decoder := json.NewDecoder(bytes.NewReader(project.GoList(t, "-export", "-deps", "-json=ImportPath,Export", "./internal/...")))
	for decoder.More() {
		var p struct{ ImportPath, Export string }
		if err := decoder.Decode(&p); err != nil {
			t.Fatal(err)
		}
		files[p.ImportPath] = p.Export
	}
	return importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(files[path]) })
}
