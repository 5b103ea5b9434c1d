package index

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
)

func TestCacheTreeForgetsAFolderThatBecameAFile(t *testing.T) {
	root, _ := parseCacheTree([]byte("\x002 1\n" + strings.Repeat("i", 20) + "app\x002 0\n" + strings.Repeat("j", 20)))
	root.invalidate("app")
	if got := string(root.append(nil)); got != "\x00-1 0\n" {
		t.Errorf("got %q", got)
	}
}

// git's cached trees must stay true, and stay: without them status is slow.
func TestCacheTreeStays(t *testing.T) {
	s := gittest.New(t)
	s.Git("write-tree")
	id := stored(s, "n\n")
	splice(s, addition("app/deep/new", id))
	x := read(s)
	at := slices.IndexFunc(x.extensions, func(e extension) bool { return e.name == extCacheTree })
	if at < 0 {
		t.Fatal("the cached trees are gone")
	}
	root, rest := parseCacheTree(x.extensions[at].data)
	if root == nil || len(rest) > 0 {
		t.Fatal("the cached trees are damaged")
	}
	for _, child := range root.children {
		if known := child.entries >= 0; known != (child.name == "other") {
			t.Errorf("%s: %d entries", child.name, child.entries)
		}
	}
	tree := s.Git("write-tree")
	s.Remove(".git/index") // without a cache
	s.Git("read-tree", "HEAD")
	s.Git("update-index", "--add", "--cacheinfo", "100644,"+id.String()+",app/deep/new")
	s.Same("tree", tree, s.Git("write-tree"))
}
