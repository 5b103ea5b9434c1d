package retry

import (
	"context"
	"errors"
	"math"
	"sync"
	"testing"
	"time"
)

// paced is a pace on a stopped clock.
func paced(perSecond int) (*Pace, *stopped) {
	watch := &stopped{at: time.Unix(1_000_000, 0)}
	p := NewPace(perSecond)
	p.clock = watch.clock()
	return p, watch
}

// sent are the times at which so many requests go out.
func sent(t *testing.T, p *Pace, n int) []time.Time {
	t.Helper()
	var at []time.Time
	for range n {
		if err := p.wait(t.Context()); err != nil {
			t.Fatal(err)
		}
		at = append(at, p.clock.now())
	}
	return at
}

// fastest is the largest number of times within a second.
func fastest(at []time.Time) int {
	most, from := 0, 0
	for i := range at {
		for at[i].Sub(at[from]) >= time.Second {
			from++
		}
		most = max(most, i-from+1)
	}
	return most
}

func TestPace(t *testing.T) {
	for _, c := range []struct{ perSecond, most, seconds int }{{22, 26, 9}, {10, 12, 20}, {3, 4, 66}, {1, 2, 199}} {
		p, _ := paced(c.perSecond)
		at := sent(t, p, 200)
		if got := fastest(at); got > c.most {
			t.Errorf("at %d a second, %d come within one", c.perSecond, got)
		}
		if took := at[199].Sub(at[0]); took.Round(time.Second) > time.Duration(c.seconds)*time.Second {
			t.Errorf("at %d a second, 200 take %v", c.perSecond, took)
		}
	}
}

// A pause leaves no more requests at once than otherwise.
func TestPaceRests(t *testing.T) {
	p, clock := paced(22)
	sent(t, p, 10)
	clock.at = clock.at.Add(time.Hour)
	if got := fastest(sent(t, p, 60)); got > 26 {
		t.Errorf("after an hour, %d within a second", got)
	}
}

func TestLower(t *testing.T) {
	for _, c := range []struct {
		name string
		to   float64
		most int
	}{
		{"to fewer", 5, 6},
		{"to less than one", 0.2, 2},
		{"to nothing", 0, 2},
		{"below nothing", -5, 2},
		{"to more", 1e9, 26},
		{"to what is no number", math.NaN(), 26},
		{"to a part", 10.9, 12},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, clock := paced(22)
			sent(t, p, 30)
			p.Lower(c.to)
			clock.at = clock.at.Add(time.Minute)
			if got := fastest(sent(t, p, 60)); got != c.most && got != c.most-1 {
				t.Errorf("%d within a second, not about %d", got, c.most)
			}
		})
	}
}

// "Too many requests" holds back everybody, the longest pause counts.
func TestPauseHoldsAllBack(t *testing.T) {
	p, clock := paced(22)
	before := clock.at
	p.pause(10 * time.Second)
	p.pause(2 * time.Second)
	if at := sent(t, p, 30); at[0].Sub(before) != 10*time.Second || fastest(at) > 26 {
		t.Errorf("the first after %v, %d within a second", at[0].Sub(before), fastest(at))
	}
}

func TestPaceOfMany(t *testing.T) {
	p := NewPace(1_000_000)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			for range 50 {
				if err := p.wait(t.Context()); err != nil {
					t.Error(err)
				}
			}
			p.Lower(float64(900_000 - i))
			p.pause(time.Microsecond)
		})
	}
	wg.Wait()
}

// Who stops waiting leaves its turn to the others.
func TestTurnIsGivenBack(t *testing.T) {
	p, clock := paced(1)
	sent(t, p, 1)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	at := clock.at
	p.clock.wait = func(ctx context.Context, d time.Duration) error {
		if ctx.Err() == nil {
			clock.at = clock.at.Add(d)
		}
		return ctx.Err()
	}
	for range 5 {
		if err := p.wait(gone); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	if next := sent(t, p, 1)[0]; next.Sub(at) != time.Second {
		t.Errorf("the next waits %v", next.Sub(at))
	}
}
