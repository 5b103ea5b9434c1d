package cli

import (
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/creack/pty"

	"github.com/seed-3f5c2e52/scaffold/internal/prompt/terminal/terminaltest"
)

// screenTest is the real binary on an emulated screen.
type screenTest struct {
	*terminaltest.Screen
	t   *testing.T
	cmd *exec.Cmd
}

// patience bounds the wait for the program's end.
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
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = file.Close()
	})
	return &screenTest{terminaltest.On(t, file, columns, rows, background), t, cmd}
}

// The keys that sessions press.
const (
	enter = terminaltest.Enter
	back  = terminaltest.ShiftTab
	down  = terminaltest.Down
	up    = terminaltest.Up
	space = terminaltest.Space
	ctrlC = terminaltest.CtrlC
)

// press types keys.
func (x *screenTest) press(keys ...string) {
	x.t.Helper()
	for _, key := range keys {
		x.Press(key)
		time.Sleep(5 * time.Millisecond) // a key, not a paste
	}
}

// answer waits for a question and presses keys.
func (x *screenTest) answer(question string, keys ...string) {
	x.t.Helper()
	x.See(question)
	x.press(keys...)
}

// exit waits for the end and returns the exit code.
func (x *screenTest) exit() int {
	x.t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- x.cmd.Wait() }()
	select {
	case <-ended:
	case <-time.After(patience):
		x.t.Fatalf("it doesn't end:\n%s", x.Text())
	}
	select {
	case <-x.Ended():
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
