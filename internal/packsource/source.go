package packsource

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Source is where a pack is: a folder, or a folder of a git repository.
type Source struct {
	Folder     string   // a folder on disk; empty for git
	Repository *url.URL // https, ssh or file; nil for a folder on disk
	Subdir     string   // the pack's folder in the repository; empty for its root
	Ref        string   // tag, branch or full commit; empty for the default branch
}

// Parse reads the text of a source.
func Parse(text string) (Source, error) {
	rest, forced := strings.CutPrefix(text, "git::")
	scheme, _, isURL := strings.Cut(rest, "://")
	switch {
	case !isURL && (forced || scpLike(rest)):
		return Source{}, diag.Usagef("%q is not a URL", redact(text)).
			WithHint("write git::ssh://git@HOST/REPOSITORY.git//FOLDER?ref=TAG, or git::https:// and so on")
	case !isURL && rest == "":
		return Source{}, diag.Usagef("the source is empty")
	case !isURL:
		return Source{Folder: rest}, nil
	case !forced && !(scheme == "https" && strings.Contains(rest, ".git")):
		return Source{}, diag.Usagef("%q is neither a folder nor a git repository", redact(text)).
			WithHint("write git:: before the URL of a git repository")
	}
	return parseURL(rest)
}

// scpLike finds git's short form of an SSH address, user@host:path.
func scpLike(text string) bool {
	before, _, ok := strings.Cut(text, ":")
	return ok && strings.Contains(before, "@") && !strings.Contains(before, "/")
}

func parseURL(text string) (Source, error) {
	u, err := url.Parse(text)
	if err != nil {
		return Source{}, diag.Usagef("%q is not a URL", redact(text))
	}
	if err := checkURL(u); err != nil {
		return Source{}, err
	}
	s := Source{Ref: u.Query().Get("ref")}
	for name, values := range u.Query() {
		if name != "ref" || len(values) > 1 {
			return Source{}, diag.Usagef("%q has a parameter %q", redact(text), name).WithHint("a git source takes one parameter, ?ref=TAG")
		}
	}
	repository, subdir, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "//")
	if subdir != "" {
		if s.Subdir = path.Clean(subdir); !plain(s.Subdir) {
			return Source{}, diag.Usagef("%q leads out of the repository", subdir).WithHint("behind // stands a folder of the repository, without ..")
		}
	}
	if s.Subdir == "." {
		s.Subdir = ""
	}
	if !validRef(s.Ref) {
		return Source{}, diag.Usagef("%q is not a tag, branch or commit", s.Ref)
	}
	if repository == "" {
		return Source{}, diag.Usagef("%q names no repository", redact(text))
	}
	s.Repository = &url.URL{Scheme: u.Scheme, User: u.User, Host: u.Host, Path: "/" + repository}
	return s, nil
}

// checkURL refuses what a source may not say, credentials first of all: the file
// it stands in is committed.
func checkURL(u *url.URL) error {
	_, password := u.User.Password()
	switch {
	case password, u.Scheme == "https" && u.User != nil:
		return diag.Usagef("a source may not hold credentials, as it is committed").
			WithHint("take them out; for https://github.com the token in GITHUB_TOKEN is used, everywhere else git::ssh:// with your SSH agent")
	case u.Scheme == "http", u.Scheme == "git":
		return diag.Usagef("%s:// is neither encrypted nor authenticated, so anybody on the way could change the pack", u.Scheme).
			WithHint("use https:// or ssh://")
	case !slices.Contains([]string{"https", "ssh", "file"}, u.Scheme):
		return diag.Usagef("packs can't be read from %s://", u.Scheme).WithHint("a git source is git::https://, git::ssh:// or git::file://")
	case u.Fragment != "":
		return diag.Usagef("a source has no #%s", u.Fragment).WithHint("write ?ref=TAG")
	case u.Scheme == "file" && u.Host != "":
		return diag.Usagef("file://%s names a host", u.Host).WithHint("write three slashes: git::file:///path/to/repository")
	case u.Scheme != "file" && !hostName(u.Host), u.User != nil && !userName(u.User.Username()):
		return diag.Usagef("%q is not the name of a host", u.Host)
	}
	return nil
}

var (
	// hostName and userName keep options of the ssh program out.
	hostName = matcher(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]+)?$|^\[[0-9a-fA-F:.]+\](:[0-9]+)?$`)
	userName = matcher(`^[A-Za-z0-9_][A-Za-z0-9_.-]*$`)
	refName  = matcher(`^[A-Za-z0-9_][A-Za-z0-9_./+@-]*$`)
	fullHash = matcher(`^[0-9a-f]{40}$`)
)

func matcher(pattern string) func(string) bool {
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
	return func(s string) bool { return compiled().MatchString(s) }
}

func validRef(ref string) bool {
	return ref == "" || (refName(ref) && !strings.Contains(ref, "..") && !strings.HasSuffix(ref, "/"))
}

// plain tells whether a clean path stays below where it starts.
func plain(name string) bool {
	return !path.IsAbs(name) && name != ".." && !strings.HasPrefix(name, "../") && !strings.ContainsAny(name, "\\\x00")
}

// version is the version at the end of the ref.
func (s Source) version() string {
	if m := refVersion().FindStringSubmatch(s.Ref); m != nil && s.Repository != nil {
		return m[1]
	}
	return ""
}

var refVersion = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[/_@-])v?((?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*)\.(?:0|[1-9][0-9]*))$`)
})

// String is the source as it is written.
func (s Source) String() string {
	if s.Repository == nil {
		return s.Folder
	}
	text := "git::" + s.Repository.String()
	if s.Subdir != "" {
		text += "//" + s.Subdir
	}
	if s.Ref != "" {
		text += "?ref=" + s.Ref
	}
	return text
}

// redact takes what may be a user and a password out of a text that could not
// be read as a source.
func redact(text string) string { return userInfo().ReplaceAllString(text, "$1…@") }

var userInfo = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^((?:git::)?(?:[a-z0-9+.-]*://)?).*@`) })
