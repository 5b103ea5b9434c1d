package hclmerge

import (
	"github.com/seed-3f5c2e52/scaffold/internal/merge/linemerge"
)

// Resolution is what becomes of a conflict.
type Resolution = linemerge.Resolution

// The resolutions: markers with the base shown, or one side where the sides
// conflict.
const (
	Markers = linemerge.Markers
	Ours    = linemerge.Ours
	Theirs  = linemerge.Theirs
)

// Options tell what becomes of conflicts, and what the markers call the sides.
type Options = linemerge.Options

// Conflict is one thing that both sides changed differently.
type Conflict struct {
	// Address names the smallest thing in conflict, in words, such as
	// `resource "aws_ecs_service" "app" › desired_count`.
	Address string
	// Line is where it stands in the result, from 1: the first marker, or the
	// beginning of the side that was taken.
	Line int
	// The versions, in whole lines; empty for a side that has none.
	Base, Ours, Theirs string
}

// Result is a merged file.
type Result struct {
	Content   []byte
	Conflicts []Conflict
	// Lines is true if the file was merged by lines, because some side isn't
	// HCL. Addresses are empty then.
	Lines bool
	// Twice lists what a clean result defines more than once, as a side did.
	Twice []string
}

// Merge merges the changes that ours and theirs made to base. An empty base
// stands for a file that both sides added.
func Merge(base, ours, theirs []byte, options Options) Result {
	return mergeJudged(base, ours, theirs, options, parseOnce(onAnotherCore))
}

// mergeJudged merges files of which a judge says whether they are HCL.
func mergeJudged(base, ours, theirs []byte, options Options, judge judge) Result {
	if content, ok := linemerge.Unopposed(base, ours, theirs); ok {
		return Result{Content: content, Twice: definedTwice(string(content))}
	}
	form, b, o, t := linemerge.Normalize(base, ours, theirs)
	f, ok := readVersions(b, o, t, judge)
	if !ok {
		r := byLines(base, ours, theirs, options)
		if parses(b) && parses(o) && parses(t) && len(r.Conflicts) == 0 && !parses(string(r.Content)) {
			return entire(form, b, o, t, options) // HCL of which lines are no parts
		}
		return r
	}
	for grain := fine; grain <= coarse; grain++ {
		s, conflicts, ok := f.combine(options, grain)
		if !f.valid.versions() {
			return byLines(base, ours, theirs, options)
		}
		clean := ok && len(conflicts) == 0
		if f.guessed || !clean {
			if side, found := f.merged(clean); found {
				return Result{Content: restore(form, side, true), Twice: definedTwice(side)}
			}
		}
		if !clean {
			if ok {
				return Result{Content: restore(form, s, false), Conflicts: conflicts}
			}
			continue
		}
		made, there := f.doubled()
		switch {
		case len(made) > 0 && f.twice == nil:
			f.twice = made
			grain-- // once more, with conflicts there
		case len(made) == 0 && f.valid.result() && (!f.guessed || f.settled()):
			return Result{Content: restore(form, s, true), Twice: there}
		}
	}
	return entire(form, b, o, t, options)
}

// byLines merges files of which some aren't HCL. An attribute that is set twice is one
// reason: what the merge itself sets twice is a conflict of the whole file.
func byLines(base, ours, theirs []byte, options Options) Result {
	lines := linemerge.Merge(base, ours, theirs, options)
	r := Result{Content: lines.Content, Lines: true}
	for _, c := range lines.Conflicts {
		r.Conflicts = append(r.Conflicts, Conflict{Line: c.Line, Base: c.Base, Ours: c.Ours, Theirs: c.Theirs})
	}
	if len(r.Conflicts) > 0 {
		return r
	}
	made, there := doubled(redefined(string(r.Content)), redefined(string(ours)), redefined(string(theirs)))
	if len(made) > 0 {
		form, b, o, t := linemerge.Normalize(base, ours, theirs)
		return entire(form, b, o, t, options)
	}
	r.Twice = there
	return r
}

// entire is the conflict of a whole file, for what could not be put together
// soundly.
func entire(form linemerge.Form, b, o, t string, options Options) Result {
	content, conflicts := writeOut(&conflict{where: "file", alts: [3]string{b, o, t}}, options)
	return Result{Content: form.Restore(content), Conflicts: conflicts}
}
