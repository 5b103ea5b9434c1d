package plan

import (
	"io/fs"
	"maps"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// The commit of a run regenerates to itself: what scaffold renders from a clone of
// it is what it holds. So it takes along the specs that were rendered, edited or
// new, and files that are on disk as rendered already: by hand, by a run without
// a commit, or by one whose commit failed.

// along collects what a commit takes along besides what the plan writes.
type along struct {
	r       Request
	planned map[repo.Path]bool // that the plan writes
	actions []Action
	locks   bool // a lock differs from the last commit's
}

// takeAlong adds to the plan what its commit takes along, and refuses a commit
// that would not regenerate to itself. results are the units of the run.
func (b *Builder) takeAlong(p *Plan, r Request, results []*unitResult, sections []managed) error {
	if r.Head == nil || !r.Commits {
		return nil
	}
	a := &along{r: r, planned: map[repo.Path]bool{}}
	for _, action := range p.Writes() {
		a.planned[action.Path] = true
	}
	for _, res := range results {
		a.unit(res)
	}
	if a.locks {
		a.packs(results)
	}
	for _, s := range sections {
		a.section(s)
	}
	p.Actions = append(p.Actions, a.actions...)
	return b.regenerates(p, r, sections)
}

// take adds a file, or its absence.
func (a *along) take(name repo.Path, reason string) { a.takeEdited(name, nil, reason) }

// takeEdited adds a file with what a hand made of it.
func (a *along) takeEdited(name repo.Path, content []byte, reason string) {
	if !a.planned[name] {
		a.planned[name] = true
		a.actions = append(a.actions, Action{Kind: TakeAlong, Path: name, Reason: reason, Content: content})
	}
}

// differs tells whether a file on disk is not what the last commit holds.
func (r Request) differs(name repo.Path) bool {
	return diskID(r.Disk, name) != committedID(r.Head, name)
}

// unit takes the spec of a unit and, where its lock changes, what the lock says of
// the files.
func (a *along) unit(res *unitResult) {
	u := res.unit
	name := u.Path.Join(lock.Filename)
	if !a.planned[name] && !a.r.differs(name) {
		return // what is edited in its spec renders nothing here
	}
	if name := u.Path.Join(spec.Filename); a.r.differs(name) {
		a.take(name, "the spec, which this is rendered from")
	}
	a.locks = true
	a.take(name, "what was rendered")
	var last *lock.Lock // nil where there is none, or it can't be read
	if src, ok := readFile(a.r.Head, name); ok {
		last, _ = lock.Parse(string(name), src)
	}
	for _, block := range res.next.Blocks {
		a.block(u, res.packs[block.Pack.String()], block, last.Block(block.Environment))
	}
	if last == nil {
		return
	}
	for _, old := range last.Blocks {
		a.gone(u, old, res.next.Block(old.Environment))
	}
}

// block takes the files of a scope that are as rendered and not committed so, and
// those whose render the last commit does not know, edited or not.
func (a *along) block(u *repo.Unit, p *pack.Pack, now, last *lock.Block) {
	for _, name := range slices.Sorted(maps.Keys(now.Files)) {
		path := u.Path.Join(name)
		if a.planned[path] {
			continue
		}
		disk := lookAt(a.r.Disk, path)
		if disk.id == aLink {
			continue // somebody's own
		}
		same := disk.id == committedID(a.r.Head, path)
		if same && (disk.executable == committedBit(a.r.Head, path) || disk.executable != executable(p, name)) {
			continue
		}
		switch {
		case disk.id == now.Files[name]:
			a.take(path, "as rendered, and not committed yet")
		case isTfvars(name) && last == nil:
			a.take(path, "yours, and not committed yet")
		case last == nil || last.Files[name] != now.Files[name]:
			a.takeEdited(path, disk.content, "with its edits, as its render is not committed yet")
		}
	}
}

// gone takes the absence of files that are rendered no more.
func (a *along) gone(u *repo.Unit, last, now *lock.Block) {
	for _, name := range slices.Sorted(maps.Keys(last.Files)) {
		path := u.Path.Join(name)
		if now != nil && now.Files[name] != "" || a.planned[path] {
			continue
		}
		if diskID(a.r.Disk, path) == "" && committedID(a.r.Head, path) != "" {
			a.take(path, "gone, and its absence is not committed yet")
		}
	}
}

// packs takes the vendored packs of the locks.
func (a *along) packs(results []*unitResult) {
	all := map[string]*pack.Pack{}
	for _, res := range results {
		maps.Copy(all, res.packs)
	}
	for _, ref := range slices.Sorted(maps.Keys(all)) {
		dir := repo.Path(pack.VendorDir).Join(ref)
		for _, name := range slices.Sorted(maps.Keys(all[ref].Files)) {
			if path := dir.Join(name); !a.planned[path] && diskID(a.r.Disk, path) != "" && a.r.differs(path) {
				a.take(path, "the pack, kept so that its files can always be rendered again")
			}
		}
	}
}

// section takes a file whose managed section is up to date on disk alone.
func (a *along) section(s managed) {
	name := repo.Path(s.Path)
	if a.planned[name] {
		return
	}
	disk, ok := readFile(a.r.Disk, name)
	if !ok {
		return
	}
	if text, ok := replaceSection(string(disk), s.Section, s.lines); !ok || text != string(disk) {
		return
	}
	committed, _ := readFile(a.r.Head, name)
	if text, ok := replaceSection(string(committed), s.Section, s.lines); !ok || text != string(committed) {
		a.take(name, "its managed section")
	}
}

// diskID is the git blob id of a file; "" where there is none.
func diskID(disk fs.FS, name repo.Path) string { return lookAt(disk, name).id }

// committedID is the same of a file in a commit, which may know it without
// reading the file.
func committedID(head fs.FS, name repo.Path) string {
	if head == nil {
		return ""
	}
	info, err := fs.Stat(head, string(name))
	if err != nil || info.IsDir() {
		return ""
	}
	if known, ok := info.(interface{ BlobID() string }); ok {
		return known.BlobID()
	}
	return diskID(head, name)
}

// committedBit tells whether a file is executable in a commit.
func committedBit(head fs.FS, name repo.Path) bool {
	info, err := fs.Stat(head, string(name))
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}

// Lay puts what the plan writes into an overlay. With a disk it is what a commit of
// the plan holds: what the commit takes along is read from there.
func (p *Plan) Lay(o repo.Overlay, disk fs.FS) {
	for _, a := range p.Commits() {
		content, there := a.Bytes(), a.Kind != Delete
		if a.Kind == TakeAlong {
			if disk == nil {
				continue
			}
			content, there = readFile(disk, a.Path)
		}
		if there {
			o.Files[a.Path] = content
			delete(o.Gone, a.Path)
		} else {
			o.Gone[a.Path] = true
			delete(o.Files, a.Path)
		}
	}
}
