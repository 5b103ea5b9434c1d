package gitops

import (
	"io/fs"
	"os"
	"strings"
	"testing"
)

// storedText reads a file as git would store it.
func storedText(s *sandbox, disk fs.FS, name string) string {
	s.T.Helper()
	content, err := fs.ReadFile(disk, name)
	s.Must(err)
	return string(content)
}

// TestAsStored: whatever the clone makes of line ends, a file that git calls
// unchanged reads as git has it, and an edit as what git would store.
func TestAsStored(t *testing.T) {
	s := newSandbox(t)
	s.Write(".gitattributes", "*.sh text eol=lf\n*.bat text eol=crlf\n*.bin -text\n")
	for _, name := range []string{"a.tf", "b.sh", "c.bat", "d.bin", "deep/e.tf", "deep/f.tf", "deep/g.tf", "deep/h.tf"} {
		s.Write(name, "one\ntwo\n")
	}
	s.Write("old", "kept\r\n")
	s.Write("image", "a\x00\r\n")
	s.Git("add", "-A")
	s.Git("commit", "-qm", "files")
	for _, autocrlf := range []string{"true", "input", "false"} {
		c := s.at(t.TempDir() + "/clone")
		s.Git("-c", "core.autocrlf="+autocrlf, "clone", "-q", "-c", "core.autocrlf="+autocrlf, s.Dir, c.Dir)
		if got := strings.Contains(c.Read("a.tf"), "\r"); got != (autocrlf == "true") {
			t.Fatalf("git checks out with CRLF: %v", got)
		}
		disk := storedIn(c.open(), os.DirFS(c.Dir), ".")
		for _, name := range strings.Fields(s.Git("ls-files")) {
			c.Same(autocrlf+": "+name, storedText(c, disk, name), s.Git("cat-file", "-p", "HEAD:"+name)+"\n")
		}
		below := storedIn(c.open(), os.DirFS(c.Path("deep")), "deep")
		c.Same("below a folder", storedText(c, below, "e.tf"), "one\ntwo\n")
		for name, content := range map[string]string{"a.tf": "x\r\ny\r\n", "new.tf": "x\r\n", "new.sh": "x\r\n", "new.bin": "x\r\n", "old": "x\r\n"} {
			c.Write(name, content)
			got := storedText(c, disk, name)
			c.Git("-c", "core.safecrlf=false", "add", name)
			c.Same(autocrlf+": edited "+name, got, c.Git("cat-file", "-p", ":"+name)+"\n")
		}
		if _, err := fs.ReadFile(disk, "none"); err == nil {
			t.Error("a file that is not there is read")
		}
	}
}

// TestAsStoredWhereGitCannotTell: then files are as they are on disk.
func TestAsStoredWhereGitCannotTell(t *testing.T) {
	s := newSandbox(t)
	s.Git("config", "core.autocrlf", "true")
	s.Write("app/a", "a\r\n")
	s.Write(".git/index", "damaged")
	s.Same("a damaged index", storedText(s, storedIn(s.open(), os.DirFS(s.Dir), "."), "app/a"), "a\r\n")
}

// TestAsStoredModes: the executable bit is git's where the file system has none.
func TestAsStoredModes(t *testing.T) {
	s := newSandbox(t)
	s.Git("update-index", "--chmod=+x", "app/a")
	s.Must(os.Chmod(s.Path("app/b"), 0o755))
	s.Must(os.Symlink("b", s.Path("app/link")))
	for filemode, want := range map[string]string{"true": "-rw-r--r-- -rwxr-xr-x", "false": "-rwxr-xr-x -rw-r--r--"} {
		s.Git("config", "core.fileMode", filemode)
		disk := storedIn(s.open(), os.DirFS(s.Dir), ".")
		var got []string
		for _, name := range []string{"app/a", "app/b"} {
			info, err := fs.Lstat(disk, name)
			s.Must(err)
			got = append(got, info.Mode().String())
		}
		s.Same("modes with core.fileMode="+filemode, strings.Join(got, " "), want)
		info, err := fs.Lstat(disk, "app/link")
		s.Must(err)
		target, err := fs.ReadLink(disk, "app/link")
		s.Must(err)
		s.Same("link", info.Mode().Type().String()+target, fs.ModeSymlink.String()+"b")
	}
}

// TestCheckOut: what is written is what git would check out, and then clean; of a
// run that changes the attributes it is LF.
func TestCheckOut(t *testing.T) {
	for _, autocrlf := range []string{"true", "input", "false"} {
		s := newSandbox(t)
		s.Git("config", "core.autocrlf", autocrlf)
		s.Write(".gitattributes", "*.sh eol=lf\n*.bat eol=crlf\n")
		s.Write("stored-crlf", "x\r\n")
		s.Git("-c", "core.autocrlf=false", "add", "-A")
		s.Git("commit", "-qm", "attributes")
		paths := []string{"new.tf", "app/a", "new.sh", "new.bat", "stored-crlf"}
		r := s.open()
		for _, ready := range []bool{false, true} {
			if ready {
				s.Must(r.Ready(request(paths...)))
			}
			out, err := CheckOut(r, paths)
			s.Must(err)
			for _, name := range paths {
				s.Write(name, string(out(name, []byte("1\n2\n"))))
			}
		}
		s.commit(request(paths...))
		s.Status("")
		for _, name := range paths {
			s.Same(autocrlf+": stored "+name, s.Git("cat-file", "-p", "HEAD:"+name), "1\n2")
			written := s.Read(name)
			if name == "stored-crlf" {
				continue // git takes what is on disk for a file that it holds with CRLF
			}
			s.Remove(name)
			s.Git("checkout-index", "-f", name)
			s.Same(autocrlf+": "+name, written, s.Read(name))
		}
		out, err := CheckOut(s.open(), append(paths, "sub/.gitattributes"))
		s.Must(err)
		s.Same("beside new attributes", string(out("new.tf", []byte("1\n"))), "1\n")
	}
}

// storedIn is AsStored where git need not be able to tell.
func storedIn(r *Repository, disk fs.FS, folder string) fs.FS {
	tree, _ := AsStored(r, disk, folder)
	return tree
}
