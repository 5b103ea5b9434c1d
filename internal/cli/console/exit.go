package console

import (
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// The exit codes of every command.
const (
	ExitOK       = 0 // done, or nothing to do
	ExitFailed   = 1 // the work could not be done
	ExitUsage    = 2 // wrong usage or input; nothing was written
	ExitConflict = 3 // a person must decide: conflicts stand in the files, unless --conflict=abort; nothing was committed
	ExitPending  = 4 // changes are pending, with --detailed-exitcode, --check or drift
)

// ExitCode is the one place where a kind of problem becomes an exit code. Of
// several problems the first wins.
func ExitCode(list diag.List) int {
	if len(list) == 0 {
		return ExitOK
	}
	return map[diag.Kind]int{
		diag.Failed: ExitFailed, diag.Usage: ExitUsage, diag.Conflict: ExitConflict, diag.Pending: ExitPending,
	}[list[0].Kind]
}

// Printed is the exit code of a run that ended with code: one whose result could
// not be written has failed.
func (c *Console) Printed(out *report.Output, code int) int {
	failure := out.Failure()
	if failure == nil {
		return code
	}
	c.ForPeople().Problems(diag.List{failure})
	if code == ExitOK || code == ExitPending {
		return ExitFailed
	}
	return code
}
