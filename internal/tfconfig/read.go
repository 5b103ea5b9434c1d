package tfconfig

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/limits"
)

// Files are the files of a folder that Terraform reads as one module, by their
// names. A folder that is not there has none; a file that can't be read is a
// problem.
func Files(fsys fs.FS, dir string) (map[string][]byte, diag.List) {
	files := map[string][]byte{}
	var problems diag.List
	entries, _ := fs.ReadDir(fsys, dir)
	for _, e := range entries {
		if e.IsDir() || !IsCode(e.Name()) {
			continue
		}
		content, err := fs.ReadFile(fsys, path.Join(dir, e.Name()))
		if err != nil {
			problems = append(problems, diag.Unreadable(path.Join(dir, e.Name()), err))
			continue
		}
		files[e.Name()] = content
	}
	return files, problems
}

// IsCode tells whether Terraform reads a file of this name as part of a module.
// It leaves out hidden files and those that editors keep beside the one that is
// edited.
func IsCode(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || (strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")) {
		return false
	}
	return extension(name) != ""
}

// extension is what makes a file Terraform code; "" where nothing does.
func extension(name string) string {
	for _, ext := range []string{".tf", ".tf.json", ".tofu", ".tofu.json"} {
		if strings.HasSuffix(name, ext) {
			return ext
		}
	}
	return ""
}

// overrides tells whether the file changes what others say.
func overrides(name string) bool {
	base := strings.TrimSuffix(name, extension(name))
	return base == "override" || strings.HasSuffix(base, "_override")
}

// Read reads the module that consists of files, which are named as in its folder.
// dir is the folder, for the places of problems. Files that are no code are left
// out; OpenTofu's stand for Terraform's of the same name.
func Read(dir string, files map[string][]byte) *Module {
	m := &Module{}
	var first, then []string
	for name := range files {
		tofu := strings.Replace(name, ".tf", ".tofu", 1)
		if _, hidden := files[tofu]; !IsCode(name) || (hidden && extension(tofu) != "" && tofu != name) {
			continue
		}
		m.Files = append(m.Files, name)
	}
	slices.Sort(m.Files)
	for _, name := range m.Files {
		if overrides(name) {
			then = append(then, name)
		} else {
			first = append(first, name)
		}
	}
	for _, name := range first {
		m.add(parse(m, dir, name, files[name]))
	}
	for _, name := range then {
		m.override(parse(m, dir, name, files[name]))
	}
	return m
}

// parse reads one file; what is in it that can't be parsed is a problem.
func parse(m *Module, dir, name string, src []byte) *Module {
	full := path.Join(dir, name)
	var body hcl.Body
	var diags hcl.Diagnostics
	if strings.HasSuffix(name, ".json") {
		var file *hcl.File
		if file, diags = limits.ParseJSON(src, full); file != nil {
			body = file.Body
		}
	} else {
		var file *hcl.File
		if file, diags = limits.ParseHCL(src, full); file != nil {
			body = file.Body
		}
	}
	if diags.HasErrors() {
		m.Problems = append(m.Problems, diag.FromHCL(diag.Usage, diags, map[string][]byte{full: src})[:1]...)
	}
	if body == nil {
		return &Module{}
	}
	return (&reader{src: src}).file(body)
}

// place takes over what another file's cloud block says.
func (m *Module) place(o *Module) {
	m.Workspace = cmp.Or(o.Workspace, m.Workspace)
	m.Hostname, m.Organization = cmp.Or(o.Hostname, m.Hostname), cmp.Or(o.Organization, m.Organization)
}

// add adds what another file says.
func (m *Module) add(o *Module) {
	m.Resources = append(m.Resources, o.Resources...)
	m.Calls = append(m.Calls, o.Calls...)
	m.Moved = append(m.Moved, o.Moved...)
	m.Removed = append(m.Removed, o.Removed...)
	m.States = append(m.States, o.States...)
	m.Outputs = append(m.Outputs, o.Outputs...)
	m.place(o)
}

// override changes what an override file says otherwise: of blocks that are
// there. One that is not there is an error of Terraform's, and adds nothing.
func (m *Module) override(o *Module) {
	overrideResources(m.Resources, o.Resources)
	for i := range m.Calls {
		for _, c := range o.Calls {
			if c.Name == m.Calls[i].Name {
				m.Calls[i].Repetition.override(c.Repetition)
				m.Calls[i].Source = cmp.Or(c.Source, m.Calls[i].Source)
			}
		}
	}
	m.Moved = append(m.Moved, o.Moved...)
	m.Removed = append(m.Removed, o.Removed...)
	m.place(o)
	for i := range m.States {
		for _, s := range o.States {
			if s.Name == m.States[i].Name {
				m.States[i] = s
			}
		}
	}
}

func overrideResources(all, by []Resource) {
	for i := range all {
		for _, r := range by {
			if r.Address() == all[i].Address() {
				all[i].Repetition.override(r.Repetition)
				all[i].Provider = cmp.Or(r.Provider, all[i].Provider)
			}
		}
	}
}

func (r *Repetition) override(by Repetition) {
	if by.Count != "" || by.ForEach != "" {
		*r = by
	}
}
