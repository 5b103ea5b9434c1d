package run

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// moments are those at which a run can be killed; the one at hand, counted from
// 0, kills it. A nil one kills nothing.
type moments struct {
	kill, now int
	names     []string

	look func() string // what a run changes; to find the moments that differ
	last string        // what was seen at the last one
	kept []int         // moments at which there was something new
}

// killed is what a killed run panics with.
type killed struct{}

func (m *moments) at(name string) {
	if m == nil {
		return
	}
	m.names = append(m.names, name)
	if m.look != nil {
		if seen := m.look(); seen != m.last {
			m.last, m.kept = seen, append(m.kept, m.now)
		}
	} else if m.now == m.kill {
		panic(killed{})
	}
	m.now++
}

// seen is every file of the site and its remote, and what GitHub was asked for.
func (s *site) seen() string {
	h := sha256.New()
	s.Must(filepath.WalkDir(s.top, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			var content []byte
			if content, err = os.ReadFile(name); err == nil {
				fmt.Fprintf(h, "%s %d %s\n", name, len(content), content)
			}
		}
		return err
	}))
	fmt.Fprint(h, len(s.hub.called), len(s.workspaces))
	return string(h.Sum(nil))
}

// momentsOf does what do does, and returns the moments at which something had
// changed since the one before.
func (s *site) momentsOf(do func() error) []int {
	s.T.Helper()
	m := &moments{look: s.seen}
	s.moments = m
	s.Must(do())
	s.moments = nil
	return m.kept
}

// context is one that is asked between all steps: these are moments, too.
func (m *moments) context() context.Context { return watched{context.Background(), m} }

type watched struct {
	context.Context
	moments *moments
}

func (w watched) Err() error { w.moments.at("between"); return nil }

// killedAt does what do does, and kills it at the k-th moment, whose name it
// returns.
func (s *site) killedAt(k int, do func() error) (name string) {
	s.T.Helper()
	s.moments = &moments{kill: k}
	defer func() {
		name, s.moments = s.moments.names[k], nil
		if p := recover(); p != nil {
			if _, ok := p.(killed); !ok {
				panic(p)
			}
		}
	}()
	s.T.Fatalf("it came to its end before moment %d: %v", k, do())
	return ""
}

// delivered are jobs, made anew for what the disk shows, as commands do.
var delivered = map[string]func(c *Checkout, s *site) (Job, error){
	"parts, pushed, with workspaces": func(_ *Checkout, s *site) (Job, error) {
		j := job(s.someParts()...)
		j.Delivery.Push, j.Delivery.Workspaces = true, &[]string{"app"}
		return j, nil
	},
	"parts, on a new branch": func(_ *Checkout, s *site) (Job, error) {
		j := job(s.someParts()...)
		j.Delivery.Branch = "feature"
		return j, nil
	},
	"parts, proposed": func(c *Checkout, s *site) (Job, error) {
		d := Delivery{Commit: true, Pull: &Pull{Labels: []string{"scaffold"}, Topic: "scaffold/app"}}
		if _, _, err := c.Propose(context.Background(), &d, false, false); err != nil {
			return Job{}, err
		}
		j := job(s.someParts()...)
		j.Delivery = d
		return j, nil
	},
	"not committed": func(_ *Checkout, s *site) (Job, error) {
		j := job(s.someParts()[0])
		j.Delivery.Commit = false
		return j, nil
	},
}

// someParts are two parts: files that are changed, made and deleted.
func (s *site) someParts() []Part {
	gone := plan.Action{Kind: plan.Delete, Path: "app/b"}
	tool := write("app/tool", "#!/bin/sh\n")
	tool.Bit = plan.BitSet
	var out []Part
	for _, p := range []Part{
		s.part("feat: one", write("app/a", "A\n"), write("app/new", "new\n"), tool),
		s.part("feat: two", gone, write("other/x", "X\n")),
	} {
		if len(p.Plan.Writes()) > 0 {
			out = append(out, p)
		}
	}
	if out == nil {
		out = []Part{s.part("feat: one")}
	}
	return out
}

// asCommand runs the job as a command does.
func (s *site) asCommand(change string, make func(*Checkout, *site) (Job, error)) error {
	c := s.open()
	defer c.Close()
	if _, more, err := c.Recover(s.moments.context(), change, Delivery{Commit: true}); err != nil || !more {
		return err
	}
	j, err := make(c, s)
	if err != nil {
		return err
	}
	j.Change = change
	results, err := c.Do(s.moments.context(), j)
	var failed diag.List
	for _, r := range results {
		failed = append(failed, r.Failed...)
	}
	return failed.Append(err).Err()
}

// TestKilled: a run that is killed at any moment is finished by --continue and by
// the same command, refuses another one, and is undone by --abort.
func TestKilled(t *testing.T) {
	for name, make := range delivered {
		t.Run(name, func(t *testing.T) {
			first := newSite(t)
			done := first.copied(t)
			moments := done.momentsOf(func() error { return done.asCommand("abc", make) })
			if len(moments) < 5 {
				t.Errorf("only %d moments", len(moments))
			}
			want := done.state()
			for _, k := range moments {
				s := first.copied(t)
				at := s.killedAt(k, func() error { return s.asCommand("abc", make) })
				t.Run(fmt.Sprintf("%d %s", k, at), func(t *testing.T) {
					for way, check := range ways {
						t.Run(way, func(t *testing.T) { check(s.copied(t), make, want) })
					}
				})
			}
		})
	}
}

// ways are what may follow a kill.
var ways = map[string]func(s *site, make func(*Checkout, *site) (Job, error), want string){
	"continue": func(s *site, make func(*Checkout, *site) (Job, error), want string) {
		if !s.interrupted() { // before the journal, or after it
			s.Must(s.asCommand("abc", make))
		} else {
			_, err := s.goOn()
			s.Must(err)
		}
		s.finished()
		s.Same("state", s.state(), want)
	},
	"the same": func(s *site, make func(*Checkout, *site) (Job, error), want string) {
		s.Must(s.asCommand("abc", make))
		s.finished()
		s.Same("state", s.state(), want)
	},
	"another, abort": func(s *site, _ func(*Checkout, *site) (Job, error), _ string) {
		if !s.interrupted() {
			return
		}
		s.another()
		head := s.Git("rev-parse", "HEAD")
		if _, err := s.abort(); err != nil {
			s.Refused(err, diag.Failed, "the run had made its commit already: "+head[:7])
		}
		s.finished()
		s.Status("")
		s.Same("HEAD", s.Git("rev-parse", "HEAD"), head)
	},
}

// another tries another command where a run was interrupted: it is refused while
// files are half done.
func (s *site) another() {
	s.T.Helper()
	before := s.seen()
	c := s.open()
	defer c.Close()
	_, more, err := c.Recover(s.T.Context(), "other", Delivery{Commit: true})
	if c.journal.Written {
		if !more || err != nil {
			s.T.Errorf("after the commit another run is held up: %v", err)
		}
		return
	}
	s.Refused(err, diag.Failed, "a run was interrupted here and left files half done: scaffold generate app")
	s.Same("everything", s.seen(), before)
}
