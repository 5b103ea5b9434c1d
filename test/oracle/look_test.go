package oracle

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// look is all that a command may change, at one moment.
type look struct {
	head, branch string
	refs         string
	index        map[string]string // path → mode, blob and stage
	disk         map[string]file
	status       map[string]string // path → its two letters
}

// file is one on disk.
type file struct {
	mode    fs.FileMode
	content string
}

func (f file) String() string { return fmt.Sprintf("%s %q", f.mode, f.content) }

// look takes a look at the clone that is worked in.
func (r *round) look() look {
	r.Helper()
	l := look{index: map[string]string{}, status: map[string]string{}}
	l.head = strings.TrimSpace(r.git(r.dir, "rev-parse", "HEAD"))
	l.branch = strings.TrimSpace(r.git(r.dir, "rev-parse", "--abbrev-ref", "HEAD"))
	l.refs = r.git(r.dir, "for-each-ref", "--format=%(refname) %(objectname)")
	for _, line := range strings.Split(r.git(r.dir, "ls-files", "-s", "-t", "-z"), "\x00") {
		if entry, name, ok := strings.Cut(line, "\t"); ok {
			l.index[name] += entry
		}
	}
	for _, line := range strings.Split(r.git(r.dir, "status", "--porcelain", "-z", "-uall", "--no-renames"), "\x00") {
		if len(line) > 3 {
			l.status[line[3:]] = line[:2]
		}
	}
	l.disk = files(r, r.dir)
	return l
}

// files are all files of a folder, without git's.
func files(r *round, dir string) map[string]file {
	out := map[string]file{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if err == nil && d.Name() == ".git" {
				return fs.SkipDir
			}
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		content, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		out[rel] = file{info.Mode(), string(content)}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return out
}

// same compares two looks and says what differs, "" when nothing does.
func (l look) same(m look) string {
	var out []string
	if l.head != m.head || l.branch != m.branch {
		out = append(out, fmt.Sprintf("HEAD was %s on %s and is %s on %s", l.head, l.branch, m.head, m.branch))
	}
	if l.refs != m.refs {
		out = append(out, "refs were\n"+l.refs+"and are\n"+m.refs)
	}
	out = append(out, differ("index entry", l.index, m.index, nil)...)
	out = append(out, differ("file", l.disk, m.disk, nil)...)
	return strings.Join(out, "\n")
}

// differ names the keys whose values differ, but for those in without.
func differ[V comparable](what string, a, b map[string]V, without map[string]bool) []string {
	names := map[string]bool{}
	for name := range a {
		names[name] = true
	}
	for name := range b {
		names[name] = true
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		x, inA := a[name]
		y, inB := b[name]
		switch {
		case without[name] || (inA == inB && x == y):
		case !inA:
			out = append(out, fmt.Sprintf("%s %s is there: %v", what, name, y))
		case !inB:
			out = append(out, fmt.Sprintf("%s %s is gone: %v", what, name, x))
		default:
			out = append(out, fmt.Sprintf("%s %s was %v and is %v", what, name, x, y))
		}
	}
	return out
}

// markRE finds what edits leave in files.
var markRE = regexp.MustCompile(`mark[0-9]+x`)

// marks are the marks in files, with where they are, but for those below without.
func (l look) marks(without string) map[string]string {
	out := map[string]string{}
	for name, f := range l.disk {
		if without != "" && strings.HasPrefix(name, without) {
			continue
		}
		for _, mark := range markRE.FindAllString(f.content, -1) {
			out[mark] = name
		}
	}
	return out
}

// leftovers are files that a run should have taken away.
func (r *round) leftovers() []string {
	var out []string
	_ = filepath.WalkDir(r.top, func(name string, d fs.DirEntry, err error) error {
		base := filepath.Base(name)
		rel, _ := filepath.Rel(r.top, name)
		inGit := strings.Contains(rel, "/.git/")
		switch {
		case err != nil || d.IsDir():
		case inGit && (strings.HasSuffix(base, ".lock") || strings.HasPrefix(base, "tmp_") || base == "journal.json" || base == "bytes"),
			!inGit && strings.HasPrefix(base, ".scaffold-"):
			out = append(out, rel)
		}
		return nil
	})
	return out
}

// blob is git's name of a file's content.
func blob(content string) string {
	sum := sha1.Sum([]byte(fmt.Sprintf("blob %d\x00%s", len(content), content)))
	return hex.EncodeToString(sum[:])
}
