//go:build !unix

package program

import "os/exec"

// withoutTerminal does nothing: there are no sessions here.
func withoutTerminal(*exec.Cmd) {}
