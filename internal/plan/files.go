package plan

import (
	"maps"
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/render"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// scopeFiles decides about the files of one scope of a unit.
type scopeFiles struct {
	r    Request
	res  *unitResult
	old  *lock.Block // the last render; nil when there was none
	pack *pack.Pack  // of the last render; nil where it is gone
	base *lastRender
	from map[string]string // name → the name it had in the last render, where the pack moved it
}

// files renders a scope and decides about each file.
func (b *Builder) files(r Request, res *unitResult, p *pack.Pack, values *pack.Values, block, old *lock.Block, tfvars *tfvarsFile) error {
	rendered, err := b.Renderer.Render(p, values, block.Environment)
	if err != nil {
		return err
	}
	s := &scopeFiles{r: r, res: res, old: old}
	if old != nil {
		s.base, s.pack = b.lastRender(r, res.unit, old), b.packOf(old)
	}
	s.moves(p, rendered)
	for _, f := range rendered {
		if _, err := repo.ParsePath(f.Path); err != nil {
			return err
		}
		id := lock.BlobID(f.Content.Bytes())
		block.Files[f.Path] = id
		if isTfvars(f.Path) {
			tfvars.header = f.Content.Bytes()
			continue // its values are the user's; tfvarsFile.plan writes it
		}
		if from := s.from[f.Path]; from != "" {
			s.move(f, from, id)
			continue
		}
		s.decide(f, id)
	}
	s.gone(p, block)
	return nil
}

// moves finds the files of the last render that this one has under other names.
func (s *scopeFiles) moves(p *pack.Pack, rendered []render.File) {
	s.from = map[string]string{}
	if s.old == nil || len(p.Moves) == 0 {
		return
	}
	now := map[string]bool{}
	for _, f := range rendered {
		now[f.Path] = true
	}
	for name := range s.old.Files {
		to := renamed(p.Moves, name)
		_, before := s.old.Files[to]
		if to != name && now[to] && !now[name] && !before {
			s.from[to] = name
		}
	}
}

// gone decides about the files of the last render that this one lacks.
func (s *scopeFiles) gone(p *pack.Pack, block *lock.Block) {
	if s.old == nil {
		return
	}
	moved := map[string]bool{}
	for _, name := range s.from {
		moved[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(s.old.Files)) {
		if _, still := block.Files[name]; !still && !moved[name] {
			s.decide(render.File{Path: name, SeedOnce: seedOnce(p, name)}, "")
		}
	}
}

// packOf is the pack that a block was rendered from; nil where it is gone.
func (b *Builder) packOf(block *lock.Block) *pack.Pack {
	p, err := b.Packs.Get(block.Pack)
	if err != nil || p.Digest != block.Digest {
		return nil
	}
	return p
}

// executable tells whether a pack renders a file of that name executable.
func executable(p *pack.Pack, name string) bool {
	return p != nil && slices.ContainsFunc(p.Rules, func(rule pack.FileRule) bool { return rule.Executable && match(rule.Pattern, name) })
}

// state is what is known of a file, and its bytes on disk.
func (s *scopeFiles) state(f render.File, name, theirs string) (state, []byte) {
	ours := lookAt(s.r.Disk, s.res.unit.Path.Join(name))
	out := state{ours: ours.id, theirs: theirs, seedOnce: f.SeedOnce, reset: s.r.Reset[s.res.unit.Path.Join(f.Path)], restore: s.r.Restore[s.res.unit.Path.Join(f.Path)]}
	out.bits = bits{base: executable(s.pack, name), ours: ours.executable, theirs: f.Executable}
	if s.old != nil {
		out.base = s.old.Files[name]
		if out.base == "" && s.old.Stale {
			if content, ok := s.base.rendered(name); ok {
				out.base = lock.BlobID(content)
			}
		}
	}
	if s.pack == nil {
		out.bits.base = out.bits.ours // not known
	}
	return out, ours.content
}

// decide plans one file.
func (s *scopeFiles) decide(f render.File, theirs string) {
	state, ours := s.state(f, f.Path, theirs)
	s.put(f, f.Path, state, ours)
}

// put plans a file at its place; from is its name in the last render.
func (s *scopeFiles) put(f render.File, from string, known state, ours []byte) {
	kind, reason := decide(known)
	a := Action{Kind: kind, Path: s.res.unit.Path.Join(f.Path), Reason: reason, Rendered: f.Content, Bit: BitOf(known.executable())}
	if kind == Merge {
		a = s.merge(a, from, known.base, ours)
	}
	if a.Kind == Unchanged && !f.SeedOnce && known.theirs != "" && ours != nil && known.executable() != known.bits.ours {
		a.Kind, a.Content, a.Reason = Update, ours, "executable, as the pack says now"
		if a.Bit == BitCleared {
			a.Reason = "no longer executable, as the pack says"
		}
	}
	s.res.add(a)
}

// move plans a file that the pack renamed: what was edited follows.
func (s *scopeFiles) move(f render.File, from, theirs string) {
	dir := s.res.unit.Path
	state, ours := s.state(f, from, theirs)
	if there := lookAt(s.r.Disk, dir.Join(f.Path)); there.id != "" || state.ours == aLink { // moved by hand already, or another file
		s.decideMoved(f, from, theirs, state.ours != "")
		return
	}
	if state.ours == "" { // deleted by hand: it stays so
		s.res.add(Action{Kind: Unchanged, Path: dir.Join(f.Path)})
		return
	}
	a := Action{Kind: Move, Path: dir.Join(f.Path), From: dir.Join(from), Reason: "was " + string(dir.Join(from)), Content: ours, Bit: BitOf(state.executable())}
	switch kind, _ := decide(state); kind {
	case Update:
		a.Content, a.Rendered = nil, f.Content
	case Merge:
		a.Rendered = f.Content
		if merged := s.merge(a, from, state.base, ours); merged.Kind == Conflict {
			a.Kind, a.Clashes, a.Content, a.Reason, a.Examples = Conflict, merged.Clashes, merged.Content, merged.Reason, merged.Examples
		} else {
			a.Content = merged.Content
		}
	}
	s.res.add(a)
	if a.Writes() {
		s.res.add(Action{Kind: Delete, Path: dir.Join(from), Reason: "moved to " + string(dir.Join(f.Path))})
	}
}

// decideMoved plans a renamed file whose new name is taken on disk. When the
// old one is gone, a person renamed it, and its base is the old file's.
func (s *scopeFiles) decideMoved(f render.File, from, theirs string, both bool) {
	state, ours := s.state(f, f.Path, theirs)
	if !both {
		state.base, state.bits.base = s.old.Files[from], s.pack != nil && executable(s.pack, from)
	}
	s.put(f, from, state, ours)
	if both {
		s.res.add(Action{Kind: Keep, Path: s.res.unit.Path.Join(from), Reason: "the pack calls it " + f.Path + " now; delete this one when you don't need it"})
	}
}

// merge puts together what stands on disk and what is rendered now. name is the
// file's in the last render.
func (s *scopeFiles) merge(a Action, name, baseID string, ours []byte) Action {
	var ancestor []byte
	lost := false
	if baseID != "" {
		if content, ok := s.base.of(name, baseID); ok {
			ancestor = content
		} else {
			lost = true
		}
	}
	side := s.r.Conflicts
	content, clashes, told := MergeFile(string(a.Path), ancestor, ours, a.Rendered.Bytes(), side, renderNames)
	s.res.notices = append(s.res.notices, told...)
	switch {
	case len(clashes) > 0 && (side == Markers || side == Abort || side == ""):
		a.Kind, a.Clashes, a.Content = Conflict, clashes, content
		if len(markersIn(ours))+len(markersIn(a.Rendered.Bytes())) > 0 {
			mine, _, _ := MergeFile(string(a.Path), ancestor, ours, a.Rendered.Bytes(), Ours, renderNames)
			theirs, _, _ := MergeFile(string(a.Path), ancestor, ours, a.Rendered.Bytes(), Theirs, renderNames)
			a.Examples = Examples(mine, theirs)
		}
		a.Reason = "it was edited by hand and what is rendered changed in the same place"
		if lost {
			a.Reason = "its base is lost, so all that differs is in conflict"
		}
		if side == Abort {
			a.Content = nil
		}
	case string(content) == string(ours):
		a.Kind, a.Reason = Unchanged, "has already what is rendered"
	default:
		a.Kind, a.Content = Merge, content
		if len(clashes) > 0 {
			a.Reason = "edited by hand in the same place: " + string(side) + " was taken"
		}
	}
	return a
}
