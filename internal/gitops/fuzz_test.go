package gitops

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Names that collide as file and folder, sort around "/", and nest.
var randomNames = []string{
	"a", "a-b", "a.b", "a/b", "a/b/c", "a/c", "a0", "b/x", "b/y/z", "b/y.z", "b/y-z", "c", "d/e/f/g", "d/e/f/h", "d/é", "z",
}

// FuzzCommit brings a repository into a random state with the real git, commits
// random paths, and lets git say what the commit and the rest must look like.
func FuzzCommit(f *testing.F) {
	rounds := uint64(12)
	if testing.Short() {
		rounds = 6
	}
	for seed := range rounds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		s := newEmptySandbox(t)
		random := rand.New(rand.NewPCG(seed, 0))
		s.randomState(random)
		var paths []string
		for _, name := range randomNames {
			if random.IntN(3) == 0 {
				paths = append(paths, name)
				s.randomFile(random, name)
			}
		}
		if seed%2 == 1 { // hooks see an index made of any of these states
			s.Script(".git/hooks/pre-commit", "git status >/dev/null && git write-tree >.git/seen\n")
		}
		s.compare(paths)
	})
}

// randomFile puts a file at name, or takes it away.
func (s *sandbox) randomFile(random *rand.Rand, name string) {
	if random.IntN(4) == 0 {
		_ = os.Remove(s.Path(name))
		return
	}
	at := name[:max(0, strings.LastIndexByte(name, '/'))]
	if os.MkdirAll(s.Path(at), 0o755) != nil {
		return // a file is in the way
	}
	_ = os.WriteFile(s.Path(name), []byte(strings.Repeat("x", random.IntN(3))+"\n"), 0o644)
	_ = os.Chmod(s.Path(name), []os.FileMode{0o644, 0o755}[random.IntN(2)])
}

// randomState runs git commands of a user in the middle of work; some fail.
func (s *sandbox) randomState(random *rand.Rand) {
	name := func() string { return randomNames[random.IntN(len(randomNames))] }
	s.Git("hash-object", "-w", "-t", "blob", os.DevNull) // the empty blob, for --cacheinfo
	if random.IntN(5) > 0 {
		for range 8 {
			s.randomFile(random, name())
		}
		s.Git("add", "-A")
		s.Git("commit", "-q", "--allow-empty", "-m", "first")
	}
	for range 12 {
		for range random.IntN(2) {
			s.randomFile(random, name())
		}
		commands := [][]string{
			{"add", name()},
			{"add", "-N", name()},
			{"rm", "-q", "--cached", name()},
			{"rm", "-rqf", name()},
			{"update-index", "--assume-unchanged", name()},
			{"update-index", "--skip-worktree", name()},
			{"update-index", "--chmod=+x", name()},
			{"mv", name(), name()},
			{"commit", "-qm", "more"},
			{"status"},
			{"update-index", "--index-version", fmt.Sprint(2 + 2*random.IntN(2))},
			{"write-tree"},
			{"update-index", "--cacheinfo", "100644,e69de29bb2d1d6434b8b29ae775ad8c2e48c5391," + name()},
			{"repack", "-adq"},
			{"pack-refs", "--all"},
		}
		_, _ = s.Try(commands[random.IntN(len(commands))]...)
	}
}

// foreign keeps the NUL-separated records whose path is not one of paths.
//
// The path starts after the first tab, or without one after from bytes.
func foreign(records string, from int, paths []string) string {
	var kept []string
	for record := range strings.SplitSeq(records, "\x00") {
		if len(record) <= from {
			continue
		}
		_, path, found := strings.Cut(record, "\t")
		if !found {
			path = record[from:]
		}
		if !slices.Contains(paths, path) {
			kept = append(kept, record)
		}
	}
	return strings.Join(kept, "\n")
}

// expectedTree lets git make the tree of HEAD plus paths as they are on disk.
func (s *sandbox) expectedTree(paths []string) string {
	s.T.Helper()
	s.T.(*testing.T).Setenv("GIT_INDEX_FILE", s.Path(".git/expected"))
	defer os.Unsetenv("GIT_INDEX_FILE")
	if _, err := s.Try("rev-parse", "-q", "--verify", "HEAD"); err == nil {
		s.Git("read-tree", "HEAD")
	}
	for _, path := range paths {
		if info, err := os.Lstat(s.Path(path)); err != nil || info.IsDir() {
			s.Git("update-index", "--force-remove", "--", path)
		}
	}
	for _, path := range paths {
		if info, err := os.Lstat(s.Path(path)); err == nil && !info.IsDir() {
			s.Git("update-index", "--add", "--", path)
		}
	}
	tree := s.Git("write-tree")
	s.Remove(".git/expected")
	return tree
}

// compare commits paths and checks every promise.
func (s *sandbox) compare(paths []string) {
	s.T.Helper()
	head, _ := s.Try("rev-parse", "-q", "--verify", "HEAD")
	index, _ := os.ReadFile(s.Path(".git/index"))
	missing := s.skippedAndGone(paths)
	mine := slices.DeleteFunc(slices.Clone(paths), func(path string) bool { return slices.Contains(missing, path) })
	entries := func() string {
		return foreign(s.Git("ls-files", "-z", "-s", "-v"), 0, mine) + foreign(s.Git("ls-files", "-z", "-t", "-f"), 2, mine)
	}
	status := func() string { return foreign(s.Git("status", "-z", "-uall", "--no-renames"), 3, mine) }
	entriesBefore, statusBefore := entries(), status()
	result, err := s.open().Commit(s.T.Context(), request(paths...))
	if p, ok := errors.AsType[*diag.Problem](err); ok && strings.Contains(p.Summary, "cannot be committed") {
		after, _ := s.Try("rev-parse", "-q", "--verify", "HEAD")
		s.Same("HEAD after a refusal", after, head)
		now, _ := os.ReadFile(s.Path(".git/index"))
		s.Same("entries after a refusal", entries(), entriesBefore)
		s.Same("index size after a refusal", fmt.Sprint(len(now)), fmt.Sprint(len(index)))
		s.Sound()
		return
	}
	s.Must(err)
	s.Sound()
	s.Same("entries of other paths", entries(), entriesBefore)
	s.Same("status of other paths", status(), statusBefore)
	if result.Hash != "" {
		s.compareCommit(head, mine, result)
	}
}

// compareCommit lets git make the commit again, on the commit head before it.
func (s *sandbox) compareCommit(head string, mine []string, result Result) {
	s.T.Helper()
	tree := s.Git("rev-parse", "HEAD^{tree}")
	if _, err := os.Stat(s.Path(".git/hooks/pre-commit")); err == nil {
		s.Same("tree of the hooks' index", strings.TrimSpace(s.Read(".git/seen")), tree)
	}
	_, _ = s.Try("update-ref", "--no-deref", "refs/scaffold/new", "HEAD")
	if head != "" {
		s.Same("parent", s.Git("rev-parse", "HEAD^"), strings.TrimSpace(head))
		s.Git("update-ref", "HEAD", "HEAD^")
	} else {
		s.Git("update-ref", "-d", "HEAD")
	}
	s.Same("tree", tree, s.expectedTree(mine))
	s.Git("update-ref", "HEAD", "refs/scaffold/new")
	for left := range strings.SplitSeq(s.Git("diff", "--cached", "--name-only", "--no-renames", "-z"), "\x00") {
		if slices.Contains(mine, left) {
			s.T.Errorf("%s is committed but not clean in the index", left)
		}
	}
	if count := s.Git("diff-tree", "-r", "--root", "--no-renames", "--name-only", "--no-commit-id", "HEAD"); strings.Count(count+"\n", "\n") != result.Files {
		s.T.Errorf("%d files reported, git says %s", result.Files, count)
	}
}

// skippedAndGone returns those of paths that a sparse checkout left out.
func (s *sandbox) skippedAndGone(paths []string) []string {
	var gone []string
	for _, path := range paths {
		info, err := os.Lstat(s.Path(path))
		if (err != nil || info.IsDir()) && strings.HasPrefix(s.Git("ls-files", "-t", "--", ":(literal)"+path), "S "+path) {
			gone = append(gone, path)
		}
	}
	return gone
}
