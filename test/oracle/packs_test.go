package oracle

import (
	"fmt"
	"slices"
	"strings"
)

// packModel is a pack as the round makes it, version after version.
type packModel struct {
	name    string
	version int
	kind    string // repository, service or blank
	inputs  []input
	files   []template
	moved   [][2]string
	renamed [][2]string
}

// input is one of a pack's inputs.
type input struct {
	name     string
	def      int
	tfvars   bool
	allocate bool
}

// template is a file of a pack: its lines, in the folder unit or env.
type template struct {
	name  string // with the folder
	lines []string
	exec  bool
}

func newPack(r *round, name, kind string) *packModel {
	p := &packModel{name: name, kind: kind, version: 0}
	if kind == "repository" {
		eol := "* text=auto eol=lf\n"
		if r.chance(30) {
			eol = "* text=auto\n"
		}
		p.files = append(p.files, template{name: "unit/.gitattributes", lines: []string{eol + "*.hcl merge=scaffold\n*.tf merge=scaffold\n*.tfvars merge=scaffold\n.scaffold.lock.hcl merge=scaffold"}})
		p.files = append(p.files, template{name: "unit/README.md", lines: lines(r, "root", 6)})
		return p
	}
	p.inputs = []input{{name: "size", def: 1}, {name: "port", def: 80}, {name: "count", def: 1, tfvars: true}}
	if r.chance(50) {
		p.inputs = append(p.inputs, input{name: "number", allocate: true})
	}
	p.files = []template{
		{name: "unit/README.md", lines: append([]string{"# <% markdown .unit %>", "<% range .unit_environments %>", "- <% . %>", "<%- end %>"}, lines(r, "about", 5)...)},
		{name: "env/main.tf", lines: resources(r, p, "main", 3)},
		{name: "env/outputs.tf", lines: resources(r, p, "out", 1)},
		{name: "env/run.sh", lines: append([]string{"#!/bin/sh"}, lines(r, "echo", 4)...), exec: true},
	}
	return p
}

// lines are some lines of text, each different.
func lines(r *round, word string, n int) []string {
	var out []string
	for range n {
		r.changes++
		out = append(out, fmt.Sprintf("%s line %d", word, r.changes))
	}
	return out
}

// resources are some blocks, which use the inputs.
func resources(r *round, p *packModel, name string, n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("resource \"null_resource\" \"%s_%d\" {", name, i), "  triggers = {")
		for _, in := range p.inputs {
			value := "<% hcl ." + in.name + " %>"
			if in.tfvars {
				value = "var." + in.name
			}
			out = append(out, fmt.Sprintf("    %s = %s", in.name, value))
		}
		r.changes++
		out = append(out, fmt.Sprintf("    step = %d", r.changes), "  }", "}", "")
	}
	return out
}

// next makes the pack's next version out of this one.
func (p *packModel) next(r *round) {
	p.version++
	if p.version == 1 {
		return
	}
	changes := []func(*round){p.changeLine, p.changeLine, p.addLine, p.addFile, p.dropFile, p.moveFile, p.changeMode}
	if p.kind != "repository" {
		changes = append(changes, p.changeDefault, p.addInput, p.renameInput, p.moveInput, p.addLine)
	}
	for range 1 + r.IntN(3) {
		pick(r, changes)(r)
	}
}

func (p *packModel) changeLine(r *round) {
	f := &p.files[r.IntN(len(p.files))]
	at := r.IntN(len(f.lines))
	if hot := slices.IndexFunc(f.lines, func(l string) bool { return strings.Contains(l, "step =") || strings.Contains(l, " line ") }); hot >= 0 && r.chance(50) {
		at = hot
	}
	r.changes++
	switch line := f.lines[at]; {
	case strings.Contains(line, "step ="):
		f.lines[at] = fmt.Sprintf("    step = %d", r.changes)
	case strings.Contains(line, " line "):
		f.lines[at] = fmt.Sprintf("%s line %d", strings.Fields(line)[0], r.changes)
	}
}

func (p *packModel) addLine(r *round) {
	f := &p.files[r.IntN(len(p.files))]
	r.changes++
	switch {
	case strings.HasSuffix(f.name, ".tf"):
		f.lines = append(f.lines, fmt.Sprintf("resource \"null_resource\" \"r%d\" {\n}\n", r.changes))
	case strings.HasSuffix(f.name, ".gitattributes"):
		f.lines = append(f.lines, fmt.Sprintf("*.x%d text", r.changes))
	default:
		at := 1 + r.IntN(len(f.lines))
		if strings.Contains(f.lines[at-1], "range") || strings.HasPrefix(f.lines[at-1], "- ") {
			at = len(f.lines)
		}
		f.lines = slices.Insert(f.lines, at, fmt.Sprintf("more line %d", r.changes))
	}
}

func (p *packModel) addFile(r *round) {
	r.changes++
	name := fmt.Sprintf("unit/deep/f%d.txt", r.changes)
	if p.kind != "repository" && r.chance(60) {
		name = fmt.Sprintf("env/f%d.tf", r.changes)
		p.files = append(p.files, template{name: name, lines: []string{fmt.Sprintf("locals {\n  l%d = <%% hcl .size %%>\n}", r.changes)}})
		return
	}
	p.files = append(p.files, template{name: name, lines: lines(r, "new", 3), exec: r.chance(20)})
}

func (p *packModel) dropFile(r *round) {
	at := r.IntN(len(p.files))
	name, left := p.files[at].name, 0
	for _, f := range p.files {
		if strings.HasPrefix(f.name, name[:4]) {
			left++
		}
	}
	if left > 1 && name != "unit/.gitattributes" {
		p.files = slices.Delete(p.files, at, at+1)
	}
}

func (p *packModel) moveFile(r *round) {
	f := &p.files[r.IntN(len(p.files))]
	if f.name == "unit/.gitattributes" {
		return
	}
	r.changes++
	folder, base, _ := strings.Cut(f.name, "/")
	ext := base[strings.LastIndex(base, "."):]
	to := fmt.Sprintf("m%d%s", r.changes, ext)
	prefix := ""
	if folder == "env" {
		prefix = "environments/*/"
	}
	if r.chance(70) { // else it is another file, to whoever renders
		p.moved = append(p.moved, [2]string{prefix + base, prefix + to})
	}
	f.name = folder + "/" + to
}

func (p *packModel) changeMode(r *round) {
	f := &p.files[r.IntN(len(p.files))]
	f.exec = !f.exec
}

func (p *packModel) changeDefault(r *round) {
	r.changes++
	p.inputs[r.IntN(len(p.inputs))].def = r.changes
}

func (p *packModel) addInput(r *round) {
	r.changes++
	in := input{name: fmt.Sprintf("in%d", r.changes), def: r.changes, tfvars: r.chance(30)}
	p.inputs = append(p.inputs, in)
	value := "<% hcl ." + in.name + " %>"
	if in.tfvars {
		value = "var." + in.name
	}
	p.files = append(p.files, template{name: fmt.Sprintf("env/i%d.tf", r.changes), lines: []string{fmt.Sprintf("locals {\n  v%d = %s\n}", r.changes, value)}})
}

func (p *packModel) renameInput(r *round) {
	at := r.IntN(len(p.inputs))
	in := &p.inputs[at]
	if in.name == "size" || in.name == "port" || in.name == "count" || in.allocate {
		return
	}
	r.changes++
	from, to := in.name, fmt.Sprintf("in%d", r.changes)
	p.renamed = append(p.renamed, [2]string{from, to})
	in.name = to
	for i := range p.files {
		for j, line := range p.files[i].lines {
			line = strings.ReplaceAll(line, "."+from+" %", "."+to+" %")
			p.files[i].lines[j] = strings.ReplaceAll(line, "var."+from+"\n", "var."+to+"\n")
		}
	}
}

// moveInput gives an input another owner: its values follow.
func (p *packModel) moveInput(r *round) {
	in := &p.inputs[r.IntN(len(p.inputs))]
	if !strings.HasPrefix(in.name, "in") {
		return
	}
	in.tfvars = !in.tfvars
	before, after := "var."+in.name, "<% hcl ."+in.name+" %>"
	if in.tfvars {
		before, after = after, before
	}
	for i := range p.files {
		for j, line := range p.files[i].lines {
			p.files[i].lines[j] = strings.Replace(line+"\n", before+"\n", after+"\n", 1)
			p.files[i].lines[j] = strings.TrimSuffix(p.files[i].lines[j], "\n")
		}
	}
}

func (p *packModel) ref() string { return fmt.Sprintf("%s@1.%d.0", p.name, p.version) }

// declaration is the pack's pack.hcl.
func (p *packModel) declaration() string {
	var b strings.Builder
	fmt.Fprintf(&b, "pack %q {\n  version = \"1.%d.0\"\n  requires_scaffold = \">= 0.1\"\n", p.name, p.version)
	if p.kind == "service" {
		b.WriteString("  layer = \"apps\"\n  exposes = [\"port\"]\n")
	}
	if p.kind != "repository" {
		b.WriteString("  reads = [\"region\"]\n")
	}
	b.WriteString("}\n")
	for _, in := range p.inputs {
		fmt.Fprintf(&b, "input %q {\n  type = number\n  description = \"an input\"\n", in.name)
		switch {
		case in.allocate:
			b.WriteString("  allocate {\n    low = 100\n    high = 400\n    unique_with = []\n  }\n")
		default:
			fmt.Fprintf(&b, "  default = %d\n  nullable = false\n", in.def)
		}
		if in.tfvars {
			b.WriteString("  stored_in = \"tfvars\"\n")
		}
		b.WriteString("}\n")
	}
	if p.kind == "service" {
		b.WriteString("input \"uses\" {\n  type = list(string)\n  default = []\n  nullable = false\n  description = \"others\"\n  references {\n    pack = \"service\"\n    via = \"state\"\n  }\n}\n")
	}
	for _, m := range p.moved {
		fmt.Fprintf(&b, "moved {\n  from = %q\n  to = %q\n}\n", m[0], m[1])
	}
	for _, m := range p.renamed {
		fmt.Fprintf(&b, "renamed_input {\n  from = %q\n  to = %q\n}\n", m[0], m[1])
	}
	p.modes(&b)
	b.WriteString("files \"unit\" {\n  root = \"unit\"\n}\n")
	if p.kind != "repository" {
		b.WriteString("files \"environment\" {\n  root = \"env\"\n}\n")
	}
	return b.String()
}

// modes says which files are executable.
func (p *packModel) modes(b *strings.Builder) {
	for _, f := range p.files {
		if f.exec {
			name := strings.Replace(strings.TrimPrefix(f.name, "unit/"), "env/", "environments/*/", 1)
			fmt.Fprintf(b, "file %q {\n  executable = true\n}\n", name)
		}
	}
}

// put writes the pack as it is now into a folder.
func (p *packModel) put(dir string) string {
	all := []string{"rm -rf " + dir, heredoc(dir+"/pack.hcl", p.declaration())}
	for _, f := range p.files {
		text := strings.Join(f.lines, "\n")
		if p.kind == "service" && f.name == "env/main.tf" {
			text += "\n<% range .uses %>\n# uses <% comment . %> at <% hcl (index $.references .).port %>\n<% end %>"
		}
		all = append(all, heredoc(dir+"/"+f.name+".tmpl", text))
	}
	return strings.Join(all, "\n")
}
