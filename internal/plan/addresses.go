package plan

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// module is what the code of one root module says of its addresses.
type module struct {
	managed map[string]bool   // resources and modules, before count and for_each
	removed map[string]bool   // named by `from` of a removed block
	moved   map[string]string // `from` of a moved block → what its `to` stands in
	files   int
}

// checkAddresses refuses a plan that makes a managed address disappear from a
// root module without a moved or removed block: the next apply would destroy
// what it stands for.
func (p *Plan) checkAddresses(r Request) error {
	changed := map[repo.Path]map[string]*Action{}
	for i := range p.Actions {
		a := &p.Actions[i]
		if strings.HasSuffix(string(a.Path), ".tf") && a.Writes() && (a.Kind != Conflict || a.From != "") { // a person decides about that
			dir := a.Path.Dir()
			if changed[dir] == nil {
				changed[dir] = map[string]*Action{}
			}
			changed[dir][a.Path.Base()] = a
		}
	}
	allowed := map[string]bool{}
	for _, address := range r.AllowDestroy {
		allowed[address] = true
	}
	lost := map[string][]string{} // address → root modules that lose it
	var list diag.List
	for dir, actions := range changed {
		list = list.Append(p.checkModule(r, dir, actions, allowed, lost))
	}
	for address, dirs := range lost {
		sort.Strings(dirs)
		list = append(list, diag.Usagef("%s would lose %s, and the next apply would destroy it", strings.Join(dirs, ", "), address).
			WithHint("add a moved or removed block, or give --allow-destroy %s", address))
	}
	sort.Strings(p.Addresses.Added)
	sort.Strings(p.Addresses.Removed)
	sort.Slice(list, func(i, j int) bool { return list[i].Summary < list[j].Summary })
	return list.Err()
}

// checkModule compares a root module before and after. It adds to lost what
// may not vanish; losing the whole module is a problem of its own.
func (p *Plan) checkModule(r Request, dir repo.Path, actions map[string]*Action, allowed map[string]bool, lost map[string][]string) error {
	if sameHeaders(r, dir, actions) {
		return nil
	}
	before, after := newModule(), newModule()
	for name, content := range moduleFiles(r.Disk, dir) {
		before.read(name, content)
		if actions[name] == nil {
			after.read(name, content)
		}
	}
	if len(before.managed) == 0 {
		return nil // a new module: nothing can be lost
	}
	for name, a := range actions {
		content := a.Bytes()
		if a.Kind == Conflict {
			content, _ = readFile(r.Disk, a.From)
		}
		if a.Kind != Delete {
			after.read(name, content)
		}
	}
	if after.files == 0 && !allowed[string(dir)] {
		return diag.Usagef("%s would lose its whole root module, and %d resources and modules with it", dir, len(before.managed)).
			WithHint("destroy them with Terraform while their code is still there, then give --allow-destroy %s", dir)
	}
	for address := range before.managed {
		if after.keeps(address) {
			continue
		}
		p.Addresses.Removed = append(p.Addresses.Removed, string(dir)+": "+address)
		if after.files > 0 && !allowed[address] && !allowed[string(dir)+":"+address] {
			lost[address] = append(lost[address], string(dir))
		}
	}
	for address := range after.managed {
		if !before.managed[address] {
			p.Addresses.Added = append(p.Addresses.Added, string(dir)+": "+address)
		}
	}
	return nil
}

// sameHeaders tells whether the changed files of a root module have the same
// headers of resources and modules before and after, so that no address can
// vanish or come. It reads text and parses nothing: parsing every file of every
// module was most of an upgrade. What only looks like a header counts, too; then
// the files are parsed.
func sameHeaders(r Request, dir repo.Path, actions map[string]*Action) bool {
	var before, after []string
	for name, a := range actions {
		if a.Kind == Conflict {
			return false
		}
		old, there := readFile(r.Disk, dir.Join(name))
		if there != (a.Kind != Delete && a.Kind != Create && a.Kind != Move) {
			return false // a file that comes or goes
		}
		before = headers(before, old)
		after = headers(after, a.Bytes())
	}
	slices.Sort(before)
	slices.Sort(after)
	return slices.Equal(before, after)
}

// headers adds what stands between the words resource or module and an opening
// brace on the same line, wherever they are: HCL has block headers nowhere else.
func headers(all []string, content []byte) []string {
	for _, word := range []string{"resource", "module"} {
		for rest := content; ; {
			at := bytes.Index(rest, []byte(word))
			if at < 0 {
				break
			}
			rest = rest[at:]
			line := rest
			if end := bytes.IndexByte(rest, '\n'); end >= 0 {
				line = rest[:end]
			}
			if brace := bytes.IndexByte(line, '{'); brace >= 0 {
				all = append(all, string(bytes.Join(bytes.Fields(line[:brace]), []byte(" "))))
			}
			rest = rest[len(word):]
		}
	}
	return all
}

// moduleFiles returns the Terraform files of a folder on disk.
func moduleFiles(fsys fs.FS, dir repo.Path) map[string][]byte {
	out := map[string][]byte{}
	if fsys == nil {
		return out
	}
	entries, err := fs.ReadDir(fsys, string(dir))
	if err != nil {
		return out
	}
	for _, e := range entries {
		if path.Ext(e.Name()) == ".tf" && !e.IsDir() {
			if content, ok := readFile(fsys, dir.Join(e.Name())); ok {
				out[e.Name()] = content
			}
		}
	}
	return out
}

func newModule() *module {
	return &module{managed: map[string]bool{}, removed: map[string]bool{}, moved: map[string]string{}}
}

// keeps tells whether what an address stands for stays, or is let go on
// purpose. A move to what is not in the code destroys it all the same.
func (m *module) keeps(address string) bool {
	for range len(m.moved) + 1 {
		if m.managed[address] || m.removed[address] {
			return true
		}
		if address = m.moved[address]; address == "" {
			return false
		}
	}
	return false
}

// base is the resource or module of this root module that an address stands
// in, without its key.
func base(address string) string {
	parts := strings.SplitN(address, ".", 3)
	if len(parts) < 2 {
		return address
	}
	name, _, _ := strings.Cut(parts[1], "[")
	return parts[0] + "." + name
}

// read adds what a file says. A file that does not parse says nothing here;
// Terraform itself will refuse it.
func (m *module) read(name string, content []byte) {
	m.files++
	parsed, diags := hclsyntax.ParseConfig(content, name, hcl.InitialPos)
	if diags.HasErrors() {
		return
	}
	for _, b := range parsed.Body.(*hclsyntax.Body).Blocks {
		switch {
		case b.Type == "resource" && len(b.Labels) == 2:
			m.managed[b.Labels[0]+"."+b.Labels[1]] = true
		case b.Type == "module" && len(b.Labels) == 1:
			m.managed["module."+b.Labels[0]] = true
		case b.Type == "removed":
			m.removed[attributeText(b, "from", content)] = true
		case b.Type == "moved":
			m.moved[attributeText(b, "from", content)] = base(attributeText(b, "to", content))
		}
	}
}

// attributeText is the expression of an attribute as it stands in the file.
func attributeText(b *hclsyntax.Block, name string, content []byte) string {
	if a, ok := b.Body.Attributes[name]; ok {
		return string(a.Expr.Range().SliceBytes(content))
	}
	return ""
}
