package config_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/config"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/gittest"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops/object"
)

func nothing() []byte { return nil }

// clean is what Clean makes of a file, whose content git holds as stored.
func clean(s *gittest.Sandbox, path, content, stored string) string {
	s.T.Helper()
	rules, err := read(s).Conversions(find(s), []string{path})
	s.Must(err)
	out, err := rules.Clean(path, []byte(content), func() []byte { return []byte(stored) })
	s.Must(err)
	return string(out)
}

// Every rule over every content, as git itself would store it.
func TestCleanIsGits(t *testing.T) {
	s := gittest.New(t)
	contents := []string{
		"lf\n", "a\r\nb\r\n", "a\r\nb\n", "a\r\nb\x00\n", "a\r\nb\rc\n", "a\r\n\x01\x02", "a\r\n\x1a", "a\x1a\r\n", "a\r\n\r",
		strings.Repeat("x", 127) + "\x01\r\n", strings.Repeat("x", 300) + "\x01\x02\r\n", "\x7f\r\n", "tab\t\b\f\x1b\r\n", "ä\r\n", "\r\n",
	}
	for _, autocrlf := range []string{"false", "true", "input"} {
		s.Git("config", "core.autocrlf", autocrlf)
		for _, attributes := range []string{
			"", "text", "-text", "text=auto", "text=input", "text=odd", "crlf", "-crlf", "crlf=input", "eol=lf", "eol=crlf", "binary",
			"text=auto eol=crlf", "-text eol=lf", "text crlf=auto", "crlf eol=crlf", "text=auto -crlf",
		} {
			s.Write(".gitattributes", "* "+attributes+"\n")
			rules, err := read(s).Conversions(find(s), []string{"new"})
			s.Must(err)
			for _, content := range contents {
				got, err := rules.Clean("new", []byte(content), nothing)
				s.Must(err)
				s.Write("new", content)
				if want := s.Git("-c", "core.safecrlf=false", "hash-object", "new"); object.BlobID(got).String() != want {
					t.Errorf("autocrlf %s, %s: %q becomes %q, which is not git's", autocrlf, attributes, content, got)
				}
			}
		}
	}
}

// Every rule over every content, as git itself would check it out.
func TestCheckOutIsGits(t *testing.T) {
	s := gittest.New(t)
	contents := []string{"lf\n", "a\r\nb\n", "a\r\nb\r\n", "a\nb\x00\n", "a\nb\rc\n", "no end", "", "\n\n", "a\n\x01\x02\n", "ä\n"}
	var names []string
	for i, content := range contents {
		name := fmt.Sprintf("new%d", i)
		names = append(names, name)
		s.Write(name, content)
		s.Git("update-index", "--add", "--cacheinfo", "100644,"+s.Git("hash-object", "-w", "--no-filters", name)+","+name)
	}
	for _, settings := range []string{"autocrlf=false", "autocrlf=true", "autocrlf=input", "eol=crlf", "eol=lf", "eol=native"} {
		name, value, _ := strings.Cut(settings, "=")
		s.Git("config", "core."+name, value)
		for _, attributes := range []string{
			"", "text", "-text", "text=auto", "text=input", "crlf", "eol=lf", "eol=crlf", "text=auto eol=crlf", "text=auto eol=lf", "text=input eol=crlf",
		} {
			s.Write(".gitattributes", "new* "+attributes+"\n")
			rules, err := read(s).Conversions(find(s), names)
			s.Must(err)
			for _, name := range names {
				s.Remove(name)
			}
			s.Git(append([]string{"checkout-index", "-f"}, names...)...)
			for i, name := range names {
				if got, want := string(rules.CheckOut(name, []byte(contents[i]), nothing)), s.Read(name); got != want {
					t.Errorf("%s, %s: %q becomes %q, and git's is %q", settings, attributes, contents[i], got, want)
				}
			}
		}
		s.Git("config", "--unset", "core."+name)
	}
	s.Git("config", "core.autocrlf", "true")
	s.Remove(".gitattributes")
	rules, err := read(s).Conversions(find(s), []string{"new"})
	s.Must(err)
	s.Same("of a file that git holds with CRLF", string(rules.CheckOut("new", []byte("a\n"), func() []byte { return []byte("b\r\n") })), "a\n")
}

func TestStoredCRLFStays(t *testing.T) {
	s := gittest.New(t)
	s.Git("config", "core.autocrlf", "true")
	s.Same("was CRLF", clean(s, "x", "a\r\nb\r\n", "a\r\n"), "a\r\nb\r\n")
	s.Same("was LF", clean(s, "x", "a\r\nb\r\n", "a\n"), "a\nb\n")
	s.Same("was binary", clean(s, "x", "a\r\nb\r\n", "a\r\n\x00"), "a\nb\n")
	s.Write(".gitattributes", "* text\n") // no guess
	s.Same("by attribute", clean(s, "x", "a\r\nb\r\n", "a\r\n"), "a\nb\n")
}

func TestAttributesThatAreRefused(t *testing.T) {
	s := gittest.New(t)
	s.Git("config", "filter.lfs.clean", "cat")
	s.Git("config", "filter.strict.required", "true")
	for attribute, part := range map[string]string{
		"filter=lfs": "filter=lfs", "filter=strict": "filter=strict", "filter=unknown": "", "-filter": "", "ident": "ident=set", "-ident": "",
		"working-tree-encoding=UTF-16": "UTF-16", "working-tree-encoding=utf-8": "", "diff=python": "",
	} {
		s.Write(".gitattributes", "app/a "+attribute+"\n")
		_, err := read(s).Conversions(find(s), []string{"app/a", "app/b"})
		if part == "" {
			s.Must(err)
			continue
		}
		s.Refused(err, diag.Usage, "app/a has the attribute "+strings.SplitN(attribute, "=", 2)[0])
		s.Refused(err, diag.Usage, part)
		_, err = read(s).Conversions(find(s), []string{"app/b"})
		s.Must(err)
	}
}

func TestAttributesWithoutGit(t *testing.T) {
	s := gittest.New(t)
	s.Write("more", "* eol=lf\n")
	for file, content := range map[string]string{".gitattributes": "* text", "app/.gitattributes": "a crlf", ".git/info/attributes": "* eol=lf"} {
		s.Write(file, content+"\n")
		cleanWithoutGit(t, s, "app/a", file)
		s.Remove(file)
	}
	s.Write("other/.gitattributes", "* text\n") // not above the file
	cleanWithoutGit(t, s, "app/a", "")
	s.Git("config", "core.attributesFile", s.Path("more"))
	cleanWithoutGit(t, s, "app/a", "more")
	s.Write("more", "* filter=x\n")
	gittest.WithoutGit(t)
	_, err := read(s).Conversions(find(s), []string{"app/a"})
	s.Refused(err, diag.Usage, "uses filter")
}

// cleanWithoutGit checks that CRLF is refused because of file, "" for none.
func cleanWithoutGit(t *testing.T, s *gittest.Sandbox, path, file string) {
	t.Helper()
	t.Run(file, func(t *testing.T) {
		gittest.WithoutGit(t)
		rules, err := read(s).Conversions(find(s), []string{path})
		s.Must(err)
		got, err := rules.Clean(path, []byte("lf\n"), nothing)
		s.Must(err)
		s.Same("lf", string(got), "lf\n")
		got, err = rules.Clean(path, []byte("crlf\r\n"), nothing)
		if file != "" {
			s.Refused(err, diag.Usage, file)
			return
		}
		s.Must(err)
		s.Same("crlf", string(got), "crlf\r\n")
	})
}

func TestSigningThatCannotBe(t *testing.T) {
	s := gittest.New(t)
	s.Write("key", "")
	for _, c := range []struct {
		settings config.Settings
		part     string
	}{
		{config.Settings{"gpg.format": {"pigeon"}}, "gpg.format = pigeon is not known"},
		{config.Settings{"gpg.program": {"/missing"}}, "/missing cannot be run"},
		{config.Settings{"gpg.openpgp.program": {"/missing"}}, "/missing cannot be run"},
		{config.Settings{"gpg.format": {"ssh"}}, "no key is set"},
		{config.Settings{"gpg.format": {"ssh"}, "gpg.program": {"/missing"}, "user.signingkey": {"key"}}, ""}, // gpg's alone
		{config.Settings{"gpg.format": {"ssh"}, "gpg.ssh.program": {"/missing"}}, "/missing cannot be run"},
		{config.Settings{"gpg.format": {"ssh"}, "user.signingkey": {"~/none"}}, "none cannot be read"},
		{config.Settings{"gpg.format": {"ssh"}, "user.signingkey": {"key::ssh-ed25519 AAAA"}}, ""},
		{config.Settings{"gpg.format": {"ssh"}, "gpg.ssh.defaultkeycommand": {"agent"}}, ""},
	} {
		if err := c.settings.CheckSigning(s.Dir); c.part == "" {
			s.Must(err)
		} else {
			s.Refused(err, diag.Usage, c.part)
		}
	}
	gittest.WithoutGit(t)
	s.Refused(config.Settings{}.CheckSigning(s.Dir), diag.Usage, "there is no git program")
}
