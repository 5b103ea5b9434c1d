package proof

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	udiff "github.com/aymanbagabas/go-udiff"
)

// golden/ holds dev and production in full. staging is kept in the trees whose
// entry in commands.txt says so; of the others a line for each folder stands in
// leftOutFile, with the digest of what is in it. So a change of a template is a
// diff of two environments, and none of the third goes unseen: a digest that
// changes alone is a change of staging alone.

const leftOutFile = "left-out.txt"

const leftOutHeader = `# The folders that golden/ leaves out, and the digests of what the commands make
# in them: paths, modes and bytes. ` + "`make golden`" + ` writes this file.
`

var leftOutFolder = regexp.MustCompile(`^(?:.*/)?staging/`)

// partLeftOut takes the folders out that golden/ does not keep, and returns them
// by path.
func (f tree) partLeftOut() (tree, map[string]tree) {
	kept, out := tree{}, map[string]tree{}
	for name, file := range f {
		folder := leftOutFolder.FindString(name)
		if folder == "" {
			kept[name] = file
			continue
		}
		if out[folder] == nil {
			out[folder] = tree{}
		}
		out[folder][name] = file
	}
	return kept, out
}

// digest is one of the paths, modes and bytes of all files.
func (f tree) digest() string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(f)) {
		fmt.Fprintf(sum, "%s %t %d\n%s", name, f[name].executable, len(f[name].data), f[name].data)
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}

// keepGolden takes out of the made trees what golden/ leaves out, and returns
// what leftOutFile says of it.
func keepGolden(t *testing.T, made map[string]tree) string {
	t.Helper()
	var lines strings.Builder
	lines.WriteString(leftOutHeader)
	for _, c := range goldenCommands(t) {
		if c.allEnvironments {
			continue
		}
		kept, out := made[c.name].partLeftOut()
		made[c.name] = kept
		for _, folder := range slices.Sorted(maps.Keys(out)) {
			fmt.Fprintf(&lines, "%s/%s %d files %s\n", c.name, folder, len(out[folder]), out[folder].digest())
		}
	}
	return lines.String()
}

// checkLeftOut compares leftOutFile with what it should say.
func checkLeftOut(t *testing.T, want string) {
	t.Helper()
	have, err := os.ReadFile(filepath.Join(goldenDir, leftOutFile))
	if err != nil {
		t.Fatal(err)
	}
	if d := udiff.Unified("golden/"+leftOutFile, "made/"+leftOutFile, string(have), want); d != "" {
		t.Errorf("the environments that golden/ leaves out have changed; `make golden` rewrites their digests\n%s", d)
	}
}

// A digest tells files apart by name, mode and bytes, and only folders of the
// environment are left out.
func TestLeftOut(t *testing.T) {
	made := tree{
		"environments/staging/main.tf": {data: "a"}, "environments/staging/tests/x.tftest.hcl": {data: "b"}, "staging/main.tf": {data: "c"},
		"environments/dev/main.tf": {data: "a"}, "environments/prestaging/main.tf": {data: "a"}, "docs/staging.md": {data: "a"},
	}
	kept, out := made.partLeftOut()
	if got := slices.Sorted(maps.Keys(kept)); !slices.Equal(got, []string{"docs/staging.md", "environments/dev/main.tf", "environments/prestaging/main.tf"}) {
		t.Errorf("kept: %v", got)
	}
	if got := slices.Sorted(maps.Keys(out)); !slices.Equal(got, []string{"environments/staging/", "staging/"}) || len(out["environments/staging/"]) != 2 {
		t.Errorf("left out: %v", out)
	}
	seen := map[string]bool{}
	for _, other := range []tree{{}, {"a": {data: "b"}}, {"a": {data: "c"}}, {"b": {data: "b"}}, {"a": {data: "b", executable: true}}, {"a": {data: "b"}, "b": {}}} {
		seen[other.digest()] = true
	}
	if len(seen) != 6 {
		t.Errorf("six trees have %d digests", len(seen))
	}
}
