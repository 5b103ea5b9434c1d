package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/markdown"
)

// declarations are the top-level declarations of a package's files, tests left
// out. The pages below are made from comments, which only the source has.
func declarations(folder string) ([]ast.Decl, error) {
	names, err := filepath.Glob(folder + "/*.go")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no Go files in %s; run this from the project's root", folder)
	}
	var out []ast.Decl
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		out = append(out, file.Decls...)
	}
	return out, nil
}

// helpersPage documents the template helpers from the comments of the
// functions that Helpers lists.
func helpersPage() (string, error) {
	all, err := declarations("internal/render")
	if err != nil {
		return "", err
	}
	functions := map[string]*ast.FuncDecl{}
	for _, d := range all {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
			functions[f.Name.Name] = f
		}
	}
	helpers, err := helperNames(functions["Helpers"])
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("# Template helpers\n\nWhat a pack's templates may call beside the functions of Go's text/template. Delimiters are `<%` and `%>`. A released helper never changes its meaning: vendored packs must render the same bytes for years.\n\nNever put an input into HCL, YAML, JSON or shell without one of the helpers that quote.\n")
	for _, h := range helpers {
		comment, err := commentOf(functions, h.function)
		if err != nil {
			return "", err
		}
		for _, other := range helpers {
			comment = strings.ReplaceAll(comment, other.function, other.name)
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s", h.name, markdownOf(comment))
	}
	b.WriteString("\n## workspace\n\nworkspace is the name of the Terraform Cloud workspace of a unit and environment, by the repository's pattern. The pack must list `workspace_name` in its `reads`.\n\n" +
		markdown.Fence("text", "<% workspace .unit .environment %>   service-a, dev   →   aws-service-a-dev"))
	return b.String(), nil
}

type helper struct{ name, function string }

// helperNames reads the map that Helpers returns, in its order.
func helperNames(f *ast.FuncDecl) ([]helper, error) {
	var out []helper
	if f != nil {
		ast.Inspect(f, func(n ast.Node) bool {
			if pair, ok := n.(*ast.KeyValueExpr); ok {
				name, _ := strconv.Unquote(pair.Key.(*ast.BasicLit).Value)
				out = append(out, helper{name, pair.Value.(*ast.Ident).Name})
			}
			return true
		})
	}
	if len(out) == 0 {
		return nil, errors.New("render.Helpers is not the map literal it was")
	}
	return out, nil
}

// commentOf is a function's comment, or that of its neighbour which speaks for
// both.
func commentOf(functions map[string]*ast.FuncDecl, name string) (string, error) {
	if f := functions[name]; f != nil && f.Doc != nil {
		return f.Doc.Text(), nil
	}
	for _, f := range functions {
		if f.Doc != nil && strings.Contains(f.Doc.Text(), " and "+name+" ") {
			return f.Doc.Text(), nil
		}
	}
	return "", fmt.Errorf("the helper %s has no comment", name)
}

// markdownOf turns the indented parts of a Go comment into blocks of code.
func markdownOf(comment string) string {
	var b strings.Builder
	var block []string
	flush := func() {
		if len(block) > 0 {
			b.WriteString(markdown.Fence("text", strings.Join(block, "\n")))
		}
		block = nil
	}
	for _, line := range strings.Split(strings.TrimRight(comment, "\n"), "\n") {
		if rest, indented := strings.CutPrefix(line, "\t"); indented {
			block = append(block, rest)
			continue
		}
		flush()
		b.WriteString(markdown.Words(line) + "\n")
	}
	flush()
	return b.String()
}

// functionsPage lists what expressions of packs and specs may call.
func functionsPage() (string, error) {
	var terraform []string
	own := []string{"aws_cron", "aws_cron_collide", "aws_cron_error", "aws_cron_words", "timezone"}
	for name := range expr.Functions() {
		if !slices.Contains(own, name) {
			terraform = append(terraform, name)
		}
	}
	slices.Sort(terraform)
	all, err := declarations("internal/expr")
	if err != nil {
		return "", err
	}
	for _, d := range all {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "awsFunctions" {
			_, examples, _ := strings.Cut(f.Doc.Text(), "\n\n")
			return "# Functions of expressions\n\nConditions, defaults and locals of a pack, and values in a `scaffold.hcl`, may call these. All are pure: none reads a file, the clock or the network.\n\n## As in Terraform\n\n" +
				markdown.Codes(terraform) + "\n\n## Scaffold's own\n\n" + markdownOf(examples), nil
		}
	}
	return "", errors.New("expr.awsFunctions is gone")
}

// exitCodesPage documents the constants of cli/console/exit.go.
func exitCodesPage() (string, error) {
	all, err := declarations("internal/cli/console")
	if err != nil {
		return "", err
	}
	t := markdown.NewTable("code", "meaning")
	rows := 0
	for _, d := range all {
		constants, ok := d.(*ast.GenDecl)
		if !ok || constants.Tok != token.CONST {
			continue
		}
		for _, s := range constants.Specs {
			v := s.(*ast.ValueSpec)
			if strings.HasPrefix(v.Names[0].Name, "Exit") && v.Comment != nil {
				t.Row(v.Values[0].(*ast.BasicLit).Value, markdown.Words(strings.TrimSpace(v.Comment.Text())))
				rows++
			}
		}
	}
	if rows != 5 {
		return "", fmt.Errorf("cli/console has %d exit codes with a comment, not 5", rows)
	}
	return "# Exit codes\n\n" + t.String() + "\nOf several problems the first decides. A result that can't be written to standard output, on a full disk, is a failure like any other: 1, and a message on standard error. One whose reader has seen enough, as in `scaffold status | head`, is none.\n", nil
}
