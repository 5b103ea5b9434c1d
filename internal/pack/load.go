package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Load reads a pack from the root of fsys, and nothing outside it. origin names
// the place in messages, such as "templates/service".
func Load(fsys fs.FS, origin string) (*Pack, error) {
	files, err := ReadFiles(fsys, origin)
	if err != nil {
		return nil, err
	}
	return FromFiles(files, origin)
}

// FromFiles reads a pack from its files, by their slash-separated paths in it, and
// those that Extend added to them. The pack's own Files are whole without the
// folder that it extends.
func FromFiles(files map[string][]byte, origin string) (*Pack, error) {
	files, shared := flatten(files, origin)
	if _, ok := files[Filename]; !ok {
		return nil, diag.Usagef("%s is not a pack: it has no %s", origin, Filename)
	}
	if err := checkFiles(files, origin); err != nil {
		return nil, err
	}
	p, err := parse(files, shared, origin)
	if err != nil {
		return nil, err
	}
	p.Files = files
	p.Digest = digest(files)
	return p, p.check(startOf(origin))
}

// ReadFiles returns the files of a pack that lies at the root of fsys. Its
// tests, and the git directory of a pack that is a repository of its own, are
// left out.
func ReadFiles(fsys fs.FS, origin string) (map[string][]byte, error) {
	files := map[string][]byte{}
	var size int64
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name == ".git" && entry.IsDir(), name == TestsDir && entry.IsDir():
			return fs.SkipDir
		case name == ".git", entry.IsDir():
			return nil
		case !entry.Type().IsRegular():
			return diag.Usagef("%s/%s is a link or a special file; a pack holds plain files only", origin, name)
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if size += info.Size(); size > MaxSize {
			return tooLarge(origin)
		}
		if len(files) >= MaxFiles {
			return tooMany(origin)
		}
		files[name], err = fs.ReadFile(fsys, name)
		return err
	})
	if err != nil {
		return nil, diag.List{}.Append(err).Err()
	}
	return files, nil
}

func tooLarge(origin string) error {
	return diag.Usagef("the pack %s holds more than %d MB", origin, MaxSize>>20)
}

func tooMany(origin string) error {
	return diag.Usagef("the pack %s holds more than %d files", origin, MaxFiles)
}

// checkFiles refuses what no vendored copy could hold on every machine.
func checkFiles(files map[string][]byte, origin string) error {
	size := 0
	if len(files) > MaxFiles {
		return tooMany(origin)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if size += len(files[name]); size > MaxSize {
			return tooLarge(origin)
		}
		if !ValidFileName(name) {
			return diag.Usagef("the pack %s holds a file %q, whose name can't stand in a repository", origin, name)
		}
	}
	return nil
}

// ValidFileName tells whether a pack may hold a file of that path: relative,
// slash-separated, without "..", git's own folder, or characters that another
// system or a terminal takes for something else.
func ValidFileName(name string) bool {
	if !fs.ValidPath(name) || name == "." {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.EqualFold(part, ".git") {
			return false
		}
	}
	return !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == '\\' || r == ':' || isControl(r) })
}

// digest is the sha256 over every path, length and content, sorted by path.
func digest(files map[string][]byte) string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	h := sha256.New()
	for _, name := range names {
		fmt.Fprintf(h, "%d %s %d ", len(name), name, len(files[name]))
		h.Write(files[name])
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}
