package plan

import (
	"io/fs"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// makeRoom deals with files that become folders, and folders that become files:
// what was rendered in their place goes first. Where it stays, as it was edited,
// what needs the place is not written, and both are told. What scaffold did not
// render is none of its business: the writer refuses to touch it.
func (u *unitResult) makeRoom(r Request) {
	m := &room{disk: r.Disk, unit: u, goes: map[repo.Path]bool{}, first: map[repo.Path]bool{}, plain: map[repo.Path]bool{}}
	for _, a := range u.actions {
		m.goes[a.Path] = m.goes[a.Path] || a.Kind == Delete
	}
	for i, a := range u.actions {
		if a.Kind == Delete || !a.Writes() {
			continue
		}
		if in := m.inTheWay(a.Path); in != "" {
			m.leaveOut(&u.actions[i], in)
		}
	}
	slices.SortStableFunc(u.actions, func(a, b Action) int { return m.rank(a) - m.rank(b) })
}

type room struct {
	disk  fs.FS
	unit  *unitResult
	goes  map[repo.Path]bool // is deleted
	first map[repo.Path]bool // of these, what makes room
	plain map[repo.Path]bool // folders with nothing in the way of them
}

func (m *room) rank(a Action) int {
	if a.Kind == Delete && m.first[a.Path] {
		return 0
	}
	return 1
}

// rendered tells whether the unit's lock has the file.
func (m *room) rendered(p repo.Path) bool {
	if m.unit.unit.Lock == nil {
		return false
	}
	name := p.Rel(m.unit.unit.Path)
	for _, block := range m.unit.unit.Lock.Blocks {
		if _, ok := block.Files[name]; ok {
			return true
		}
	}
	return false
}

// inTheWay returns the file that was rendered once, stays, and stands where p or
// one of its folders is to be; empty for none.
func (m *room) inTheWay(p repo.Path) repo.Path {
	if m.disk == nil {
		return ""
	}
	if in, found := m.above(p.Dir()); found {
		return in
	}
	if info, err := fs.Lstat(m.disk, string(p)); err != nil || !info.IsDir() {
		return ""
	}
	var stays repo.Path
	ours := false
	_ = fs.WalkDir(m.disk, string(p), func(name string, d fs.DirEntry, err error) error {
		at := repo.Path(name)
		switch {
		case err != nil || d.IsDir():
		case m.goes[at]:
			ours, m.first[at] = true, true
		case stays == "" || m.rendered(at):
			stays, ours = at, ours || m.rendered(at)
		}
		return err
	})
	if !ours {
		return ""
	}
	return stays
}

// above looks for a file among the folders of what is to be written.
func (m *room) above(dir repo.Path) (in repo.Path, found bool) {
	if dir == "." || m.plain[dir] {
		return "", false
	}
	if in, found := m.above(dir.Dir()); found {
		return in, true
	}
	info, err := fs.Lstat(m.disk, string(dir))
	switch {
	case err != nil || info.IsDir():
		m.plain[dir] = true
		return "", false
	case m.goes[dir]:
		m.first[dir] = true
		return "", true
	case m.rendered(dir):
		return dir, true
	}
	return "", true
}

// leaveOut does not write what has no place, and says so at both.
func (m *room) leaveOut(a *Action, in repo.Path) {
	bring := "; move it away and commit that, then run `scaffold generate --restore " + string(a.Path) + "`"
	for i := range m.unit.actions {
		other := &m.unit.actions[i]
		switch {
		case other.Path == in && other.Kind == Keep:
			other.Reason = "edited by hand, in the place of " + string(a.Path) + " now" + bring
		case a.From != "" && other.Path == a.From && other.Kind == Delete:
			other.Kind, other.Reason = Keep, "the pack calls it "+string(a.Path)+" now, where "+string(in)+" stands"
		}
	}
	a.Kind, a.Clashes, a.Content, a.Reason = Keep, nil, nil, "not written: "+string(in)+" stands in its place"
}
