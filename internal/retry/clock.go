package retry

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"time"
)

// clock is the time; its zero value is the machine's. Tests have their own.
type clock struct {
	time func() time.Time
	wait func(ctx context.Context, d time.Duration) error
}

func (c clock) now() time.Time {
	if c.time != nil {
		return c.time()
	}
	return time.Now()
}

func (c clock) sleep(ctx context.Context, d time.Duration) error {
	if c.wait != nil {
		return c.wait(ctx, d)
	}
	return Sleep(ctx, d)
}

// Sleep waits, unless ctx ends first.
func Sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// aDay is the longest time that Seconds returns.
const aDay = 24 * time.Hour

// Seconds reads a header that holds a number of seconds, at most a day of them:
// more is no shorter by being exact, and would not fit a Duration. ok is false
// when it holds no number, or a negative one.
func Seconds(h http.Header, name string) (d time.Duration, ok bool) {
	seconds, err := strconv.ParseFloat(h.Get(name), 64)
	if err != nil || math.IsNaN(seconds) || seconds < 0 {
		return 0, false
	}
	return time.Duration(min(seconds, aDay.Seconds()) * float64(time.Second)), true
}
