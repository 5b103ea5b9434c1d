package oracle

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// unit is one on disk.
type unit struct {
	name, dir string
	spec      string
	envs      []string
}

var environmentsRE = regexp.MustCompile(`(?m)^  environments = \[(.*)\]`)

// units are those of which the disk holds the spec.
func (r *round) units() []unit {
	found, _ := filepath.Glob(filepath.Join(r.dir, "layers/*/*/scaffold.hcl"))
	more, _ := filepath.Glob(filepath.Join(r.dir, "layers/*/scaffold.hcl"))
	var out []unit
	for _, name := range append(found, more...) {
		content, err := os.ReadFile(name)
		if err != nil {
			r.Fatal(err)
		}
		dir, _ := filepath.Rel(r.dir, filepath.Dir(name))
		u := unit{name: filepath.Base(dir), dir: dir, spec: string(content), envs: []string{"dev", "prod"}}
		if strings.Count(dir, "/") == 1 {
			_, u.name, _ = strings.Cut(u.name, "-")
		}
		if m := environmentsRE.FindStringSubmatch(u.spec); m != nil {
			u.envs = regexp.MustCompile(`[a-z]+`).FindAllString(m[1], -1)
		}
		out = append(out, u)
	}
	return out
}

func (r *round) read(name string) string {
	content, err := os.ReadFile(filepath.Join(r.dir, name))
	if err != nil {
		r.Fatal(err)
	}
	return string(content)
}

// mark is a new name, which nothing else has.
func (r *round) mark() string {
	r.changes++
	return fmt.Sprintf("mark%dx", r.changes)
}

// editSomething changes a file as a person would, and says what.
func (r *round) editSomething() {
	kinds := []func(){r.editFile, r.editFile, r.editFile, r.editSpec, r.editSpec, r.editRoot, r.newSpec, r.ownFile, r.deleteFile, r.chmodFile, r.oddity}
	pick(r, kinds)()
	if r.chance(25) {
		pick(r, kinds)()
	}
	switch r.IntN(6) {
	case 0:
		r.sh("git add -A --sparse")
	case 1:
		r.sh("git add -A --sparse")
		r.editFile()
	case 2, 3:
		r.sh("git add -A --sparse && git commit -qm edit")
	}
}

// rendered are the files in units that a pack may have written.
func (r *round) rendered() []string {
	var out []string
	for _, u := range r.units() {
		for name := range files(r, filepath.Join(r.dir, u.dir)) {
			if base := filepath.Base(name); base != "scaffold.hcl" && base != ".scaffold.lock.hcl" {
				out = append(out, filepath.Join(u.dir, name))
			}
		}
	}
	slices.Sort(out)
	return out
}

// editFile puts a mark into a file, in a new line or beside what is there.
func (r *round) editFile() {
	all := r.rendered()
	if len(all) == 0 {
		return
	}
	name := pick(r, all)
	lines := strings.Split(strings.TrimSuffix(r.read(name), "\n"), "\n")
	at, end := r.IntN(len(lines)+1), ""
	if hot := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "step ") || strings.Contains(l, " line ") }); hot >= 0 && r.chance(50) {
		at = hot + 1 // where new versions change something
	}
	if at > 0 && strings.HasSuffix(lines[at-1], "\r") {
		end = "\r"
	}
	switch {
	case strings.HasSuffix(name, ".tf") || strings.HasSuffix(name, ".tfvars"):
		switch {
		case r.chance(40) && at > 0 && strings.Contains(lines[at-1], " = "):
			key, _, _ := strings.Cut(lines[at-1], "=")
			lines[at-1] = fmt.Sprintf("%s= %d # %s%s", key, r.changes, r.mark(), end)
		case r.chance(30) && strings.HasSuffix(name, ".tf"):
			lines = append(lines, fmt.Sprintf("resource \"null_resource\" \"%s\" {%s", r.mark(), end), "}"+end)
		default:
			lines = slices.Insert(lines, at, "# "+r.mark()+end)
		}
	case at > 0 && r.chance(30) && strings.Contains(lines[at-1], " line "):
		lines[at-1] += " " + r.mark()
		if end != "" {
			lines[at-1] = strings.Replace(lines[at-1], "\r ", " ", 1) + end
		}
	default:
		lines = slices.Insert(lines, at, r.mark()+end)
	}
	r.write(name, strings.Join(lines, "\n")+"\n")
}

// editSpec sets an input in a unit's spec, for the unit or an environment.
func (r *round) editSpec() {
	all := r.units()
	if len(all) == 0 {
		return
	}
	u := pick(r, all)
	r.changes++
	input, value := pick(r, []string{"size", "port"}), fmt.Sprint(r.changes)
	eol := "\n"
	if strings.Contains(u.spec, "\r\n") {
		eol = "\r\n"
	}
	text := u.spec
	if others := slices.DeleteFunc(slices.Clone(all), func(o unit) bool { return o.name >= u.name }); len(others) > 0 && r.chance(25) && strings.Contains(u.dir, "apps") {
		input, value = "uses", fmt.Sprintf("[%q]", pick(r, others).name)
	}
	env := pick(r, u.envs)
	switch {
	case r.chance(15):
		text = environmentsRE.ReplaceAllString(text, fmt.Sprintf("  environments = [%q]", env))
	case r.chance(30) && !strings.Contains(text, "environment \""+env) && input != "uses":
		at := strings.LastIndex(text, "}")
		text = text[:at] + eol + "  environment \"" + env + "\" {" + eol + "    " + input + " = " + value + eol + "  }" + eol + text[at:]
	default:
		line := regexp.MustCompile(`(?m)^  ` + input + ` *=.*\n`)
		text = line.ReplaceAllString(text, "")
		first := strings.Index(text, "\n") + 1
		text = text[:first] + "  " + input + " = " + value + eol + text[first:]
	}
	r.write(u.dir+"/scaffold.hcl", text)
}

var regionRE = regexp.MustCompile(`region = "[a-z0-9-]+"`)

// editRoot changes a value that units render.
func (r *round) editRoot() {
	text := r.read("scaffold.hcl")
	r.changes++
	switch {
	case r.chance(50):
		at := pick(r, regionRE.FindAllStringIndex(text, -1))
		text = text[:at[0]] + "region = \"" + pick(r, []string{"us-east-1", "eu-west-1", "eu-west-2", "ap-south-1"}) + "\"" + text[at[1]:]
	case strings.Contains(text, "defaults"):
		text = regexp.MustCompile(`  size = [0-9]+`).ReplaceAllString(text, fmt.Sprintf("  size = %d", r.changes))
	default:
		text += fmt.Sprintf("\ndefaults \"service\" {\n  size = %d\n}\n", r.changes)
	}
	r.write("scaffold.hcl", text)
}

// newSpec writes the spec of a new unit by hand.
func (r *round) newSpec() {
	r.changes++
	name := fmt.Sprintf("u%d", r.changes)
	r.write("layers/1-apps/"+name+"/scaffold.hcl", fmt.Sprintf("unit %q {\n  pack = %q\n  environments = [%s]\n}\n", name, r.packs["service"].ref(), pick(r, []string{`"dev", "prod"`, `"dev"`})))
}

// ownFile makes a file of a person's own beside what is rendered.
func (r *round) ownFile() {
	all := r.rendered()
	if len(all) == 0 {
		return
	}
	mark := r.mark()
	r.write(fmt.Sprintf("%s/own%d.tf", filepath.Dir(pick(r, all)), r.changes), "# "+mark+"\n")
}

// deleteFile takes a file away that a pack wrote and holds no mark.
func (r *round) deleteFile() {
	all := slices.DeleteFunc(r.rendered(), func(name string) bool { return markRE.MatchString(r.read(name)) })
	if len(all) > 0 && r.chance(50) {
		r.must("rm " + pick(r, all))
	}
}

func (r *round) chmodFile() {
	all := r.rendered()
	if len(all) > 0 && r.chance(50) {
		r.must("chmod " + pick(r, []string{"755", "644", "600"}) + " " + pick(r, all))
	}
}

// oddity is what happens once in a while.
func (r *round) oddity() {
	all, units := r.rendered(), r.units()
	if len(all) == 0 || len(units) == 0 {
		return
	}
	name := pick(r, all)
	switch r.IntN(5) {
	case 0: // a unit that goes without a word
		if u := pick(r, units); !markRE.MatchString(fmt.Sprint(files(r, filepath.Join(r.dir, u.dir)))) {
			r.must("rm -rf " + u.dir)
		}
	case 1: // a file becomes a folder
		if !markRE.MatchString(r.read(name)) {
			r.must("rm " + name)
			r.write(name+"/inner.tf", "# "+r.mark()+"\n")
		}
	case 2: // a file gets another name
		r.changes++
		r.must(fmt.Sprintf("mv %s %s/r%d%s", name, filepath.Dir(name), r.changes, filepath.Ext(name)))
	case 3: // git ignores what is rendered
		r.write(filepath.Dir(name)+"/.gitignore", filepath.Base(name)+"\n")
	case 4: // a file ends without a line's end
		r.must("truncate -s -1 " + name)
	}
}

// newVersion puts a newer version of a pack where the repository finds it.
func (r *round) newVersion() {
	names := slices.Sorted(maps.Keys(r.packs))
	if r.chance(60) {
		names = []string{"service"}
	}
	p := r.packs[pick(r, names)]
	p.next(r)
	r.publish(p)
}

// publish puts a pack where the repository finds it.
func (r *round) publish(p *packModel) {
	if !r.inside {
		r.must(p.put("$TOP/packs/" + p.name))
		return
	}
	r.must(p.put("packs/" + p.name))
	r.must("git add -A --sparse packs && git commit -qm 'pack " + p.name + "' -- packs")
}

// collide edits where a new version changes something, and upgrades.
func (r *round) collide() {
	for range 3 {
		r.editFile()
	}
	p := r.packs["service"]
	p.version++
	for range 4 {
		p.changeLine(r)
	}
	r.publish(p)
	if r.chance(50) {
		r.clean()
	}
	r.run(command{args: []string{"upgrade", "--all"}})
}
