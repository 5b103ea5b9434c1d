package packsource

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// maxDepth bounds how deep folders of a pack may lie in each other.
const maxDepth = 32

// files returns the files below the folder dir of a commit or tag.
func (o objects) files(id plumbing.Hash, dir string) (map[string][]byte, error) {
	tree, err := o.tree(id)
	if err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(dir, "/") {
		if name == "" {
			continue
		}
		entries, err := o.entries(tree)
		if err != nil {
			return nil, err
		}
		found := false
		for _, e := range entries {
			if e.name == name && e.mode == folderMode {
				tree, found = e.id, true
			}
		}
		if !found {
			return nil, missingFolder(dir)
		}
	}
	w := &walk{objects: o, files: map[string][]byte{}}
	return w.files, w.folder(tree, "", 0)
}

// missingFolder is the error for a folder that a repository does not have.
type missingFolder string

// Error implements error.
func (m missingFolder) Error() string {
	return fmt.Sprintf("the repository has no folder %q there", string(m))
}

// Is tells errors.Is what it is.
func (missingFolder) Is(target error) bool { return target == fs.ErrNotExist }

// tree returns the tree of a commit, or of the commit that a tag names.
func (o objects) tree(id plumbing.Hash) (plumbing.Hash, error) {
	for range 8 { // a tag may name a tag
		found, ok := o[id]
		if !ok {
			return id, errors.New("the server did not send the commit")
		}
		field := map[plumbing.ObjectType]string{plumbing.CommitObject: "tree ", plumbing.TagObject: "object "}[found.kind]
		line, _, _ := bytes.Cut(found.content, []byte("\n"))
		text, ok := strings.CutPrefix(string(line), field)
		if field == "" || !ok || !plumbing.IsHash(text) {
			break
		}
		if id = plumbing.NewHash(text); found.kind == plumbing.CommitObject {
			return id, nil
		}
	}
	return id, errors.New("the ref names no commit")
}

// The modes of a tree's entries.
const (
	folderMode    = "40000"
	linkMode      = "120000"
	submoduleMode = "160000"
)

type entry struct {
	mode, name string
	id         plumbing.Hash
}

func (o objects) entries(tree plumbing.Hash) ([]entry, error) {
	found, ok := o[tree]
	if !ok || found.kind != plumbing.TreeObject {
		return nil, errors.New("the server did not send a folder")
	}
	var out []entry
	for rest := found.content; len(rest) > 0; {
		head, tail, ok := bytes.Cut(rest, []byte{0})
		mode, name, found := strings.Cut(string(head), " ")
		if !ok || !found || len(tail) < len(plumbing.ZeroHash) {
			return nil, errBroken
		}
		var id plumbing.Hash
		rest = tail[copy(id[:], tail):]
		out = append(out, entry{mode, name, id})
	}
	return out, nil
}

// walk gathers the files of a pack.
type walk struct {
	objects
	files map[string][]byte
	size  int
}

func (w *walk) folder(tree plumbing.Hash, dir string, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("the pack's folders lie more than %d deep", maxDepth)
	}
	entries, err := w.entries(tree)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := path.Join(dir, e.name)
		if strings.Contains(e.name, "/") || !pack.ValidFileName(e.name) {
			return fmt.Errorf("the pack holds a file %q, whose name can't stand in a repository", e.name)
		}
		switch {
		case name == pack.TestsDir && e.mode == folderMode:
		case e.mode == folderMode:
			err = w.folder(e.id, name, depth+1)
		case e.mode == linkMode:
			err = fmt.Errorf("%s is a link; a pack holds plain files only", name)
		case e.mode == submoduleMode:
			err = fmt.Errorf("%s is a submodule; a pack holds plain files only", name)
		default:
			err = w.file(e.id, name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) file(id plumbing.Hash, name string) error {
	found, ok := w.objects[id]
	if !ok || found.kind != plumbing.BlobObject {
		return fmt.Errorf("the server did not send the file %s", name)
	}
	if w.size += len(found.content); w.size > pack.MaxSize {
		return fmt.Errorf("the pack holds more than %d MB", pack.MaxSize>>20)
	}
	if len(w.files) >= pack.MaxFiles {
		return fmt.Errorf("the pack holds more than %d files", pack.MaxFiles)
	}
	w.files[name] = found.content
	return nil
}
