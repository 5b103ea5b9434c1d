// Package render turns a pack and the effective inputs of one render into files.
//
// Renderer.Render is the whole of it: it selects the pack's templates of a
// scope, leaves out those whose `when` is false, executes them with helpers
// that quote (Helpers), and parses and formats what comes out, so that a pack
// can never write HCL, YAML or JSON that does not parse. It is pure and
// deterministic: the same pack and inputs give the same bytes on any machine.
package render

import (
	"bytes"
	"errors"
	"path"
	"strings"
	"sync"
	"text/template"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// Suffix ends the name of every template file, so that no scanner takes a
// template for the code it renders.
const Suffix = ".tmpl"

// File is one rendered file.
type File struct {
	Path       string // relative to the unit's folder
	Content    Content
	Executable bool
	SeedOnce   bool // created once, never changed after
}

// Renderer renders packs. It keeps parsed templates, so one Renderer serves a
// whole run; it is safe for use by several goroutines.
type Renderer struct {
	mu        sync.Mutex
	templates map[templateKey]*template.Template
	layouts   layoutCache
}

type templateKey struct{ digest, name, workspaceName string }

// New returns an empty Renderer.
func New() *Renderer {
	return &Renderer{templates: map[templateKey]*template.Template{}}
}

// Render returns the files of one scope, in the order of the pack's folders.
// environment is empty for the unit's own files.
func (r *Renderer) Render(p *pack.Pack, v *pack.Values, environment string) ([]File, error) {
	scope := pack.UnitScope
	if environment != "" {
		scope = pack.EnvironmentScope
	}
	data := templateData(v)
	var files []File
	var list diag.List
	for _, set := range p.FileSets {
		if set.Scope != scope {
			continue
		}
		wanted, err := p.True(set.When, v, nil)
		if err != nil {
			return nil, err
		}
		if !wanted {
			continue
		}
		target, err := targetFolder(p, set, v, environment)
		if err != nil {
			return nil, err
		}
		for _, name := range p.Templates(set.Root) {
			rel := strings.TrimSuffix(strings.TrimPrefix(name, set.Root+"/"), Suffix)
			file := File{Path: path.Join(target, rel)}
			wanted, err := applyRules(p, v, &file)
			if err != nil || !wanted {
				list = list.Append(err)
				continue
			}
			file.Content, err = r.file(p, name, file.Path, data)
			list = list.Append(err)
			files = append(files, file)
		}
	}
	return files, list.Err()
}

func targetFolder(p *pack.Pack, set pack.FileSet, v *pack.Values, environment string) (string, error) {
	if set.Target == nil {
		if environment == "" {
			return "", nil
		}
		return "environments/" + environment, nil
	}
	target, err := p.EvalString(set.Target, v, nil)
	if err != nil {
		return "", err
	}
	if clean := path.Clean(target); path.IsAbs(target) || clean == ".." || strings.HasPrefix(clean, "../") {
		return "", diag.Usagef("pack %s renders into %q, outside the unit", p.Ref(), target).At(set.Target.Range(), p.Source(set.Target.Range()))
	}
	return target, nil
}

// applyRules sets what the pack's file blocks say of the file, and tells
// whether it is wanted.
func applyRules(p *pack.Pack, v *pack.Values, f *File) (bool, error) {
	for _, rule := range p.Rules {
		if ok, _ := path.Match(rule.Pattern, f.Path); !ok {
			continue
		}
		f.SeedOnce = f.SeedOnce || rule.SeedOnce
		f.Executable = f.Executable || rule.Executable
		wanted, err := p.True(rule.When, v, nil)
		if err != nil || !wanted {
			return false, err
		}
	}
	return true, nil
}

// templateData is what templates see: every variable as a plain Go value.
func templateData(v *pack.Values) map[string]any {
	variables := v.Variables()
	data := make(map[string]any, len(variables)+1)
	for name, value := range variables {
		if _, tfvars := v.Tfvars[name]; !tfvars {
			data[name] = expr.ToGo(value)
		}
	}
	if data["local"] == nil {
		data["local"] = map[string]any{}
	}
	return data
}

func (r *Renderer) file(p *pack.Pack, name, target string, data map[string]any) (Content, error) {
	origin := path.Join(p.Name, name)
	if !strings.HasSuffix(name, Suffix) {
		return Content{text: p.Files[name]}, nil
	}
	t, err := r.template(p, name, data)
	if err != nil {
		return Content{}, err
	}
	var out output
	out.Grow(2 * len(p.Files[name]))
	if err := t.Execute(&out, data); err != nil {
		return Content{}, templateProblem(err, origin, p.Files[name])
	}
	content, problem := r.finish(target, out.Bytes())
	if problem != nil {
		return Content{}, locate(problem, origin, p.Files[name], data)
	}
	return content, nil
}

// template returns the parsed template of a pack's file. The helper `workspace`
// is bound to the repository's pattern, so the pattern is part of the key.
func (r *Renderer) template(p *pack.Pack, name string, data map[string]any) (*template.Template, error) {
	pattern, _ := data["workspace_name"].(string)
	key := templateKey{p.Digest, name, pattern}
	r.mu.Lock()
	defer r.mu.Unlock()
	if t := r.templates[key]; t != nil {
		return t, nil
	}
	t, err := parseTemplate(name, p.Files[name], pattern)
	if err != nil {
		return nil, templateProblem(err, path.Join(p.Name, name), p.Files[name])
	}
	r.templates[key] = t
	return t, nil
}

func parseTemplate(name string, src []byte, pattern string) (*template.Template, error) {
	funcs := Helpers()
	funcs["workspace"] = func(unit, environment string) (string, error) {
		if pattern == "" {
			return "", errors.New("the helper workspace needs workspace_name in the pack's reads")
		}
		return strings.NewReplacer("{unit}", unit, "{environment}", environment).Replace(pattern), nil
	}
	t, err := template.New(name).Delims("<%", "%>").Option("missingkey=error").Funcs(builtins()).Funcs(funcs).Parse(string(src))
	if err != nil {
		return nil, err
	}
	countSteps(t)
	if bytes.IndexByte(src, markOpen) >= 0 {
		return t, nil
	}
	for _, each := range t.Funcs(markFuncs()).Templates() {
		markActions(each.Tree, each.Root)
	}
	return t, nil
}

// Variables returns the values that a lock records as the context of a render.
func Variables(v *pack.Values, names []string) map[string]cty.Value {
	out := make(map[string]cty.Value, len(names))
	for _, name := range names {
		if value, ok := v.Variables()[name]; ok {
			out[name] = value
		}
	}
	return out
}
