package console

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// Interruptible is a context that Ctrl-C ends; a second one ends the program.
func Interruptible() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// Stopped tells what a run that was interrupted has done: some of all changes.
// Other errors stay as they are.
func Stopped(err error, done, all int) error {
	if !errors.Is(err, context.Canceled) {
		return err
	}
	if all == 0 {
		return diag.Failedf("stopped; nothing was changed")
	}
	return diag.Failedf("stopped; %d of %s are made", done, diag.Counted(all, "change")).WithHint("run the same command again to go on")
}
