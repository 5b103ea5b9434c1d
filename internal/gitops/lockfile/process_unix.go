//go:build unix

package lockfile

import (
	"errors"
	"syscall"
)

// isRunning tells whether a process exists, also one of another user.
func isRunning(pid int) bool {
	return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}
