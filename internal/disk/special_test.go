//go:build unix

package disk_test

import (
	"errors"
	"io/fs"
	"net"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/disk"
)

// A pipe is never opened: that would wait until somebody writes to it.
func TestSpecialFiles(t *testing.T) {
	dir := tree(t, map[string]string{"x": ""}, map[string]string{"link": "pipe"})
	must(t, syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600))
	t.Chdir(dir) // the name of a socket is short
	socket, err := net.Listen("unix", "socket")
	must(t, err)
	defer socket.Close()
	for _, name := range []string{"pipe", "link", "socket"} {
		if _, err := disk.ReadFile(dir, name); !errors.Is(err, disk.ErrSpecial) {
			t.Errorf("%s is read: %v", name, err)
		}
		if _, err := disk.FS(dir).Open(name); !errors.Is(err, disk.ErrSpecial) {
			t.Errorf("%s is opened: %v", name, err)
		}
	}
	if entries, err := fs.ReadDir(disk.FS(dir), "."); err != nil || len(entries) != 4 {
		t.Errorf("the folder has %v, %v", entries, err)
	}
}
