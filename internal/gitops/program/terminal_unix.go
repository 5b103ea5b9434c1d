//go:build unix

package program

import (
	"os"
	"os/exec"
	"syscall"
)

// withoutTerminal starts a program in a session of its own, which no terminal
// controls. Where none controls ours it stays in ours, so that whoever ends us
// ends it, too.
func withoutTerminal(cmd *exec.Cmd) {
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		return
	}
	_ = tty.Close()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
}
