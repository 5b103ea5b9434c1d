package plan

import (
	"encoding/json"
	"path"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/limits"
	"github.com/seed-3f5c2e52/scaffold/internal/merge/hclmerge"
	"github.com/seed-3f5c2e52/scaffold/internal/merge/linemerge"
)

// Side says what becomes of conflicts.
type Side string

// The sides of --conflict.
const (
	Markers Side = "markers" // both sides are written, with markers around them
	Ours    Side = "ours"    // what stands on disk
	Theirs  Side = "theirs"  // what is rendered
	Abort   Side = "abort"   // nothing is written
)

// Sides lists the sides in the order in which help shows them.
var Sides = []Side{Markers, Ours, Theirs, Abort}

// Clash is one conflict in a merged file.
type Clash struct {
	What string // the smallest thing in conflict, in words; empty where only lines are known
	Line int    // of the merged file, from 1
}

// Names are what markers call the three sides.
type Names struct {
	Ours, Base, Theirs string
	MarkerSize         int // of the markers themselves; 0 for git's own
}

// renderNames are those where a hand edit meets a render.
var renderNames = Names{Ours: "yours", Base: "last rendered", Theirs: "rendered now"}

// MergeFile merges three versions of a file: HCL by structure, anything else by
// lines. An absent base is empty: what both sides have of their own conflicts
// where it differs. The returned content holds markers around each clash, or
// the chosen side. told are sentences about what is wrong in it, as it was on a side.
func MergeFile(name string, base, ours, theirs []byte, side Side, names Names) (content []byte, clashes []Clash, told []string) {
	options := linemerge.Options{OursName: names.Ours, BaseName: names.Base, TheirsName: names.Theirs, MarkerSize: names.MarkerSize}
	switch side {
	case Ours:
		options.Conflict = linemerge.Ours
	case Theirs:
		options.Conflict = linemerge.Theirs
	}
	switch path.Ext(name) {
	case ".tf", ".tfvars", ".hcl":
		result := hclmerge.Merge(base, ours, theirs, options)
		for _, c := range result.Conflicts {
			clashes = append(clashes, Clash{What: c.Address, Line: c.Line})
		}
		for _, what := range result.Twice {
			told = append(told, name+": "+what+" is defined more than once, as it was before the merge; Terraform refuses that")
		}
		return result.Content, clashes, told
	}
	b, o, t := alignSections(string(base), string(ours), string(theirs))
	result := linemerge.Merge([]byte(b), []byte(o), []byte(t), options)
	for _, c := range result.Conflicts {
		clashes = append(clashes, Clash{Line: c.Line})
	}
	if len(clashes) == 0 && parses(name, ours) && parses(name, theirs) && !parses(name, result.Content) {
		return whole(base, ours, theirs, options), []Clash{{What: "the whole file: merged line by line it would not be valid", Line: 1}}, nil
	}
	return result.Content, clashes, nil
}

// parses tells whether a file of a data format is valid; of others nothing is known.
func parses(name string, content []byte) bool {
	switch path.Ext(name) {
	case ".json":
		return json.Valid(content)
	case ".yaml", ".yml":
		return limits.YAML(content) == nil
	}
	return true
}

// whole is a file in conflict as a whole.
func whole(base, ours, theirs []byte, options linemerge.Options) []byte {
	switch options.Conflict {
	case linemerge.Ours:
		return ours
	case linemerge.Theirs:
		return theirs
	}
	return []byte(strings.Join(options.Lines([]string{string(base)}, []string{string(ours)}, []string{string(theirs)}), ""))
}
