package cli

import (
	"image/color"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// screenTest is the real binary under a pseudo-terminal, with an emulator that
// draws what it writes and answers what it asks of a terminal.
type screenTest struct {
	t    *testing.T
	cmd  *exec.Cmd
	file *os.File
	vt   *vt.SafeEmulator
	done chan struct{} // closed when everything was drawn

	mu      sync.Mutex      // of the screen's cells, too: the emulator hands out pointers
	written strings.Builder // every byte
}

// patience bounds a wait for something on the screen.
const patience = 30 * time.Second

// open runs scaffold in dir on a dark screen of that size.
func open(t *testing.T, dir string, columns, rows int, env []string, args ...string) *screenTest {
	t.Helper()
	return launch(t, dir, columns, rows, color.Black, env, args...)
}

// launch is open on a screen with that background.
func launch(t *testing.T, dir string, columns, rows int, background color.Color, env []string, args ...string) *screenTest {
	t.Helper()
	program, err := exec.LookPath("scaffold")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), append([]string{"CI=", "TERM=xterm-256color", "ACCESSIBLE=", "NO_COLOR="}, env...)...)
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)})
	if err != nil {
		t.Fatal(err)
	}
	x := &screenTest{t: t, cmd: cmd, file: file, vt: vt.NewSafeEmulator(columns, rows), done: make(chan struct{})}
	x.vt.SetBackgroundColor(background)
	go func() {
		defer close(x.done)
		_, _ = io.Copy(x, file)
	}()
	go func() { _, _ = io.Copy(file, x.vt) }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = file.Close()
	})
	return x
}

// Write draws what was written, and keeps it.
func (x *screenTest) Write(p []byte) (int, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.written.Write(p)
	return x.vt.Write(p)
}

// raw is every byte that was written.
func (x *screenTest) raw() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.written.String()
}

// screen is what stands on the screen, without blanks at line ends.
func (x *screenTest) screen() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	var lines []string
	for y := range x.vt.Height() {
		var b strings.Builder
		for column := 0; column < x.vt.Width(); column++ {
			if cell := x.vt.CellAt(column, y); cell != nil && cell.Content != "" {
				b.WriteString(cell.Content)
			} else if cell == nil || cell.Width != 0 {
				b.WriteByte(' ')
			}
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// words is the screen as words, wherever lines break.
func (x *screenTest) words() string {
	return strings.Join(strings.Fields(strings.ReplaceAll(x.screen(), "┃", " ")), " ")
}

// see waits until the screen shows the text, wherever its lines break.
func (x *screenTest) see(text string) {
	x.t.Helper()
	want := strings.Join(strings.Fields(text), " ")
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if strings.Contains(x.words(), want) {
			return
		}
	}
	x.t.Fatalf("never on the screen: %q\n%s", text, x.screen())
}

// The keys that sessions press.
const (
	enter = "\r"
	back  = "\x1b[Z" // shift+tab
	down  = "\x1b[B"
	up    = "\x1b[A"
	space = " "
	ctrlC = "\x03"
)

// press types keys.
func (x *screenTest) press(keys ...string) {
	x.t.Helper()
	for _, key := range keys {
		if _, err := io.WriteString(x.file, key); err != nil {
			x.t.Fatal(err)
		}
		time.Sleep(5 * time.Millisecond) // a key, not a paste
	}
}

// answer waits for a question and presses keys.
func (x *screenTest) answer(question string, keys ...string) {
	x.t.Helper()
	x.see(question)
	x.press(keys...)
}

// resize changes the size of the screen.
func (x *screenTest) resize(columns, rows int) {
	x.mu.Lock()
	x.vt.Resize(columns, rows)
	x.mu.Unlock()
	if err := pty.Setsize(x.file, &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)}); err != nil {
		x.t.Fatal(err)
	}
}

// exit waits for the end and returns the exit code.
func (x *screenTest) exit() int {
	x.t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- x.cmd.Wait() }()
	select {
	case <-ended:
	case <-time.After(patience):
		x.t.Fatalf("it doesn't end:\n%s", x.screen())
	}
	select {
	case <-x.done:
	case <-time.After(patience):
	}
	return x.cmd.ProcessState.ExitCode()
}

// copyRepository copies the prepared repository into a new folder.
func copyRepository(t *testing.T) string {
	t.Helper()
	from, err := preparedRepository()
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "infra")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}
