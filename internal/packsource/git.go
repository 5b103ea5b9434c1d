package packsource

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/pktline"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/capability"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/sideband"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// service is git's server program for fetching.
const service = "git-upload-pack"

// session is a conversation with a git server.
type session interface {
	refs(context.Context) (*packp.AdvRefs, error)
	fetch(context.Context, *packp.UploadPackRequest) (io.ReadCloser, error)
	close()
}

// git fetches the one commit that a source names and returns the pack's files.
func (r *Reader) git(ctx context.Context, s Source) (map[string][]byte, error) {
	secrets := r.secrets()
	session, err := r.session(ctx, s)
	if err != nil {
		return nil, err
	}
	defer session.close()
	refs, err := session.refs(ctx)
	if err == nil && refs.IsEmpty() {
		err = packp.ErrEmptyAdvRefs
	}
	if err != nil {
		return nil, unreachable(s, err, secrets...)
	}
	id, err := choose(s, refs)
	if err != nil {
		return nil, err
	}
	question := request(refs, id)
	answer, err := session.fetch(ctx, question)
	if err != nil {
		return nil, unreachable(s, err, secrets...)
	}
	reply := packp.NewUploadPackResponse(question)
	if err := reply.Decode(answer); err != nil {
		return nil, unreachable(s, err, secrets...)
	}
	defer reply.Close()
	objects, err := unpack(demultiplexed(question, reply))
	if err != nil {
		return nil, unreachable(s, err, secrets...)
	}
	files, err := objects.files(id, s.Subdir)
	if err != nil {
		return nil, at(s, err)
	}
	err = pack.Extend(files, cmp.Or(s.Subdir, "."), s.String(), func(folder, _ string) (map[string][]byte, error) {
		shared, err := objects.files(id, folder)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			err = at(s, err)
		}
		return shared, err
	})
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if isPointer(files[name]) {
			return nil, errPointer(s.String(), name).
				WithHint("keep it in git itself; or name a folder of a clone as the source, after `git lfs pull` there")
		}
	}
	return files, nil
}

func (r *Reader) session(ctx context.Context, s Source) (session, error) {
	switch s.Repository.Scheme {
	case "https":
		return r.https(s), nil
	case "ssh":
		return r.ssh(ctx, s)
	}
	return r.file(ctx, s)
}

// encode is a request as it is sent.
func encode(request *packp.UploadPackRequest) ([]byte, error) {
	var text bytes.Buffer
	err := request.UploadRequest.Encode(&text)
	if err == nil {
		err = pktline.NewEncoder(&text).EncodeString("done\n")
	}
	return text.Bytes(), err
}

// choose returns the object that the source's ref names on the server.
func choose(s Source, refs *packp.AdvRefs) (plumbing.Hash, error) {
	if s.Ref == "" {
		if refs.Head == nil {
			return plumbing.ZeroHash, diag.Usagef("%s has no default branch", s).WithHint("name a tag: ?ref=TAG")
		}
		return *refs.Head, nil
	}
	for _, name := range []string{"refs/tags/" + s.Ref, "refs/heads/" + s.Ref} {
		if id, ok := refs.References[name]; ok {
			return id, nil
		}
	}
	if fullHash(s.Ref) {
		id := plumbing.NewHash(s.Ref)
		any := refs.Capabilities.Supports(capability.AllowReachableSHA1InWant)
		for _, tip := range refs.References {
			any = any || tip == id
		}
		if any || (refs.Head != nil && *refs.Head == id) {
			return id, nil
		}
		return plumbing.ZeroHash, diag.Usagef("%s: the server gives out tags and branches only", s).
			WithHint("name a tag or a branch instead of the commit %s", s.Ref)
	}
	return plumbing.ZeroHash, diag.Usagef("%s: the repository has no tag or branch %q", s, s.Ref).WithHint("%s", tags(refs))
}

// tags names what there is, the newest versions first.
func tags(refs *packp.AdvRefs) string {
	var names []string
	for name := range refs.References {
		if tag, ok := strings.CutPrefix(name, "refs/tags/"); ok && validRef(tag) {
			names = append(names, tag)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		x, y := Source{Ref: a, Repository: &url.URL{}}.version(), Source{Ref: b, Repository: &url.URL{}}.version()
		switch {
		case pack.Newer(x, y), x != "" && y == "":
			return -1
		case pack.Newer(y, x), y != "" && x == "":
			return 1
		}
		return strings.Compare(a, b)
	})
	switch {
	case len(names) == 0:
		return "it has no tags"
	case len(names) > 10:
		return "tags there: " + strings.Join(names[:10], ", ") + " and more"
	}
	return "tags there: " + strings.Join(names, ", ")
}

// request asks for one object without history. Of what a server can do, it asks
// for what is understood here.
func request(refs *packp.AdvRefs, id plumbing.Hash) *packp.UploadPackRequest {
	r := packp.NewUploadPackRequest()
	r.Wants = []plumbing.Hash{id}
	for _, wanted := range []capability.Capability{capability.OFSDelta, capability.NoProgress} {
		if refs.Capabilities.Supports(wanted) {
			_ = r.Capabilities.Set(wanted) // takes no value, so can't fail
		}
	}
	if refs.Capabilities.Supports(capability.Sideband64k) {
		_ = r.Capabilities.Set(capability.Sideband64k)
	}
	if refs.Capabilities.Supports(capability.Shallow) {
		r.Depth = packp.DepthCommits(1)
		_ = r.Capabilities.Set(capability.Shallow)
	}
	return r
}

// demultiplexed is the pack itself, without the messages a server puts between.
func demultiplexed(request *packp.UploadPackRequest, reply io.Reader) io.Reader {
	if request.Capabilities.Supports(capability.Sideband64k) {
		return sideband.NewDemuxer(sideband.Sideband64k, reply)
	}
	return reply
}

var (
	errTooLarge = errors.New("too large") // the cause where a bound is passed
	errNoAccess = errors.New("no access")
	errNoServer = errors.New("that is no git server")
)

// secrets are what a request for a repository may hold and its answer say back.
func (r *Reader) secrets() []string {
	token := r.getenv(tokenVariable)
	if token == "" {
		return nil
	}
	return []string{token, base64.StdEncoding.EncodeToString([]byte(tokenUser + ":" + token))}
}

// unreachable says why a repository could not be read.
func unreachable(s Source, err error, secrets ...string) error {
	if p, ok := errors.AsType[*diag.Problem](err); ok {
		return p
	}
	p := diag.Failedf("%s can't be read: %s", s, diag.Quoted(firstLine(err.Error()), secrets...))
	p.Err = err
	switch {
	case errors.Is(err, errTooLarge):
		p.Summary = fmt.Sprintf("%s is larger than a repository of packs may be: %d MB transferred, %d MB unpacked, %d objects", s, maxTransfer>>20, maxUnpacked>>20, maxObjects)
		p.Hint = "keep packs in a repository of their own"
	case errors.Is(err, packp.ErrEmptyAdvRefs):
		p.Summary = fmt.Sprintf("%s is an empty repository", s)
	case errors.Is(err, errNoAccess):
		p.Summary = fmt.Sprintf("%s is not there, or not for you", s)
		p.Hint = "for https://github.com set GITHUB_TOKEN; everywhere else use git::ssh:// with a key in your SSH agent"
	}
	return p
}

// at puts the source before a problem with what is in the repository.
func at(s Source, err error) error {
	p := diag.Usagef("%s: %s", s, err)
	p.Err = err
	return p
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}
