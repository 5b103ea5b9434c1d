package retry

import (
	"context"
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Pace spreads requests evenly, but for a few that may go at once: a fifth of
// those that a second may see.
type Pace struct {
	limiter *rate.Limiter
	clock   clock

	mu    sync.Mutex
	until time.Time // nothing is sent before
}

// NewPace allows so many requests a second.
func NewPace(perSecond int) *Pace {
	return &Pace{limiter: rate.NewLimiter(rate.Limit(perSecond), atOnce(perSecond))}
}

func atOnce(perSecond int) int { return max(1, perSecond/5) }

// Lower lowers the pace, as the server allows less; it never raises it, nor ends
// it: one request a second is the least.
func (p *Pace) Lower(perSecond float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if limit := rate.Limit(max(1, math.Floor(perSecond))); limit < p.limiter.Limit() {
		now := p.clock.now()
		p.limiter.SetLimitAt(now, limit)
		p.limiter.SetBurstAt(now, atOnce(int(limit)))
	}
}

// pause holds every request back for a while.
func (p *Pace) pause(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := p.clock.now().Add(d); until.After(p.until) {
		p.until = until
	}
}

// wait returns when a request may be sent, or when the context ends.
func (p *Pace) wait(ctx context.Context) error {
	for {
		p.mu.Lock()
		pause := p.until.Sub(p.clock.now())
		p.mu.Unlock()
		if pause <= 0 {
			break
		}
		if err := p.clock.sleep(ctx, pause); err != nil {
			return err
		}
	}
	now := p.clock.now()
	turn := p.limiter.ReserveN(now, 1)
	err := p.clock.sleep(ctx, turn.DelayFrom(now))
	if err != nil {
		turn.CancelAt(p.clock.now())
	}
	return err
}
