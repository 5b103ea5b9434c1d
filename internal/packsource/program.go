package packsource

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing/protocol/packp"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// file opens a session with a repository on disk, through git's own server
// program, which refuses the repositories that git itself would not trust.
func (r *Reader) file(ctx context.Context, s Source) (session, error) {
	return start(s, exec.CommandContext(ctx, "git", "upload-pack", s.Repository.Path))
}

// ssh opens a session through the ssh program: it knows the user's agent,
// configuration and known hosts. It never asks; what would need an answer fails.
func (r *Reader) ssh(ctx context.Context, s Source) (session, error) {
	args := []string{"-o", "BatchMode=yes"}
	if port := s.Repository.Port(); port != "" {
		args = append(args, "-p", port)
	}
	address := s.Repository.Hostname()
	if s.Repository.User != nil {
		address = s.Repository.User.Username() + "@" + address
	}
	path := "'" + strings.ReplaceAll(s.Repository.Path, "'", `'\''`) + "'"
	args = append(args, address, service+" "+path)
	if command := r.getenv("GIT_SSH_COMMAND"); command != "" { // as git runs it
		args = append([]string{"-c", command + ` "$@"`, command}, args...)
		return start(s, exec.CommandContext(ctx, "sh", args...))
	}
	return start(s, exec.CommandContext(ctx, "ssh", args...))
}

// program is a session with a server at the other end of a program's streams.
// The context that the program was started with ends it.
type program struct {
	source Source
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.ReadCloser
	said   *firstBytes
}

func start(s Source, cmd *exec.Cmd) (session, error) {
	p := &program{source: s, cmd: cmd, said: &firstBytes{}}
	cmd.Env = slices.DeleteFunc(os.Environ(), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PROTOCOL", "GIT_NAMESPACE"}, name)
	})
	cmd.Stderr, cmd.WaitDelay = p.said, time.Second
	var err error
	if p.in, err = cmd.StdinPipe(); err != nil {
		return nil, unreachable(s, err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, unreachable(s, err)
	}
	left := int64(maxTransfer)
	p.out = &boundedBody{out, &left}
	if err := cmd.Start(); err != nil {
		return nil, diag.Failedf("%s can't be read: the program %s can't be started", s, cmd.Args[0]).WithHint("install it, or use an https:// source")
	}
	return p, nil
}

func (p *program) refs(context.Context) (*packp.AdvRefs, error) {
	refs := packp.NewAdvRefs()
	err := refs.Decode(p.out)
	if err != nil && !errors.Is(err, packp.ErrEmptyAdvRefs) { // that one says nothing went wrong
		err = p.failed(err)
	}
	return refs, err
}

func (p *program) fetch(_ context.Context, request *packp.UploadPackRequest) (io.ReadCloser, error) {
	text, err := encode(request)
	if err != nil {
		return nil, err
	}
	if _, err := p.in.Write(text); err != nil {
		return nil, p.failed(err)
	}
	return p.out, nil
}

// failed prefers what the program itself says.
func (p *program) failed(err error) error {
	p.close()
	line := firstLine(p.said.String())
	if line == "" || errors.Is(err, errTooLarge) {
		return err
	}
	if strings.Contains(line, "not appear to be a git repository") {
		return diag.Usagef("there is no git repository at %s", p.source.Repository)
	}
	problem := diag.Failedf("%s can't be read: %s", p.source, diag.Quoted(line))
	if p.source.Repository.Scheme == "ssh" {
		problem.Hint = "nothing is asked here: the key must be in your SSH agent and the host in known_hosts; `ssh` to it once to see"
	}
	return problem
}

// close ends the program.
func (p *program) close() {
	_ = p.in.Close()
	if p.cmd.ProcessState == nil {
		patience := time.AfterFunc(2*time.Second, func() { _ = p.cmd.Process.Kill() })
		_ = p.cmd.Wait()
		patience.Stop()
	}
}

// firstBytes keeps the beginning of what is written to it.
type firstBytes struct{ bytes.Buffer }

func (f *firstBytes) Write(p []byte) (int, error) {
	if room := 4096 - f.Len(); room > 0 {
		_, _ = f.Buffer.Write(p[:min(room, len(p))]) // a buffer never fails
	}
	return len(p), nil
}
