package plan

import (
	"sync"

	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// lastRender is the last render of a scope, made again from its vendored pack and
// what the lock recorded: the common ancestor of three-way merges. It is made
// when it is first asked for.
type lastRender struct {
	render func() (map[string][]byte, error)
	blob   func(id string) ([]byte, bool)

	once  sync.Once
	files map[string][]byte
	err   error
}

// lastRender returns the last render that a lock's block records.
func (b *Builder) lastRender(r Request, u *repo.Unit, block *lock.Block) *lastRender {
	return &lastRender{blob: r.Blob, render: func() (map[string][]byte, error) {
		p, err := b.Packs.Get(block.Pack)
		if err != nil {
			return nil, err
		}
		if p.Digest != block.Digest {
			return nil, otherPack(block.Pack, u.Path)
		}
		values, err := p.Locked(u.Lock.Name(u.Name), block.Environment, block.Context(), block.Inputs())
		if err != nil {
			return nil, err
		}
		rendered, err := b.Renderer.Render(p, values, block.Environment)
		out := make(map[string][]byte, len(rendered))
		for _, f := range rendered {
			out[f.Path] = f.Content.Bytes()
		}
		return out, err
	}}
}

// rendered returns a file as what the lock records renders now, unchecked: for
// a lock that was merged, and has no id for it.
func (s *lastRender) rendered(name string) ([]byte, bool) {
	s.once.Do(func() { s.files, s.err = s.render() })
	content, ok := s.files[name]
	return content, ok && s.err == nil
}

// of returns a file's bytes as last rendered. They are checked against the blob
// id that the lock has; where they differ, git may still have that blob. ok is
// false when the base is lost.
func (s *lastRender) of(name, id string) (content []byte, ok bool) {
	if content, found := s.rendered(name); found && lock.BlobID(content) == id {
		return content, true
	}
	if s.blob != nil {
		return s.blob(id)
	}
	return nil, false
}
