package gitops

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkCommit commits 30 new files in a repository of 30,000 and reports
// how long that takes, with opening and checking, as a ratio to `git add PATHS
// && git commit` on the same repository in the same run.
func BenchmarkCommit(b *testing.B) {
	s := bigRepository(b)
	var ours, theirs time.Duration
	for i := 0; b.Loop(); i++ {
		paths := s.writeService(fmt.Sprintf("ours-%d", i))
		start := time.Now()
		r, err := Open(s.Dir)
		if err == nil {
			err = r.Ready(request(paths...))
		}
		if err == nil {
			_, err = r.Commit(context.Background(), request(paths...))
		}
		if ours += time.Since(start); err != nil {
			b.Fatal(err)
		}
		s.Git("status") // git refreshes its index: both start from the same state

		paths = s.writeService(fmt.Sprintf("theirs-%d", i))
		start = time.Now()
		s.Git(append([]string{"add", "--"}, paths...)...)
		s.Git("commit", "-qm", "feat: add files")
		theirs += time.Since(start)
		s.Git("status")
	}
	b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "ours-ms")
	b.ReportMetric(float64(theirs.Milliseconds())/float64(b.N), "git-ms")
	b.ReportMetric(ours.Seconds()/theirs.Seconds(), "ours/git")
}

// bigRepository has 30,000 files in 3,300 folders, packed, as a clone has them.
func bigRepository(b *testing.B) *sandbox {
	b.Helper()
	s := sandboxAt(b, b.TempDir())
	s.Git("init", "-q")
	for service := range 300 {
		for file := range 100 {
			dir := s.Path(fmt.Sprintf("layers/04-applications/service-%d/environments/%d", service, file/10))
			s.Must(os.MkdirAll(dir, 0o755))
			content := fmt.Sprintf("# %d %d\n", service, file)
			s.Must(os.WriteFile(filepath.Join(dir, fmt.Sprintf("file-%d.tf", file)), []byte(content), 0o644))
		}
	}
	s.Git("add", ".")
	s.Git("commit", "-qm", "first")
	s.Git("repack", "-adq")
	return s
}

// writeService writes 30 files in three folders and returns their paths.
func (s *sandbox) writeService(name string) []string {
	var paths []string
	for file := range 30 {
		path := fmt.Sprintf("layers/04-applications/%s/environments/%d/file-%d.tf", name, file%3, file)
		s.Write(path, fmt.Sprintf("# %s %d\n", name, file))
		paths = append(paths, path)
	}
	return paths
}
