package gitops

import (
	"path/filepath"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Where a repository may live, and in what shape.

func TestLinkedWorktree(t *testing.T) {
	main := newSandbox(t)
	linked := main.at(t.TempDir() + "/linked worktree")
	main.git("worktree", "add", "-q", "-b", "side", linked.dir)
	main.write("staged", "s\n")
	main.git("add", "staged")
	linked.write("app/a", "linked\n")
	linked.write("app/c", "new\n")
	result := linked.commit(request("app/a", "app/c"))
	linked.committed("M app/a|A app/c")
	linked.status("")
	main.status("A  staged")
	main.same("branch", main.git("rev-parse", "side"), result.Hash)
	main.same("log of HEAD", linked.git("reflog", "-1", "--format=%gs"), "commit: feat: add files")
	main.sound()
	if r := linked.open(); r.GitDir() == main.open().GitDir() {
		t.Errorf("the worktree has no git directory of its own: %s", r.GitDir())
	}
}

// The common settings of a bare repository say "bare"; its worktrees are not.
func TestWorktreeOfBareRepository(t *testing.T) {
	from := newSandbox(t)
	bare := from.at(t.TempDir() + "/bare.git")
	from.git("clone", "-q", "--bare", from.dir, bare.dir)
	linked := from.at(t.TempDir() + "/linked")
	bare.git("worktree", "add", "-q", linked.dir, "trunk")
	linked.write("app/a", "linked\n")
	linked.commit(request("app/a"))
	linked.status("")
	_, err := Open(bare.dir)
	from.refused(err, diag.Usage, "not in a git repository")
}

func TestSubmoduleAndItsParent(t *testing.T) {
	inner, outer := newSandbox(t), newSandbox(t)
	outer.git("submodule", "add", "-q", inner.dir, "modules/inner")
	outer.git("commit", "-qm", "add the submodule")
	module := outer.at(outer.path("modules/inner"))
	module.write("app/a", "in the submodule\n")
	module.commit(request("app/a"))
	module.status("")
	outer.status(" M modules/inner")
	outer.write("app/a", "in the parent\n")
	outer.commit(request("app/a"))
	outer.committed("M app/a")
	outer.status(" M modules/inner")
	outer.readyRefuses(request("modules/inner/app/a"), diag.Usage, "modules/inner is a repository of its own")
	outer.readyRefuses(request("modules/inner"), diag.Usage, "is a submodule")
	outer.git("submodule", "--quiet", "deinit", "-f", "modules/inner")
	outer.readyRefuses(request("modules/inner/new"), diag.Usage, "submodule")
}

func TestDetachedHead(t *testing.T) {
	s := newSandbox(t)
	trunk := s.git("rev-parse", "HEAD")
	s.git("checkout", "-q", "--detach")
	s.write("app/a", "detached\n")
	result := s.commit(request("app/a"))
	s.same("branch", result.Branch, "")
	s.same("trunk", s.git("rev-parse", "trunk"), trunk)
	s.same("HEAD", s.git("rev-parse", "HEAD^"), trunk)
	s.status("")
	s.same("log", s.git("reflog", "-1", "--format=%gs"), "commit: feat: add files")
}

func TestEmptyRepository(t *testing.T) {
	s := newEmptySandbox(t)
	s.write("staged", "s\n")
	s.git("add", "staged")
	s.write("app/a", "a\n")
	s.commit(request("app/a"))
	s.committed("A app/a")
	s.status("A  staged")
	s.same("log", s.git("reflog", "--format=%gs"), "commit (initial): feat: add files")

	s = newEmptySandbox(t) // without an index file
	s.write("app/a", "a\n")
	s.commit(request("app/a"))
	s.status("")
}

func TestShallowClonePushes(t *testing.T) {
	from := newSandbox(t)
	from.write("app/a", "second\n")
	from.git("commit", "-qam", "second")
	bare := from.at(t.TempDir() + "/bare.git")
	from.git("clone", "-q", "--bare", from.dir, bare.dir)
	s := from.at(t.TempDir() + "/shallow")
	from.git("clone", "-q", "--depth=1", "file://"+bare.dir, s.dir)
	s.write("app/a", "third\n")
	result := s.commit(request("app/a"))
	s.status("")
	s.must(s.open().Push(t.Context(), "trunk"))
	s.same("pushed", bare.git("rev-parse", "trunk"), result.Hash)
	s.same("upstream", s.git("rev-parse", "trunk@{upstream}"), result.Hash)
}

func TestPushIsNeverForced(t *testing.T) {
	from := newSandbox(t)
	s := from.at(t.TempDir() + "/clone")
	from.git("clone", "-q", from.dir, s.dir)
	from.git("switch", "-qc", "elsewhere")
	from.git("update-ref", "refs/heads/trunk", from.git("commit-tree", "-m", "other", "HEAD^{tree}"))
	tip := from.git("rev-parse", "trunk")
	s.write("app/a", "ours\n")
	s.commit(request("app/a"))
	s.refused(s.open().Push(t.Context(), "trunk"), diag.Failed, "could not be pushed")
	s.same("remote", from.git("rev-parse", "trunk"), tip)
	s.refused(s.open().Push(t.Context(), ""), diag.Usage, "no branch")
}

func TestPartialClone(t *testing.T) {
	from := newSandbox(t)
	from.git("config", "uploadpack.allowFilter", "true")
	for _, filter := range []string{"blob:none", "tree:0"} {
		s := from.at(t.TempDir() + "/partial")
		from.git("clone", "-q", "--no-checkout", "--filter="+filter, "file://"+from.dir, s.dir)
		s.git("sparse-checkout", "set", "app")
		s.git("checkout", "-q", "trunk")
		id := s.git("ls-tree", "HEAD", "other/x")[12:52]
		s.write("app/a", "changed\n")
		s.commit(request("app/a"))
		s.committed("M app/a")
		s.status("")
		if _, err := s.open().Blob(id); err == nil {
			t.Errorf("%s: the blob of other/x was fetched", filter)
		}
	}
}

func TestPackedRefsAndObjects(t *testing.T) {
	s := newSandbox(t)
	s.git("branch", "packed/other")
	s.git("pack-refs", "--all")
	s.git("repack", "-adq", "--write-midx")
	s.git("commit-graph", "write", "--reachable")
	s.write("app/a", "changed\n")
	result := s.commit(request("app/a"))
	s.same("trunk", s.git("rev-parse", "trunk"), result.Hash)
	s.status("")
	s.readyRefuses(Request{Paths: []string{"app/b"}, Message: "x", Branch: "packed"}, diag.Usage, "next to the branch packed/other")
	s.readyRefuses(Request{Paths: []string{"app/b"}, Message: "x", Branch: "packed/other"}, diag.Usage, "exists already")
	s.readyRefuses(Request{Paths: []string{"app/b"}, Message: "x", Branch: "trunk/more"}, diag.Usage, "next to the branch trunk")
}

func TestAlternates(t *testing.T) {
	from := newSandbox(t)
	from.git("repack", "-adq")
	second := from.at(t.TempDir() + "/second")
	from.git("clone", "-q", "-s", from.dir, second.dir)
	s := from.at(t.TempDir() + "/third")
	second.git("clone", "-q", "-s", second.dir, s.dir)
	s.write("app/a", "changed\n")
	s.commit(request("app/a"))
	s.committed("M app/a")
	s.status("")
	relative, err := filepath.Rel(s.path(".git/objects"), second.path(".git/objects"))
	s.must(err)
	s.write(".git/objects/info/alternates", "# a comment\n"+relative+"\n")
	withoutGit(t)                   // which would find what we do not
	s.write("other/x", "changed\n") // its folder is only in the alternate's alternate
	s.commit(request("other/x"))
	s.committed("M other/x")
}

func TestSymbolicBranch(t *testing.T) {
	s := newSandbox(t)
	s.git("symbolic-ref", "refs/heads/alias", "refs/heads/trunk")
	s.git("symbolic-ref", "HEAD", "refs/heads/alias")
	s.write("app/a", "changed\n")
	result := s.commit(request("app/a"))
	s.same("trunk", s.git("rev-parse", "trunk"), result.Hash)
	s.same("alias", s.git("symbolic-ref", "refs/heads/alias"), "refs/heads/trunk")
}

func TestSubfolderAndMissingRepository(t *testing.T) {
	s := newSandbox(t)
	r, err := Open(s.path("app"))
	s.must(err)
	s.same("root", r.Root(), s.dir)
	_, err = Open(t.TempDir())
	s.refused(err, diag.Usage, "not in a git repository")
	s.write("broken/.git", "gitdir: nowhere\n")
	_, err = Open(s.path("broken"))
	s.refused(err, diag.Failed, "no git directory")
}
