package tfc

import (
	"context"
	"sync"
	"time"
)

// maxRate is how many requests are sent in any second; Terraform Cloud allows
// 30, and its clock is not ours.
const maxRate = 26

// limiter lets at most n requests pass in any second.
type limiter struct {
	mu   sync.Mutex
	n    int
	sent []time.Time // of the last n requests, the oldest first
	hold time.Time   // nothing passes before
}

// wait returns when a request may be sent, or when the context ends.
func (l *limiter) wait(ctx context.Context) error {
	for {
		l.mu.Lock()
		now := time.Now()
		ready := l.hold
		if len(l.sent) >= l.n {
			if after := l.sent[len(l.sent)-l.n].Add(time.Second); after.After(ready) {
				ready = after
			}
		}
		if !ready.After(now) {
			l.sent = append(l.sent, now)
			if extra := len(l.sent) - l.n; extra > 0 {
				l.sent = append(l.sent[:0], l.sent[extra:]...)
			}
			l.mu.Unlock()
			return ctx.Err()
		}
		l.mu.Unlock()
		if err := sleep(ctx, ready.Sub(now)); err != nil {
			return err
		}
	}
}

// allow lowers the rate to what the server says, a tenth below it.
func (l *limiter) allow(perSecond float64) {
	if perSecond < 1 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.n = max(1, min(l.n, int(perSecond*0.9)))
}

// pause holds every request back for a while: the server said that there were
// too many.
func (l *limiter) pause(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if until := time.Now().Add(d); until.After(l.hold) {
		l.hold = until
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
