package gitops

import (
	"path/filepath"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
)

// Where a repository may live, and in what shape.

func TestLinkedWorktree(t *testing.T) {
	main := newSandbox(t)
	linked := main.at(t.TempDir() + "/linked worktree")
	main.Git("worktree", "add", "-q", "-b", "side", linked.Dir)
	main.Write("staged", "s\n")
	main.Git("add", "staged")
	linked.Write("app/a", "linked\n")
	linked.Write("app/c", "new\n")
	result := linked.commit(request("app/a", "app/c"))
	linked.Committed("M app/a|A app/c")
	linked.Status("")
	main.Status("A  staged")
	main.Same("branch", main.Git("rev-parse", "side"), result.Hash)
	main.Same("log of HEAD", linked.Git("reflog", "-1", "--format=%gs"), "commit: feat: add files")
	main.Sound()
	if r := linked.open(); r.GitDir() == main.open().GitDir() {
		t.Errorf("the worktree has no git directory of its own: %s", r.GitDir())
	}
}

// The common settings of a bare repository say "bare"; its worktrees are not.
func TestWorktreeOfBareRepository(t *testing.T) {
	from := newSandbox(t)
	bare := from.at(t.TempDir() + "/bare.git")
	from.Git("clone", "-q", "--bare", from.Dir, bare.Dir)
	linked := from.at(t.TempDir() + "/linked")
	bare.Git("worktree", "add", "-q", linked.Dir, "trunk")
	linked.Write("app/a", "linked\n")
	linked.commit(request("app/a"))
	linked.Status("")
	_, err := Open(bare.Dir)
	from.Refused(err, diag.Usage, "not in a git repository")
}

func TestSubmoduleAndItsParent(t *testing.T) {
	inner, outer := newSandbox(t), newSandbox(t)
	outer.Git("submodule", "add", "-q", inner.Dir, "modules/inner")
	outer.Git("commit", "-qm", "add the submodule")
	module := outer.at(outer.Path("modules/inner"))
	module.Write("app/a", "in the submodule\n")
	module.commit(request("app/a"))
	module.Status("")
	outer.Status(" M modules/inner")
	outer.Write("app/a", "in the parent\n")
	outer.commit(request("app/a"))
	outer.Committed("M app/a")
	outer.Status(" M modules/inner")
	outer.readyRefuses(request("modules/inner/app/a"), diag.Usage, "modules/inner is a repository of its own")
	outer.readyRefuses(request("modules/inner"), diag.Usage, "is a submodule")
	outer.Git("submodule", "--quiet", "deinit", "-f", "modules/inner")
	outer.readyRefuses(request("modules/inner/new"), diag.Usage, "submodule")
}

func TestDetachedHead(t *testing.T) {
	s := newSandbox(t)
	s.Git("checkout", "-q", "--detach")
	s.Write("app/a", "detached\n")
	s.readyRefuses(request("app/a"), diag.Usage, "HEAD is detached")
	_, err := s.open().Commit(t.Context(), request("app/a"))
	s.Refused(err, diag.Usage, "a commit would be on no branch")
	s.Status(" M app/a")
	s.Same("HEAD", s.Git("rev-parse", "HEAD"), s.Git("rev-parse", "trunk"))
	s.Sound()
}

func TestEmptyRepository(t *testing.T) {
	s := newEmptySandbox(t)
	s.Write("staged", "s\n")
	s.Git("add", "staged")
	s.Write("app/a", "a\n")
	s.commit(request("app/a"))
	s.Committed("A app/a")
	s.Status("A  staged")
	s.Same("log", s.Git("reflog", "--format=%gs"), "commit (initial): feat: add files")

	s = newEmptySandbox(t) // without an index file
	s.Write("app/a", "a\n")
	s.commit(request("app/a"))
	s.Status("")
}

func TestShallowClonePushes(t *testing.T) {
	from := newSandbox(t)
	from.Write("app/a", "second\n")
	from.Git("commit", "-qam", "second")
	bare := from.at(t.TempDir() + "/bare.git")
	from.Git("clone", "-q", "--bare", from.Dir, bare.Dir)
	s := from.at(t.TempDir() + "/shallow")
	from.Git("clone", "-q", "--depth=1", "file://"+bare.Dir, s.Dir)
	s.Write("app/a", "third\n")
	result := s.commit(request("app/a"))
	s.Status("")
	s.Must(s.open().Push(t.Context(), "trunk"))
	s.Same("pushed", bare.Git("rev-parse", "trunk"), result.Hash)
	s.Same("upstream", s.Git("rev-parse", "trunk@{upstream}"), result.Hash)
}

func TestPushIsNeverForced(t *testing.T) {
	from := newSandbox(t)
	s := from.at(t.TempDir() + "/clone")
	from.Git("clone", "-q", from.Dir, s.Dir)
	from.Git("switch", "-qc", "elsewhere")
	from.Git("update-ref", "refs/heads/trunk", from.Git("commit-tree", "-m", "other", "HEAD^{tree}"))
	tip := from.Git("rev-parse", "trunk")
	s.Write("app/a", "ours\n")
	s.commit(request("app/a"))
	s.Refused(s.open().Push(t.Context(), "trunk"), diag.Failed, "could not be pushed")
	s.Same("remote", from.Git("rev-parse", "trunk"), tip)
	s.Refused(s.open().Push(t.Context(), ""), diag.Usage, "no branch")
}

func TestPartialClone(t *testing.T) {
	from := newSandbox(t)
	from.Git("config", "uploadpack.allowFilter", "true")
	for _, filter := range []string{"blob:none", "tree:0"} {
		s := from.at(t.TempDir() + "/partial")
		from.Git("clone", "-q", "--no-checkout", "--filter="+filter, "file://"+from.Dir, s.Dir)
		s.Git("sparse-checkout", "set", "app")
		s.Git("checkout", "-q", "trunk")
		id := s.Git("ls-tree", "HEAD", "other/x")[12:52]
		s.Write("app/a", "changed\n")
		s.commit(request("app/a"))
		s.Committed("M app/a")
		s.Status("")
		if _, err := s.open().Blob(id); err == nil {
			t.Errorf("%s: the blob of other/x was fetched", filter)
		}
	}
}

func TestPackedRefsAndObjects(t *testing.T) {
	s := newSandbox(t)
	s.Git("branch", "packed/other")
	s.Git("pack-refs", "--all")
	s.Git("repack", "-adq", "--write-midx")
	s.Git("commit-graph", "write", "--reachable")
	s.Write("app/a", "changed\n")
	result := s.commit(request("app/a"))
	s.Same("trunk", s.Git("rev-parse", "trunk"), result.Hash)
	s.Status("")
	s.readyRefuses(Request{Paths: []string{"app/b"}, Message: "x", Branch: "packed"}, diag.Usage, "next to the branch packed/other")
	s.readyRefuses(Request{Paths: []string{"app/b"}, Message: "x", Branch: "packed/other"}, diag.Usage, "exists already")
	s.readyRefuses(Request{Paths: []string{"app/b"}, Message: "x", Branch: "trunk/more"}, diag.Usage, "next to the branch trunk")
}

func TestAlternates(t *testing.T) {
	from := newSandbox(t)
	from.Git("repack", "-adq")
	second := from.at(t.TempDir() + "/second")
	from.Git("clone", "-q", "-s", from.Dir, second.Dir)
	s := from.at(t.TempDir() + "/third")
	second.Git("clone", "-q", "-s", second.Dir, s.Dir)
	s.Write("app/a", "changed\n")
	s.commit(request("app/a"))
	s.Committed("M app/a")
	s.Status("")
	relative, err := filepath.Rel(s.Path(".git/objects"), second.Path(".git/objects"))
	s.Must(err)
	s.Write(".git/objects/info/alternates", "# a comment\n"+relative+"\n")
	gittest.WithoutGit(t)           // which would find what we do not
	s.Write("other/x", "changed\n") // its folder is only in the alternate's alternate
	s.commit(request("other/x"))
	s.Committed("M other/x")
}

func TestSymbolicBranch(t *testing.T) {
	s := newSandbox(t)
	s.Git("symbolic-ref", "refs/heads/alias", "refs/heads/trunk")
	s.Git("symbolic-ref", "HEAD", "refs/heads/alias")
	s.Write("app/a", "changed\n")
	result := s.commit(request("app/a"))
	s.Same("trunk", s.Git("rev-parse", "trunk"), result.Hash)
	s.Same("alias", s.Git("symbolic-ref", "refs/heads/alias"), "refs/heads/trunk")
}

func TestSubfolderAndMissingRepository(t *testing.T) {
	s := newSandbox(t)
	r, err := Open(s.Path("app"))
	s.Must(err)
	s.Same("root", r.Root(), s.Dir)
	_, err = Open(t.TempDir())
	s.Refused(err, diag.Usage, "not in a git repository")
	s.Write("broken/.git", "gitdir: nowhere\n")
	_, err = Open(s.Path("broken"))
	s.Refused(err, diag.Failed, "no git directory")
}
