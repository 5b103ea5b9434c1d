//go:build !unix

package lockfile

import "os"

// isRunning tells whether a process exists: finding one opens it.
func isRunning(pid int) bool {
	process, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	return process.Release() == nil
}
