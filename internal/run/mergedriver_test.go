package run

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestDriverIsFound: git calls the program by its path, whatever stands in it, and
// what git then runs takes the program's answers for what they are.
func TestDriverIsFound(t *testing.T) {
	for _, folder := range []string{"plain", "it's 100%A of us", `$HOME "x"`} {
		for code, want := range map[string]string{
			"exit 0": "0 ours", "exit 1": "1 ours", "exit 129": "129 ours", // it has answered
			"exit 2": "1 <<<<<<< ours", "exit 127": "1 <<<<<<< ours", "": "1 <<<<<<< ours", // it could not: git's own merge
		} {
			s := newSite(t)
			program := filepath.Join(s.top, folder, "scaffold")
			if code != "" {
				s.Must(os.MkdirAll(filepath.Dir(program), 0o755))
				s.Must(os.WriteFile(program, []byte("#!/bin/sh\ntest \"$*\" = 'merge-driver --marker-size 7 base mine theirs a/b' || exit 3\n"+code+"\n"), 0o755))
			}
			for _, name := range []string{"base", "ours", "theirs"} {
				s.Write(name, name+"\n")
			}
			s.Must(os.Rename(s.Path("ours"), s.Path("mine")))
			line := strings.NewReplacer("%%", "%", "%L", "7", "%O", "base", "%A", "mine", "%B", "theirs", "%P", "'a/b'").Replace(driverCommand(program))
			cmd := exec.Command("sh", "-c", line)
			cmd.Dir = s.Dir
			_ = cmd.Run()
			first, _, _ := strings.Cut(s.Read("mine"), "\n")
			s.Same(folder+": "+code, strings.TrimSpace(strings.TrimPrefix(cmd.ProcessState.String(), "exit status "))+" "+first, want)
		}
	}
}

func TestProgramPath(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("PATH", dir)
	real := filepath.Join(dir, "1.2.3")
	link := filepath.Join(dir, "scaffold")
	if err := os.WriteFile(real, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"scaffold": link, "./scaffold": link, link: link, "nowhere": self} {
		if got, err := programPath(name); got != want || err != nil {
			t.Errorf("%s is %s, %v", name, got, err)
		}
	}
}
