package run

import (
	"cmp"
	"context"
	"encoding/json"
	"path"
	"path/filepath"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/apply"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/gitops"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// prepare asks git whether it could commit, and writes the journal.
func (e *execution) prepare() error {
	all := &plan.Plan{}
	var plans []*plan.Plan
	var work []json.RawMessage
	for _, p := range e.job.Parts {
		plans, work = append(plans, p.Plan), append(work, remember(p))
		all.Actions = append(all.Actions, p.Plan.Commits()...)
	}
	if len(all.Actions) == 0 {
		return nil
	}
	if err := e.checkout.Ready(e.job.Delivery, Part{Plan: all, Message: e.job.Parts[0].Message}); err != nil {
		return err
	}
	if err := convert(e.checkout, e.job.Delivery, all); err != nil {
		return err
	}
	return e.checkout.writer.Begin(e.order(), plans, work)
}

// convert lets files be written as git would check them out.
func convert(c *Checkout, d Delivery, all *plan.Plan) error {
	if c.Git == nil {
		return nil
	}
	out, err := gitops.CheckOut(c.Git, c.request(d, Part{Plan: all}).Paths)
	if err == nil {
		c.writer.CheckOut = func(name repo.Path, content []byte) []byte { return out(path.Join(c.Folder, string(name)), content) }
	}
	return err
}

// Ready asks git whether it could commit a part.
func (c *Checkout) Ready(d Delivery, p Part) error {
	r := c.request(d, p)
	if c.Git == nil || !d.Commit || len(r.Paths) == 0 {
		return nil
	}
	return c.Git.Ready(r)
}

// request is the commit of a part.
func (c *Checkout) request(d Delivery, p Part) gitops.Request {
	r := gitops.Request{Message: d.message(p), Branch: d.Branch, NoVerify: d.NoVerify, Sign: d.Sign, Resume: c.journal != nil, Progress: c.edges.Hooks, Quiet: c.edges.Quiet, Executable: map[string]bool{}}
	if d.Proposal != nil {
		r.Branch = ""
		if d.Proposal.NewBranch {
			r.Branch = d.Proposal.Branch
		}
	}
	seen := map[repo.Path]bool{}
	for _, a := range p.Plan.Commits() {
		name := path.Join(c.Folder, string(a.Path))
		if !seen[a.Path] {
			r.Paths = append(r.Paths, name)
		}
		if seen[a.Path] = true; a.Bit != plan.BitKept {
			r.Executable[name] = a.Bit == plan.BitSet
		}
		if a.Kind == plan.TakeAlong {
			r.Unwritten = append(r.Unwritten, name)
		}
	}
	return r
}

// message is the commit's.
func (d Delivery) message(p Part) string {
	if d.Message != "" {
		return d.Message
	}
	return p.Message
}

// Title is the first line of a commit's message, as it is committed.
func Title(message string) string {
	first, _, _ := strings.Cut(gitops.CleanMessage(message), "\n")
	return first
}

// commit commits the part at hand. It is the one place that commits. When a hook
// or the signing fails the files stay, as git itself would leave them.
func (e *execution) commit(ctx context.Context) error {
	r, p := e.result(), e.job.Parts[e.part]
	r.Next = p.Next
	if len(e.files()) == 0 || !e.job.Delivery.Commit {
		return nil
	}
	request := e.checkout.request(e.job.Delivery, p)
	done, err := e.checkout.Git.Commit(ctx, request)
	if err != nil {
		if ctx.Err() != nil {
			return err // the journal stays: it can go on
		}
		return notCommitted(e, err)
	}
	e.job.Delivery.onBranch()
	if done.Hash == "" {
		done = madeBefore(e, done)
	}
	if done.Hash != "" {
		message := strings.TrimSuffix(gitops.CleanMessage(cmp.Or(done.Message, request.Message)), "\n")
		r.Commit = &plan.Commit{Hash: done.Hash, Branch: done.Branch, Message: message, Files: done.Files}
	}
	return e.mark()
}

// notCommitted is what is said of a commit that failed. The journal stays, so that
// the same command or --continue commits what is written, and --abort undoes it.
func notCommitted(e *execution, err error) error {
	if e.checkout.target != "" { // a new repository, which is taken away
		return err
	}
	_ = e.checkout.writer.NotCommitted() // on a full disk the journal as it is does, too
	return diag.Also(err, "the files are written, nothing is committed: the same command again, or `scaffold generate --continue`, commits them, and --abort undoes them")
}

// onBranch notes that the branch is made: further commits go there, too.
func (d *Delivery) onBranch() {
	d.Branch = ""
	if d.Proposal != nil {
		d.Proposal.NewBranch = false
	}
}

// madeBefore is the commit that an interrupted run had made already.
func madeBefore(e *execution, done gitops.Result) gitops.Result {
	c := e.checkout
	if c.journal == nil || c.Git.HeadCommit() == c.began().Head {
		return done
	}
	made := c.Git.HeadCommit()
	if len(c.journal.Held) > 0 || c.journal.Uncommitted { // by a person, if at all
		files, err := writtenBefore(c)
		if err == nil {
			made, err = c.commitMade(files)
		}
		if err != nil || made == "" {
			return done
		}
		done.Message = gitops.MessageOf(c.Git, made)
	}
	done.Hash, done.Files = made, len(c.journal.Entries())
	return done
}

// mark notes in the journal that everything is written and committed, where
// something else remains to be done.
func (e *execution) mark() error {
	d := e.job.Delivery
	if e.part+1 < len(e.job.Parts) || (!d.Push && d.Proposal == nil && d.Workspaces == nil) {
		return nil
	}
	return e.checkout.writer.AllWritten()
}

// jobWork is what the journal keeps of a job.
type jobWork struct {
	Command  string
	Delivery Delivery
	Head     string // the commit on which the run began
	Branch   string // and the branch; empty for none
	Beside   string // the folder beside its place in which a new repository is made; empty where it is none
}

// partWork is what the journal keeps of a part, besides its files.
type partWork struct {
	Message   string
	Notes     []string
	Next      []string
	Units     []string
	Unchanged int
	Notices   []string
	Addresses plan.Addresses
	Examples  map[repo.Path][]string `json:",omitempty"` // of its conflicts
}

func (e *execution) order() apply.Order {
	w := jobWork{Command: e.job.Command, Delivery: e.job.Delivery}
	if e.checkout.Git != nil {
		w.Head = e.checkout.Git.HeadCommit()
		w.Branch, _ = e.checkout.Git.CurrentBranch()
	}
	if e.checkout.target != "" {
		w.Beside = filepath.Base(e.checkout.Dir)
	}
	text, _ := json.Marshal(w) // it is data
	return apply.Order{Command: e.job.Args, Change: e.job.Change, Folder: e.checkout.Folder, Work: text}
}

func remember(p Part) json.RawMessage {
	examples := map[repo.Path][]string{}
	for _, a := range p.Plan.Of(plan.Conflict) {
		if len(a.Examples) > 0 {
			examples[a.Path] = a.Examples
		}
	}
	text, _ := json.Marshal(partWork{p.Message, p.Notes, p.Next, p.Plan.Units, p.Plan.Unchanged, p.Plan.Notices, p.Plan.Addresses, examples})
	return text
}

// began is what the journal says of the job; the zero value where there is none.
func (c *Checkout) began() jobWork {
	var w jobWork
	if c.journal != nil {
		_ = json.Unmarshal(c.journal.Order.Work, &w)
	}
	return w
}

// Notes say what of the user's own edits the commit of a plan takes along,
// because they are in a file that is written.
func (c *Checkout) Notes(p *plan.Plan, d Delivery) ([]string, error) {
	if c.Git == nil || !d.Commit {
		return nil, nil
	}
	var written []string
	for _, a := range p.Of(plan.Update, plan.Merge) {
		written = append(written, path.Join(c.Folder, string(a.Path)))
	}
	dirty, err := c.Git.Dirty(written)
	if err != nil || len(dirty) == 0 {
		return nil, err
	}
	return []string{"the commit takes along edits that were not committed yet: " + strings.Join(dirty, ", ")}, nil
}
