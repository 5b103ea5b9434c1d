package packsource

import (
	"bytes"
	"compress/zlib"
	"crypto/sha1"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// repository is a git repository for tests.
type repository struct {
	t   *testing.T
	dir string
}

func newRepository(t *testing.T) repository {
	t.Helper()
	r := repository{t, filepath.Join(t.TempDir(), "packs.git")}
	r.run("", "init", "--quiet", "--initial-branch=main", r.dir)
	return r
}

func (r repository) run(input string, args ...string) string {
	r.t.Helper()
	cmd := exec.Command("git", args...)
	if _, err := os.Stat(r.dir); err == nil {
		cmd.Dir = r.dir
	}
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
	cmd.Stdin = strings.NewReader(input)
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// commit writes the files and commits all.
func (r repository) commit(files map[string]string) string {
	r.t.Helper()
	for name, text := range files {
		full := filepath.Join(r.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			r.t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
	r.run("", "add", "-A")
	r.run("", "commit", "--quiet", "-m", "x")
	return r.run("", "rev-parse", "HEAD")
}

func (r repository) source(rest string) string { return "git::file://" + r.dir + rest }

func filesOf(files map[string][]byte) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&b, "%s=%s;", name, files[name])
	}
	return b.String()
}

// expect fetches and compares; a want that begins with ! is part of an error.
func expect(t *testing.T, r *Reader, source, want string) {
	t.Helper()
	files, err := r.Fetch(source)
	got := filesOf(files)
	if err != nil {
		if part, ok := strings.CutPrefix(want, "!"); ok && strings.Contains(err.Error(), part) {
			return
		}
		got = err.Error()
	}
	if got != want {
		t.Errorf("%s gives %s, want %s", source, got, want)
	}
}

func TestGit(t *testing.T) {
	r := newRepository(t)
	text := strings.Repeat("a line that is worth a delta\n", 200)
	first := r.commit(map[string]string{"service/pack.hcl": "one", "service/unit/a": text, "other/b": "b", "service/tests/x/inputs.hcl": "", "top": "t"})
	r.run("", "tag", "v1.0.0")
	r.commit(map[string]string{"service/pack.hcl": "two", "service/unit/a2": text + "more\n", "service/unit/a": "short"})
	r.run("", "tag", "-a", "-m", "signed", "v1.10.0")
	r.run("", "tag", "-a", "-m", "a tag of a tag", "nested", "v1.10.0")
	r.run("", "branch", "feature/x", first)
	r.run("", "tag", "a-tree", "HEAD^{tree}")
	third := r.commit(map[string]string{"service/pack.hcl": "three"})
	r.run("", "repack", "-adfq")
	one, two := "pack.hcl=one;unit/a="+text+";", "pack.hcl=two;unit/a=short;unit/a2="+text+"more\n;"
	three := strings.Replace(two, "two", "three", 1)
	for rest, want := range map[string]string{
		"//service?ref=v1.0.0":                     one,
		"//service?ref=v1.10.0":                    two,
		"//service?ref=nested":                     two,
		"//service?ref=feature/x":                  one,
		"//service?ref=main":                       three,
		"//service":                                three,
		"//service?ref=" + third:                   three,
		"//service/unit":                           strings.TrimPrefix(strings.ReplaceAll(three, "unit/", ""), "pack.hcl=three;"),
		"//nowhere":                                `!no folder "nowhere"`,
		"//top":                                    `!no folder "top"`,
		"//service?ref=v9":                         "!tags there: v1.10.0, v1.0.0, a-tree, nested",
		"//service?ref=a-tree":                     "!names no commit",
		"//service?ref=" + first:                   one, // the tip of feature/x
		"//service?ref=" + strings.Repeat("1", 40): "!name a tag or a branch",
	} {
		expect(t, &Reader{}, r.source(rest), want)
	}
	var told []string
	expect(t, &Reader{Notify: func(source string) { told = append(told, source) }}, r.source("//service?ref=v1.0.0"), one)
	if len(told) != 1 || told[0] != r.source("//service?ref=v1.0.0") {
		t.Errorf("told %q", told)
	}
	second := r.run("", "rev-parse", "HEAD~1")
	r.run("", "tag", "-d", "v1.10.0", "nested")
	expect(t, &Reader{}, r.source("//service?ref="+second), "!name a tag or a branch")
	r.run("", "config", "uploadpack.allowReachableSHA1InWant", "true")
	expect(t, &Reader{}, r.source("//service?ref="+second), two)
	expect(t, &Reader{}, "git::file:///nowhere/at/all", "!there is no git repository at")
	expect(t, &Reader{}, "git::file://"+t.TempDir(), "!there is no git repository at")
}

func TestEmptyRepository(t *testing.T) {
	expect(t, &Reader{}, newRepository(t).source(""), "!is an empty repository")
}

// What a tree of somebody else may hold, git's own commands would not make.
func TestHostileTrees(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"pack.hcl": "p"})
	blob := r.run("x", "hash-object", "-w", "--stdin")
	commit := r.run("", "rev-parse", "HEAD")
	raw := func(mode, name, id string) string { return mode + " " + name + "\x00" + bytesOf(t, id) }
	for name, test := range map[string]struct{ tree, want string }{
		"link":      {raw("120000", "link", blob), "!link is a link"},
		"submodule": {raw("160000", "sub", commit), "!sub is a submodule"},
		"up":        {raw("100644", "..", blob), "!can't stand in a repository"},
		"dot":       {raw("100644", ".", blob), "!can't stand in a repository"},
		"slash":     {raw("100644", "a/../../b", blob), "!can't stand in a repository"},
		"backslash": {raw("100644", `a\b`, blob), "!can't stand in a repository"},
		"colon":     {raw("100644", "c:x", blob), "!can't stand in a repository"},
		"control":   {raw("100644", "a\x1b[2J", blob), "!can't stand in a repository"},
		"git":       {raw("100644", ".GIT", blob), "!can't stand in a repository"},
		"no blob":   {raw("100644", "a", strings.Repeat("1", 40)), "!"},
		"cut off":   {"100644 a\x00short", "!"},
		"plain":     {raw("100755", "run", blob), "run=x;"},
	} {
		t.Run(name, func(t *testing.T) {
			tree := r.run(test.tree, "hash-object", "-w", "--literally", "--stdin", "-t", "tree")
			id := r.run("tree "+tree+"\nauthor a <a@b> 0 +0000\ncommitter a <a@b> 0 +0000\n\nx\n", "hash-object", "-w", "--stdin", "--literally", "-t", "commit")
			r.run("", "update-ref", "refs/heads/bad", id)
			expect(t, &Reader{}, r.source("?ref=bad"), test.want)
		})
	}
}

func bytesOf(t *testing.T, id string) string {
	t.Helper()
	raw, err := hex.DecodeString(id)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// Bounds hold before anything is inflated.
func TestBounds(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"pack.hcl": "p", "big": strings.Repeat("0", 5<<20)})
	expect(t, &Reader{}, r.source(""), "!more than 4 MB")
	many := newRepository(t)
	files := map[string]string{}
	for i := range 2001 {
		files[fmt.Sprintf("f%d", i)] = "x"
	}
	many.commit(files)
	expect(t, &Reader{}, many.source(""), "!more than 2000 files")
}

// packOf is a pack file of objects that say they have these sizes.
func packOf(t *testing.T, content []byte, sizes ...int64) []byte {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("PACK")
	_ = binary.Write(&b, binary.BigEndian, []uint32{2, uint32(len(sizes))})
	var compressed bytes.Buffer
	z := zlib.NewWriter(&compressed)
	_, _ = z.Write(content)
	_ = z.Close()
	for _, size := range sizes {
		head := byte(plumbing.BlobObject)<<4 | byte(size&15)
		for size >>= 4; size > 0; size >>= 7 {
			b.WriteByte(head | 0x80)
			head = byte(size & 0x7f)
		}
		b.WriteByte(head)
		b.Write(compressed.Bytes())
	}
	sum := sha1.Sum(b.Bytes())
	return append(b.Bytes(), sum[:]...)
}

// What inflates beyond all bounds, or beyond what it says, is refused before it
// fills the memory.
func TestBombs(t *testing.T) {
	zeros := make([]byte, 64<<20)
	if _, err := unpack(bytes.NewReader(packOf(t, zeros, maxUnpacked+1))); !errors.Is(err, errTooLarge) {
		t.Errorf("one large object: %v", err)
	}
	if _, err := unpack(bytes.NewReader(packOf(t, zeros, 10))); err == nil {
		t.Errorf("an object that says it is small: %v", err)
	}
	n := int64(len(zeros))
	if _, err := unpack(bytes.NewReader(packOf(t, zeros, n, n, n, n, n))); !errors.Is(err, errTooLarge) {
		t.Errorf("five objects: %v", err)
	}
	if _, err := unpack(strings.NewReader("PACK\x00\x00\x00\x02\xff\xff\xff\xff")); !errors.Is(err, errTooLarge) {
		t.Errorf("billions of objects: %v", err)
	}
	if o, err := unpack(bytes.NewReader(packOf(t, []byte("small"), 5))); err != nil || len(o) != 1 {
		t.Errorf("one small object: %v %v", o, err)
	}
}

// backend serves the folder of repositories as git's own server does, and
// notes what each request says of who asks.
func backend(t *testing.T, dir string, wrap func(http.Handler) http.Handler) (*httptest.Server, http.RoundTripper) {
	t.Helper()
	out, err := exec.Command("git", "--exec-path").Output()
	if err != nil {
		t.Fatal(err)
	}
	var handler http.Handler = &cgi.Handler{
		Path: filepath.Join(strings.TrimSpace(string(out)), "git-http-backend"),
		Env:  []string{"GIT_PROJECT_ROOT=" + dir, "GIT_HTTP_EXPORT_ALL=1", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*"},
	}
	if wrap != nil {
		handler = wrap(handler)
	}
	server := httptest.NewTLSServer(handler)
	t.Cleanup(server.Close)
	return server, server.Client().Transport
}

func TestHTTPS(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"service/pack.hcl": "one"})
	r.run("", "tag", "v1.0.0")
	r.commit(map[string]string{"service/pack.hcl": "two"})
	var authorized []string
	server, client := backend(t, filepath.Dir(r.dir), func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			authorized = append(authorized, q.Header.Get("Authorization"))
			switch {
			case strings.HasPrefix(q.URL.Path, "/private"):
				w.WriteHeader(http.StatusUnauthorized)
			case strings.HasPrefix(q.URL.Path, "/moved/"):
				http.Redirect(w, q, strings.TrimPrefix(q.URL.String(), "/moved"), http.StatusMovedPermanently)
			case strings.HasPrefix(q.URL.Path, "/elsewhere"):
				http.Redirect(w, q, "https://127.0.0.1:1"+strings.TrimPrefix(q.URL.String(), "/elsewhere"), http.StatusFound)
			case strings.HasPrefix(q.URL.Path, "/page"):
				_, _ = io.WriteString(w, "<html>")
			case strings.HasPrefix(q.URL.Path, "/broken"):
				w.WriteHeader(http.StatusBadGateway)
			case strings.HasPrefix(q.URL.Path, "/plain"):
				http.Redirect(w, q, "http://127.0.0.1:1"+strings.TrimPrefix(q.URL.String(), "/plain"), http.StatusFound)
			default:
				next.ServeHTTP(w, q)
			}
		})
	})
	reader := &Reader{Transport: client, Getenv: func(string) string { return "a-token" }}
	base := "git::" + server.URL + "/packs.git"
	expect(t, reader, base+"//service?ref=v1.0.0", "pack.hcl=one;")
	expect(t, reader, base+"//service", "pack.hcl=two;")
	expect(t, reader, base+"//service?ref=v2", "!tags there: v1.0.0")
	expect(t, reader, "git::"+server.URL+"/nowhere.git", "!is not there, or not for you")
	expect(t, reader, "git::"+server.URL+"/private/packs.git", "!is not there, or not for you")
	expect(t, reader, "git::"+server.URL+"/plain/packs.git", "!redirects to http://127.0.0.1:1")
	expect(t, reader, "git::"+server.URL+"/elsewhere/packs.git", "!redirects to https://127.0.0.1:1")
	expect(t, reader, "git::"+server.URL+"/moved/packs.git//service", "pack.hcl=two;")
	expect(t, reader, "git::"+server.URL+"/page/packs.git", "!that is no git server")
	expect(t, reader, "git::"+server.URL+"/broken/packs.git", "!502 Bad Gateway")
	if joined := strings.Join(authorized, ""); joined != "" {
		t.Errorf("a token for github.com went elsewhere: %q", joined)
	}
	if _, err := (&Reader{}).Fetch(base); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a server with a certificate of nobody: %v", err)
	}
}

// recorder answers instead of github.com.
type recorder struct{ seen []string }

func (r *recorder) RoundTrip(q *http.Request) (*http.Response, error) {
	r.seen = append(r.seen, q.URL.Host+" "+q.Header.Get("Authorization"))
	return &http.Response{StatusCode: http.StatusNotFound, Body: io.NopCloser(strings.NewReader("")), Request: q, Header: http.Header{}}, nil
}

func TestTokenIsForGitHubAlone(t *testing.T) {
	for _, host := range []string{"github.com", "github.com.example.com", "example.com", "github.com:8443"} {
		record := &recorder{}
		reader := &Reader{Transport: record, Getenv: func(name string) string { return map[string]string{"GITHUB_TOKEN": "t0ken"}[name] }}
		_, err := reader.Fetch("git::https://" + host + "/acme/packs.git")
		if err == nil || strings.Contains(err.Error(), "t0ken") {
			t.Errorf("%s: %v", host, err)
		}
		if sent := len(record.seen) == 1 && strings.Contains(record.seen[0], "Basic "); sent != (host == "github.com") {
			t.Errorf("%s got %q", host, record.seen)
		}
	}
}

// What the other side says is quoted on one line, without the token, and does
// nothing to a terminal.
func TestAnswersAreHarmless(t *testing.T) {
	answers := answering(func(q *http.Request) string {
		text := "ERR you sent " + q.Header.Get("Authorization") + " t0ken \x1b]0;title\x07\n"
		return fmt.Sprintf("%04x%s", len(text)+4, text)
	})
	reader := &Reader{Transport: answers, Getenv: func(name string) string { return map[string]string{"GITHUB_TOKEN": "t0ken"}[name] }}
	_, err := reader.Fetch("git::https://github.com/acme/packs.git")
	if err == nil || !strings.Contains(err.Error(), `you sent Basic (secret) (secret) \u001b]0;title\u0007`) || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("https: %v", err)
	}
	said := &Reader{Getenv: func(string) string { return `printf 'no \033[31mred\nerror: fake' >&2; exit 255 #` }}
	_, err = said.Fetch("git::ssh://git@example.com/x.git")
	if err == nil || !strings.Contains(err.Error(), `no \u001b[31mred`) || strings.Contains(err.Error(), "fake") {
		t.Errorf("ssh: %v", err)
	}
}

// answering answers instead of github.com as a git server.
type answering func(*http.Request) string

func (a answering) RoundTrip(q *http.Request) (*http.Response, error) {
	header := http.Header{"Content-Type": {"application/x-git-upload-pack-advertisement"}}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(a(q))), Request: q, Header: header}, nil
}

func TestTransferIsBounded(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-git-upload-pack-advertisement")
		packet := func(text string) string { return fmt.Sprintf("%04x%s", len(text)+4, text) }
		line := packet(strings.Repeat("1", 40) + " refs/heads/aaaaaa\n")
		_, _ = io.WriteString(w, packet("# service=git-upload-pack\n")+"0000"+packet(strings.Repeat("1", 40)+" HEAD\x00shallow\n"))
		for {
			if _, err := io.WriteString(w, strings.Repeat(line, 1000)); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	expect(t, &Reader{Transport: server.Client().Transport, Timeout: 20 * time.Second}, "git::"+server.URL+"/x.git", "!larger than a repository of packs may be")
}

func TestTimeout(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	reader := &Reader{Timeout: 200 * time.Millisecond, Getenv: func(name string) string {
		return map[string]string{"GIT_SSH_COMMAND": "exec sleep 60 #"}[name]
	}}
	begin := time.Now()
	expect(t, reader, "git::https://"+listener.Addr().String()+"/x.git", "!has not answered within 200ms")
	expect(t, reader, "git::ssh://git@example.com/x.git", "!has not answered within 200ms")
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("it took %s", took)
	}
}

func TestSSH(t *testing.T) {
	r := newRepository(t)
	r.commit(map[string]string{"service/pack.hcl": "one"})
	dir := t.TempDir()
	script := filepath.Join(dir, "ssh")
	// The last argument is what the other side's shell would run.
	text := "#!/bin/sh\necho \"$@\" >" + dir + "/args\nfor last; do :; done\nexec sh -c \"$last\"\n"
	if err := os.WriteFile(script, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	reader := &Reader{Getenv: func(name string) string { return map[string]string{"GIT_SSH_COMMAND": script}[name] }}
	expect(t, reader, "git::ssh://git@example.com:2222"+r.dir+"//service", "pack.hcl=one;")
	args, err := os.ReadFile(filepath.Join(dir, "args"))
	if want := "-o BatchMode=yes -p 2222 git@example.com git-upload-pack '" + r.dir + "'\n"; err != nil || string(args) != want {
		t.Errorf("ssh was called with %q, want %q", args, want)
	}
	expect(t, reader, "git::ssh://example.com/it's;touch$IFS/gone", "!there is no git repository at")
	failing := &Reader{Getenv: func(string) string { return "echo 'Permission denied (publickey).' >&2; exit 255 #" }}
	_, err = failing.Fetch("git::ssh://git@example.com/x.git")
	if err == nil || !strings.Contains(err.Error(), "Permission denied") || !strings.Contains(err.Error(), "SSH agent") {
		t.Errorf("without a key: %v", err)
	}
}

func TestFolder(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		full := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("packs/a/pack.hcl", "p")
	write("packs/a/tests/x/inputs.hcl", "t")
	write("packs/a/.git/config", "g")
	reader := &Reader{Root: root}
	expect(t, reader, "packs/a", "pack.hcl=p;")
	expect(t, reader, filepath.Join(root, "packs/a"), "pack.hcl=p;")
	expect(t, reader, "packs/b", "!there is no folder packs/b")
	expect(t, reader, "packs/a/pack.hcl", "!there is no folder")
	if err := os.Symlink("/etc", filepath.Join(root, "packs/a/link")); err != nil {
		t.Fatal(err)
	}
	expect(t, reader, "packs/a", "!plain files only")
}

// A broken or hostile pack file is an error, whatever its bytes.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte("PACK\x00\x00\x00\x02\x00\x00\x00\x01"))
	f.Add([]byte("PACK\x00\x00\x00\x02\xff\xff\xff\xff"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		if o, err := unpack(bytes.NewReader(data)); err == nil {
			for id := range o {
				_, _ = o.files(id, "a")
			}
		}
	})
}
