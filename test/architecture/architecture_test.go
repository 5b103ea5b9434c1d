package architecture

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/test/project"
)

// pure are the packages that compute on values: what they return depends on
// their arguments alone. Each may use the others, and pack, which reads packs
// through the fs.FS it is given.
var pure = []string{
	"internal/codeowners", "internal/cron", "internal/diag", "internal/expr", "internal/interview", "internal/lock", "internal/markdown", "internal/pack",
	"internal/packdoc", "internal/packtest", "internal/plan", "internal/prompt", "internal/render", "internal/repo", "internal/report", "internal/spec",
	"internal/merge/hclmerge", "internal/merge/hcltree", "internal/merge/linemerge", "internal/workspace",
	"internal/change", "internal/tfconfig", "internal/limits",
}

// impure is what no pure package imports: the disk, the network, processes and
// the clients of other systems. A name ending in / stands for all below it.
var impure = []string{
	"io/ioutil", "net", "net/http", "net/rpc", "os", "os/exec", "os/signal", "os/user", "plugin", "syscall",
	"golang.org/x/sys/", "github.com/go-git/", "github.com/hashicorp/go-tfe", "github.com/google/go-github/",
	"github.com/aws/", "github.com/spf13/", "charm.land/",
}

// writers may change files by package os. Everybody else hands a plan to apply.
var writers = []string{
	"internal/apply",              // the only writer of a repository's files
	"internal/gitops",             // the git directory
	"internal/run/mergedriver.go", // git's own temporary file
	"internal/cli/docs.go",        // manuals, which belong to no repository
	"internal/disk",               // opens folders to read them
	"internal/run/place.go",       // the folder of a new repository, which must exist before apply can work in it
	// The developers' own.
	"internal/tools/bench", "internal/tools/docgen", "internal/tools/npmlock", "test/project", "test/proof",
}

type goPackage struct {
	ImportPath string
	Dir        string
	Doc        string
	Name       string
	Imports    []string
	GoFiles    []string
}

// packages are this module's, by their path below the module.
func packages(t *testing.T) map[string]goPackage {
	t.Helper()
	out := map[string]goPackage{}
	decoder := json.NewDecoder(bytes.NewReader(project.GoList(t, "-json=ImportPath,Dir,Doc,Name,Imports,GoFiles", "./...")))
	for decoder.More() {
		var p goPackage
		if err := decoder.Decode(&p); err != nil {
			t.Fatal(err)
		}
		if len(p.GoFiles) > 0 {
			out[strings.TrimPrefix(p.ImportPath, project.Module+"/")] = p
		}
	}
	return out
}

func local(imports []string) []string {
	var out []string
	for _, path := range imports {
		if name, ok := strings.CutPrefix(path, project.Module+"/"); ok {
			out = append(out, name)
		}
	}
	return out
}

func TestPurePackagesStayPure(t *testing.T) {
	all := packages(t)
	for _, name := range pure {
		if _, ok := all[name]; !ok {
			t.Errorf("there is no package %s", name)
		}
		for _, path := range all[name].Imports {
			for _, bad := range impure {
				if path == bad || (strings.HasSuffix(bad, "/") && strings.HasPrefix(path, bad)) {
					t.Errorf("%s imports %s, but it is pure", name, path)
				}
			}
		}
		for _, used := range local(all[name].Imports) {
			if !slices.Contains(pure, used) {
				t.Errorf("%s is pure, but imports %s, which is not", name, used)
			}
		}
	}
}

func TestImportsAreNotDeep(t *testing.T) {
	all := packages(t)
	depth := map[string]int{} // imports in the longest chain below a package
	var measure func(name string) int
	measure = func(name string) int {
		if d, known := depth[name]; known {
			return d
		}
		deepest := 0
		for _, used := range local(all[name].Imports) {
			deepest = max(deepest, measure(used)+1)
		}
		depth[name] = deepest
		return deepest
	}
	const limit = 9
	for name := range all {
		// The programs stand on top of the packages and are not counted.
		if all[name].Name != "main" && measure(name) > limit {
			t.Errorf("the longest chain below %s is %d imports, more than %d", name, measure(name), limit)
		}
	}
}

// arrows is the direction in which data flows, from what knows least: a package
// may import those before it, and none behind it. Packages that stand beside each
// other share a line.
var arrows = [][]string{
	{"internal/diag", "internal/cron"},
	{"internal/expr"},
	{"internal/spec"},
	{"internal/lock", "internal/pack"},
	{"internal/repo", "internal/render"},
	{"internal/plan"},
	{"internal/change", "internal/report", "internal/apply"},
	{"internal/run"},
	{"internal/cli/console", "internal/cli/flags", "internal/cli/workplace"},
	{"internal/cli/ask", "internal/cli/complete", "internal/cli/packs", "internal/cli/workspaces"},
	{"internal/cli"},
}

func TestDataFlowsOneWay(t *testing.T) {
	rank := map[string]int{}
	for i, line := range arrows {
		for _, name := range line {
			rank[name] = i
		}
	}
	all := packages(t)
	for name, i := range rank {
		p, there := all[name]
		if !there {
			t.Errorf("there is no package %s", name)
		}
		for _, used := range local(p.Imports) {
			if j, known := rank[used]; known && j >= i {
				t.Errorf("%s imports %s, which stands not before it", name, used)
			}
		}
	}
}

func TestPackagesAreNamedAndDocumented(t *testing.T) {
	for name, p := range packages(t) {
		for _, vague := range []string{"utils", "util", "helpers", "helper", "common", "manager", "misc", "shared", "types"} {
			if slices.Contains(strings.Split(name, "/"), vague) {
				t.Errorf("%s: the name %q says nothing of what is in it", name, vague)
			}
		}
		if p.Doc == "" {
			t.Errorf("%s has no package comment", name)
		}
	}
}

// A program that starts in a few milliseconds can't link go-git's root package
// (its initialization alone takes longer), nor hidden init functions.
func TestStartUpIsLight(t *testing.T) {
	linked := strings.Fields(string(project.GoList(t, "-deps", "./cmd/scaffold")))
	for _, heavy := range []string{
		"github.com/go-git/go-git/v5", "github.com/santhosh-tekuri/jsonschema/v6", "testing",
		"github.com/go-git/go-git/v5/plumbing/object", "github.com/ProtonMail/go-crypto/openpgp",
	} {
		if slices.Contains(linked, heavy) {
			t.Errorf("cmd/scaffold links %s", heavy)
		}
	}
	eachDeclaration(t, func(where string, d ast.Decl) {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			t.Errorf("%s: an init function runs in every command; call it where it is needed", where)
		}
	})
}

// readers read files by package os. Everybody else reads a repository through
// disk, which follows no link out of it.
var readers = []string{
	"internal/disk",
	"internal/apply",              // what it writes, below an os.Root
	"internal/gitops",             // the git directory, and files as git commits them
	"internal/cli/described.go",   // --spec, which a person names
	"internal/run/mergedriver.go", // git's own temporary files
	"internal/tfc/token.go",       // the configuration of the person's Terraform
	"internal/tools", "internal/cli/docs.go", "test/project", "test/docs", "test/proof",
}

func TestOnlyDiskReadsFolders(t *testing.T) {
	callsOfOS(t, readers, []string{"DirFS", "ReadFile", "Open"}, "only internal/disk reads the files of a repository")
}

func TestOnlyApplyWritesFiles(t *testing.T) {
	changing := []string{
		"Chmod", "Chown", "Create", "CreateTemp", "Link", "Mkdir", "MkdirAll", "MkdirTemp", "OpenFile",
		"OpenRoot", "Remove", "RemoveAll", "Rename", "Symlink", "Truncate", "WriteFile",
	}
	callsOfOS(t, writers, changing, "only internal/apply writes files")
}

// callsOfOS refuses calls of functions of package os but in some packages or files.
func callsOfOS(t *testing.T, allowed, names []string, rule string) {
	eachDeclaration(t, func(where string, d ast.Decl) {
		if slices.ContainsFunc(allowed, func(w string) bool { return where == w || strings.HasPrefix(where, w+"/") }) {
			return
		}
		ast.Inspect(d, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := selector.X.(*ast.Ident); ok && x.Name == "os" && slices.Contains(names, selector.Sel.Name) {
				t.Errorf("%s calls os.%s; %s", where, selector.Sel.Name, rule)
			}
			return true
		})
	})
}

func TestExportedNamesAreDocumented(t *testing.T) {
	eachDeclaration(t, func(where string, d ast.Decl) {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
				t.Errorf("%s: %s has no comment", where, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if s, ok := s.(*ast.TypeSpec); ok && s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
					t.Errorf("%s: type %s has no comment", where, s.Name.Name)
				}
			}
		}
	})
}

// exportedReceiver leaves out methods of unexported types, and those that
// every Go reader knows: error and String.
func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return true
	}
	if slices.Contains([]string{"Error", "String", "Unwrap", "Len", "Less", "Swap"}, f.Name.Name) {
		return false
	}
	receiver := f.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	name, ok := receiver.(*ast.Ident)
	return ok && name.IsExported()
}

// eachDeclaration calls f for every top-level declaration outside tests, with
// the file's path.
func eachDeclaration(t *testing.T, f func(where string, d ast.Decl)) {
	t.Helper()
	for name, p := range packages(t) {
		for _, file := range p.GoFiles {
			syntax, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, file), nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range syntax.Decls {
				f(name+"/"+file, d)
			}
		}
	}
}
