package tfc

import (
	"context"
	"sync"
	"time"

	"github.com/seed-3f5c2e52/scaffold/internal/attempt"
)

// maxRate is how many requests are sent a second; a fifth more may come at once.
// Terraform Cloud allows 30 in a second of its own clock, in which they may
// arrive closer together than they were sent.
const maxRate = 22

// limiter spreads requests evenly, but for a few that may go at once.
type limiter struct {
	mu   sync.Mutex
	n    int       // requests a second
	next time.Time // when the next request is due; in the past while there is room for some at once
}

// wait returns when a request may be sent, or when the context ends.
func (l *limiter) wait(ctx context.Context) error {
	l.mu.Lock()
	now, gap := time.Now(), time.Second/time.Duration(l.n)
	if earliest := now.Add(-gap * time.Duration(max(0, l.n/5-1))); l.next.Before(earliest) {
		l.next = earliest
	}
	due := l.next
	l.next = l.next.Add(gap)
	l.mu.Unlock()
	if !due.After(now) {
		return ctx.Err()
	}
	return attempt.Sleep(ctx, due.Sub(now))
}

// allow lowers the rate to three quarters of what the server says.
func (l *limiter) allow(perSecond float64) {
	if perSecond < 1 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.n = max(1, int(min(float64(l.n), perSecond*0.75)))
}

// pause holds every request back for a while: the server said that there were
// too many.
func (l *limiter) pause(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if until := time.Now().Add(d); until.After(l.next) {
		l.next = until
	}
}
