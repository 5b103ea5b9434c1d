package plan

// state is what is known of one file: the git blob ids of the last render
// (base), of the disk (ours) and of the new render (theirs); empty means that
// there is none.
type state struct {
	base, ours, theirs string
	bits               bits
	seedOnce           bool
	reset, restore     bool // asked for by name
}

// bits tell which of the three are executable.
type bits struct{ base, ours, theirs bool }

// edited tells whether the file on disk is not the last render, as far as both
// are there.
func (s state) edited() bool {
	return s.ours != s.base || (s.base != "" && s.bits.ours != s.bits.base)
}

// executable is the bit that the file gets: what one side changed. Where the last
// render had no such file, or had it lost, it is what either has.
func (s state) executable() bool {
	switch {
	case s.ours == "" || s.reset:
		return s.bits.theirs
	case s.base == "":
		return s.bits.ours || s.bits.theirs
	case s.bits.ours == s.bits.base:
		return s.bits.theirs
	}
	return s.bits.ours
}

// decide is the whole table of what happens to a file, and why. TestDecide is the
// same as rows.
func decide(s state) (Kind, string) {
	switch {
	case s.reset && s.theirs != "" && s.ours != s.theirs:
		return Update, "reset to what the template says"
	case s.restore && s.ours == "" && s.theirs != "":
		return Create, "restored"
	case s.seedOnce && s.base == "" && s.ours == "" && s.theirs != "":
		return Create, "new; yours from now on"
	case s.seedOnce:
		return Unchanged, "created once, yours since"
	case s.base == "" && s.theirs == "":
		return Unchanged, "not rendered"
	case s.base == "" && s.ours == "":
		return Create, "new"
	case s.ours == s.theirs:
		return Unchanged, "as rendered"
	case s.base == "" && s.ours == aLink:
		return Keep, "a link stands in its place; delete it, and bring the file by --restore"
	case s.base == "":
		return Merge, "a file of that name was already there"
	case s.theirs == "" && !s.edited():
		return Delete, "the pack no longer has it"
	case s.theirs == "":
		return Keep, "the pack no longer has it, but it was edited by hand; delete it when you don't need it"
	case s.theirs == s.base && s.ours == "":
		return Unchanged, "deleted by hand"
	case s.theirs == s.base:
		return Unchanged, "edited by hand, the template is unchanged"
	case s.ours == "":
		return Keep, "deleted by hand; the template has changed since"
	case s.ours == aLink:
		return Keep, "replaced by a link; the template has changed since"
	case s.ours == s.base:
		return Update, "the template or its inputs changed"
	}
	return Merge, "edited by hand, and the template or its inputs changed"
}
