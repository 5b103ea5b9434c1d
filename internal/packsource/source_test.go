package packsource

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"packs/service":    "folder packs/service",
		"/abs/service":     "folder /abs/service",
		"../packs/service": "folder ../packs/service",
		"git::https://git.example.com/acme/packs.git//service?ref=v2.1.0": "https git.example.com /acme/packs.git sub=service ref=v2.1.0",
		"https://github.com/acme/packs.git":                               "https github.com /acme/packs.git sub= ref=",
		"git::https://h/acme/packs//a/./b/?ref=main":                      "https h /acme/packs sub=a/b ref=main",
		"git::ssh://git@h:2222/acme/packs.git//.?ref=feature/x":           "ssh h:2222 /acme/packs.git sub= ref=feature/x",
		"git::file:///srv/packs//service":                                 "file  /srv/packs sub=service ref=",

		"":                                     "!is empty",
		"git::packs":                           "!is not a URL",
		"git@github.com:acme/packs.git":        "!is not a URL",
		"https://example.com/packs.zip":        "!write git:: before",
		"s3::https://h/x.git":                  "!neither a folder",
		"git::http://h/x.git":                  "!neither encrypted nor authenticated",
		"git::git://h/x.git":                   "!neither encrypted nor authenticated",
		"git::ftp://h/x.git":                   "!can't be read from ftp",
		"git::https://h/x.git//../y":           "!leads out of the repository",
		"git::https://h/x.git//a/../../y":      "!leads out of the repository",
		"git::https://h/x.git//%2e%2e/y":       "!leads out of the repository",
		"git::https://h/x.git//a%5Cb":          "!leads out of the repository",
		"git::https://h/x.git?ref=--upload":    "!not a tag",
		"git::https://h/x.git?ref=a..b":        "!not a tag",
		"git::https://h/x.git?ref=a%0ab":       "!not a tag",
		"git::https://h/x.git?depth=3":         "!one parameter",
		"git::https://h/x.git?ref=a&ref=b":     "!one parameter",
		"git::https://h/x.git#v1":              "!?ref=TAG",
		"git::ssh://-oProxyCommand=x/y.git":    "!name of a host",
		"git::ssh://-l@h/y.git":                "!name of a host",
		"git::file://host/x":                   "!names a host",
		"git::https://h":                       "!names no repository",
		"git::https://ada:secret@h/x.git":      "!credentials",
		"git::https://ghp_secret@h/x.git":      "!credentials",
		"git::ssh://git:secret@h/x.git":        "!credentials",
		"git::https://ada:sec%zzret@h/x.git":   "!is not a URL",
		"https://ada:secret@h/packs.zip":       "!write git:: before",
		"git::ada:secret@github.com:acme/x":    "!is not a URL",
		"git::https://ada:se/cret@h/x.git":     "!",
		"git::https://github.com/x.git?ref=\"": "!not a tag",
	} {
		s, err := Parse(text)
		got := "folder " + s.Folder
		switch {
		case err != nil:
			got = err.Error()
			if want, refused := strings.CutPrefix(want, "!"); !refused || !strings.Contains(got, want) {
				t.Errorf("%s: %s, want %s", text, got, want)
			}
			if strings.Contains(got, "secret") || strings.Contains((&Reader{}).Show(text), "secret") {
				t.Errorf("%s: credentials are printed: %s, %s", text, got, (&Reader{}).Show(text))
			}
			continue
		case s.Repository != nil:
			got = s.Repository.Scheme + " " + s.Repository.Host + " " + s.Repository.Path + " sub=" + s.Subdir + " ref=" + s.Ref
		}
		if got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

func TestPinned(t *testing.T) {
	for ref, want := range map[string]string{
		"v2.1.0": "2.1.0", "2.1.0": "2.1.0", "service-v2.1.0": "2.1.0", "service/2.1.0": "2.1.0", "service@1.10.0": "1.10.0",
		"main": "", "v2": "", "v2.1": "", "": "", "v2.1.0-rc.1": "", "v02.1.0": "", "release-1.2.3x": "", "x1.2.3": "",
	} {
		if got := (&Reader{}).Pinned("git::https://h/x.git?ref=" + ref); got != want {
			t.Errorf("%q is %q, want %q", ref, got, want)
		}
	}
	if got := (&Reader{}).Pinned("packs/service-1.2.3"); got != "" {
		t.Errorf("a folder is %q", got)
	}
}

func TestString(t *testing.T) {
	for _, text := range []string{"packs/x", "git::https://h/x.git//a?ref=v1.0.0", "git::ssh://git@h:22/x.git", "git::file:///x//y"} {
		if got := (&Reader{}).Show(text); got != text {
			t.Errorf("%s is shown as %s", text, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("git::https://h/x.git//a?ref=v1")
	f.Add("git::ssh://git@h/x")
	f.Add("a/b")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text)
		if err != nil {
			return
		}
		if s.Subdir != "" && !plain(s.Subdir) {
			t.Errorf("%q leads to %q", text, s.Subdir)
		}
		if s.Repository != nil && (strings.HasPrefix(s.Repository.Host, "-") || strings.HasPrefix(s.Ref, "-")) {
			t.Errorf("%q gives options to a program", text)
		}
	})
}
