package plan

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// TestRoom: what was rendered in the place of a file or folder goes first; where
// it stays, what needs the place is left out; what somebody else put there is
// left to the writer.
func TestRoom(t *testing.T) {
	const edited = "the pack no longer has it, but it was edited by hand; delete it when you don't need it"
	for name, c := range map[string]struct {
		disk    string // files, space-separated
		link    string // one more, a link
		lock    string // files that were rendered
		actions string // kind:path or kind:path:from
		want    string
		reason  string // of the first that is kept
	}{
		"nothing is there":                {"", "", "", "create:u/a create:u/a/b", "create:u/a create:u/a/b", ""},
		"a file becomes a folder":         {"u/a", "", "a", "create:u/a/b create:u/z delete:u/a", "delete:u/a create:u/a/b create:u/z", ""},
		"deeper":                          {"u/a", "", "a", "create:u/a/b/c delete:u/a", "delete:u/a create:u/a/b/c", ""},
		"a folder becomes a file":         {"u/a/b u/a/c/d", "", "a/b a/c/d", "create:u/a delete:u/a/b delete:u/a/c/d", "delete:u/a/b delete:u/a/c/d create:u/a", ""},
		"what is beside goes in its turn": {"u/a u/b", "", "a b", "create:u/a/b delete:u/b delete:u/a", "delete:u/a create:u/a/b delete:u/b", ""},
		"an edited file stays": {
			"u/a", "", "a", "create:u/a/b create:u/z keep:u/a", "keep:u/a/b create:u/z keep:u/a",
			"not written: u/a stands in its place",
		},
		"told at the edited one": {
			"u/a", "", "a", "keep:u/a create:u/a/b", "keep:u/a keep:u/a/b",
			"edited by hand, in the place of u/a/b now; move it away and commit that, then run `scaffold generate --restore u/a/b`",
		},
		"a link in the place of an edited file": {"", "u/a", "a", "keep:u/a create:u/a/b", "keep:u/a keep:u/a/b", "edited by hand, in the place of"},
		"an edited file in the folder":          {"u/a/b u/a/c", "", "a/b a/c", "create:u/a delete:u/a/b keep:u/a/c", "delete:u/a/b keep:u/a keep:u/a/c", "not written: u/a/c stands in its place"},
		"a foreign file in the folder":          {"u/a/b u/a/x", "", "a/b", "create:u/a delete:u/a/b", "delete:u/a/b keep:u/a", "not written: u/a/x stands in its place"},
		"a foreign file":                        {"u/a", "", "", "create:u/a/b", "create:u/a/b", ""},
		"a foreign folder":                      {"u/a/x", "", "", "create:u/a", "create:u/a", ""},
		"moved into itself":                     {"u/a", "", "a", "move:u/a/b:u/a delete:u/a", "delete:u/a move:u/a/b:u/a", ""},
		"moved to where an edited one is": {
			"u/a u/b", "", "a b", "move:u/a/b:u/b delete:u/b keep:u/a", "keep:u/a/b:u/b keep:u/b keep:u/a", "not written: u/a stands in its place",
		},
		"what is deleted needs no room": {"u/a", "", "a a/b", "delete:u/a/b keep:u/a", "delete:u/a/b keep:u/a", edited},
	} {
		t.Run(name, func(t *testing.T) {
			disk := fstest.MapFS{}
			for file := range strings.FieldsSeq(c.disk) {
				disk[file] = &fstest.MapFile{}
			}
			if c.link != "" {
				disk[c.link] = &fstest.MapFile{Data: []byte("elsewhere"), Mode: fs.ModeSymlink}
			}
			block := &lock.Block{Files: map[string]string{}}
			for file := range strings.FieldsSeq(c.lock) {
				block.Files[file] = strings.Repeat("a", 40)
			}
			u := &unitResult{unit: &repo.Unit{Path: "u", Lock: &lock.Lock{Blocks: []*lock.Block{block}}}}
			for text := range strings.FieldsSeq(c.actions) {
				parts := append(strings.Split(text, ":"), "")
				u.actions = append(u.actions, Action{Kind: Kind(parts[0]), Path: repo.Path(parts[1]), From: repo.Path(parts[2]), Reason: edited, Content: []byte("x")})
			}
			u.makeRoom(Request{Disk: disk})
			var got []string
			for _, a := range u.actions {
				text := string(a.Kind) + ":" + string(a.Path)
				if a.From != "" {
					text += ":" + string(a.From)
				}
				got = append(got, text)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("the actions are %v", got)
			}
			first := slices.IndexFunc(u.actions, func(a Action) bool { return a.Kind == Keep })
			if first < 0 && c.reason != "" || first >= 0 && !strings.HasPrefix(u.actions[first].Reason, c.reason) {
				t.Errorf("the reason is %v", u.actions)
			}
		})
	}
	u := &unitResult{unit: &repo.Unit{Path: "u"}, actions: []Action{{Kind: Create, Path: "u/a"}}}
	u.makeRoom(Request{})
	if u.actions[0].Kind != Create {
		t.Error("a new repository has no room")
	}
}
