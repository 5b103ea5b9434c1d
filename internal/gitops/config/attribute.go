package config

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/program"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/worktree"
)

// attributeNames are the attributes that change a file on its way into git.
var attributeNames = []string{"text", "crlf", "eol", "filter", "ident", "working-tree-encoding"}

// Conversions says how files are changed on their way into git.
type Conversions struct {
	attributes map[string]map[string]string // path → attribute → value as git check-attr prints it
	autoCRLF   bool                         // core.autocrlf is true or input
	crlf       bool                         // text is checked out with CRLF where no attribute says otherwise
	unread     string                       // an attributes file that only git could evaluate; "" if none
}

// Conversions finds the conversions for paths, and refuses those that run a
// program or change more than line ends.
func (s Settings) Conversions(at worktree.Worktree, paths []string) (Conversions, error) {
	c, err := s.LineEnds(at, paths)
	if err != nil || c.attributes == nil {
		return c, err
	}
	for _, path := range paths {
		for _, name := range attributeNames {
			if value, ok := c.attributes[path][name]; ok {
				if err := s.checkAttribute(path, name, value); err != nil {
					return c, err
				}
			}
		}
	}
	return c, nil
}

// LineEnds finds the conversions for paths as far as they are of line ends.
func (s Settings) LineEnds(at worktree.Worktree, paths []string) (Conversions, error) {
	auto := strings.ToLower(s.Get("core.autocrlf"))
	c := Conversions{autoCRLF: auto == "input" || s.IsOn("core.autocrlf", false)}
	switch eol := strings.ToLower(s.Get("core.eol")); {
	case c.autoCRLF:
		c.crlf = auto != "input"
	default:
		c.crlf = eol == "crlf" || eol != "lf" && filepath.Separator == '\\'
	}
	if len(paths) == 0 {
		return c, nil
	}
	if !program.Exists() {
		return c, s.scanAttributeFiles(at, &c, paths)
	}
	out, err := program.Run(context.Background(), at.Root, []byte(strings.Join(paths, "\x00")+"\x00"), nil,
		append([]string{"check-attr", "-z", "--stdin"}, attributeNames...)...)
	if err != nil {
		return c, diag.Failedf("cannot read the attributes of the files to commit: %v", err)
	}
	c.attributes = map[string]map[string]string{}
	fields := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	for ; len(fields) >= 3; fields = fields[3:] {
		path, name, value := fields[0], fields[1], fields[2]
		if value == "unspecified" {
			continue
		}
		if c.attributes[path] == nil {
			c.attributes[path] = map[string]string{}
		}
		c.attributes[path][name] = value
	}
	return c, nil
}

// checkAttribute refuses attributes whose effect is not reproduced here.
func (s Settings) checkAttribute(path, name, value string) error {
	active := value != "unset"
	switch name {
	case "filter":
		driver := "filter." + value + "."
		active = active && (s.Get(driver+"clean") != "" || s.Get(driver+"process") != "" ||
			s.IsOn(driver+"required", false))
	case "working-tree-encoding":
		active = active && !strings.EqualFold(value, "utf-8")
	case "ident":
	default:
		return nil
	}
	if !active {
		return nil
	}
	return diag.Usagef("%s has the attribute %s=%s, which scaffold cannot apply", path, name, value).
		WithHint("add `%s -%s` to .gitattributes, or commit with git and pass --no-commit", path, name)
}

// Add adds the rules of other paths of the same repository.
func (c *Conversions) Add(more Conversions) {
	if c.attributes == nil {
		c.attributes = map[string]map[string]string{}
	}
	maps.Copy(c.attributes, more.attributes)
	c.unread = cmp.Or(c.unread, more.unread)
}

// scanAttributeFiles stands in for git check-attr where there is no git: files
// that name no attribute of interest have no effect.
func (s Settings) scanAttributeFiles(at worktree.Worktree, c *Conversions, paths []string) error {
	files := map[string]bool{
		filepath.Join(at.Common, "info", "attributes"): true, "/etc/gitattributes": true,
		s.Path("core.attributesfile", at.Root): true,
	}
	if dir, err := os.UserConfigDir(); err == nil {
		files[filepath.Join(dir, "git", "attributes")] = true
	}
	for _, path := range paths {
		for dir := filepath.Dir(filepath.FromSlash(path)); ; dir = filepath.Dir(dir) {
			files[filepath.Join(at.Root, dir, ".gitattributes")] = true
			if dir == "." {
				break
			}
		}
	}
	for file := range files {
		data, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) || file == "" || worktree.IsNotDir(err) {
			continue
		}
		if err != nil {
			return diag.Failedf("cannot read %s: %v", file, err)
		}
		for _, name := range []string{"filter", "ident", "working-tree-encoding"} {
			if bytes.Contains(data, []byte(name)) {
				return diag.Usagef("%s uses %s, which needs the git program to evaluate", file, name).
					WithHint("install git")
			}
		}
		if bytes.Contains(data, []byte("text")) || bytes.Contains(data, []byte("eol")) || bytes.Contains(data, []byte("crlf")) {
			c.unread = file
		}
	}
	return nil
}

// Clean returns content as git stores it: with line ends converted where
// attributes or core.autocrlf ask for it. stored returns what git holds of the
// file now, nil if that is no file.
func (c Conversions) Clean(path string, content []byte, stored func() []byte) ([]byte, error) {
	if !bytes.Contains(content, []byte("\r\n")) {
		return content, nil
	}
	if c.unread != "" {
		return nil, diag.Usagef("%s has CRLF line ends, and what %s says of them needs the git program", path, c.unread).
			WithHint("install git")
	}
	switch rule, _ := c.lineEnds(c.attributes[path]); rule {
	case keepLineEnds:
		return content, nil
	case guessLineEnds:
		if isBinary(content) || hasCRLF(stored()) {
			return content, nil
		}
	}
	return bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")), nil
}

// CheckOut returns what git would write on disk of content that it stores.
// stored returns what it holds of the file now, nil if that is no file: where
// that has CRLF, Clean takes the line ends as they are on disk.
func (c Conversions) CheckOut(path string, content []byte, stored func() []byte) []byte {
	rule, crlf := c.lineEnds(c.attributes[path])
	if !crlf || rule == keepLineEnds || c.unread != "" || !bytes.Contains(content, []byte("\n")) {
		return content
	}
	if rule == guessLineEnds && (bytes.IndexByte(content, '\r') >= 0 || isBinary(content) || hasCRLF(stored())) {
		return content
	}
	content = bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(content, []byte("\n"), []byte("\r\n"))
}
