package cli

import (
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/report"
)

// preview is what a run would do, computed and not done.
type preview struct {
	session *session
	result  report.Result
	message string // of the commit, its first line
}

// planOnly returns what a run with the arguments would do; one that plans nothing
// is an error.
func (g *global) planOnly(args []string) (*preview, error) {
	var planned *preview
	next := &global{Streams: g.Streams, output: "text", args: args, store: g.store, storeDir: g.storeDir}
	next.onPlan = func(s *session, j job, r report.Result) error {
		message := j.message
		if s.w.message != "" {
			message = s.w.message
		}
		message, _, _ = strings.Cut(message, "\n")
		planned = &preview{session: s, result: r, message: message}
		if paths := s.commitPaths(j.plan); s.git != nil && s.w.commit && len(paths) > 0 {
			return s.git.Ready(s.request(j, paths))
		}
		return nil
	}
	root := newRoot(next)
	args = append(args[:len(args):len(args)], "--dry-run")
	root.SetArgs(args)
	if err := addInputFlags(root, next, args); err != nil {
		return nil, err
	}
	if cmd, err := root.ExecuteC(); err != nil {
		list := diag.Of(err)
		next.tellMissing(cmd, list)
		return nil, list
	}
	if planned == nil {
		return nil, diag.Usagef("scaffold %s plans nothing", strings.Join(args, " "))
	}
	return planned, nil
}
