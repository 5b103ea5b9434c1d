package hclmerge

// The tree of one file. Every byte of the file belongs to exactly one piece, so
// that writing the pieces one after the other gives the file back; what nobody
// but one side touched is taken as such pieces, byte for byte.

type groupKind uint8

const (
	groupBody    groupKind = iota // a file, or what stands in a block's braces
	groupObject                   // { key = value }
	groupTuple                    // [ value ]
	groupArgs                     // the arguments of a call
	groupParen                    // ( value )
	groupFor                      // [for …], {for …}
	groupInterp                   // "${value}" and nothing else
	groupHeredoc                  // <<EOT
)

// listed kinds hold items, the others one expression or lines.
func (k groupKind) listed() bool { return k <= groupArgs }

// ordered kinds mean something else when their items are reordered.
func (k groupKind) ordered() bool { return k == groupTuple || k == groupArgs }

// group is something with a beginning, an end, and things in between.
type group struct {
	kind  groupKind
	open  string  // `{` and what follows on its line, newline included
	note  comment // the comment in open
	items []*item // of listed kinds
	inner *expr   // of groupParen, groupFor, groupInterp
	lines []string
	close string // white space, and the closing `}`
	raw   string
	hash  uint64
	name  string // groupArgs: the function's
}

type itemKind uint8

const (
	itemComment   itemKind = iota // comment lines that belong to nothing
	itemAttribute                 // name = value
	itemBlock
	itemEntry   // key = value in an object
	itemElement // value in a list or call
)

// item is one thing in a group. Its bytes are, in this order, blank, lead,
// indent, head, value or body, comma, trail, eol.
type item struct {
	kind   itemKind
	key    string // what names it among its neighbours; "" for list items
	blank  string // the blank lines above
	lead   []comment
	indent string // white space before head, on its line
	ownRow bool   // nothing but white space stands before it on its line
	head   string // `name = `, `resource "a" "b" `; for a comment, nothing
	value  *expr
	body   *group
	comma  string // white space and comma; "" without comma
	trail  string // white space and a comment at the end of its line
	note   comment
	eol    string // the newline, or ""

	raw    string // head to the value's end
	typ    string // of a block
	labels []string
	first  bool   // of its group
	single bool   // its group stands on one line
	many   bool   // a block without labels that is not the only one of its type
	core   uint64 // hash of what it is, without comments around it
	hash   uint64 // with comments; layout never counts
	facts  *facts // see leaves
}

// isCode tells of comments that hold commented-out code.
func (it *item) isCode() bool {
	return it.kind == itemComment && len(it.lead) > 0 && looksLikeCode(it.lead[len(it.lead)-1].text)
}

// comment is one comment; raw has its indentation and newline.
type comment struct {
	raw  string
	text string // without marks and white space around
}

// expr is a value: tokens, and groups between them.
type expr struct {
	parts []part
	raw   string
	shape uint64 // hash of the tokens and the kinds of the groups
	hash  uint64
	// alias is another way to write the same, in whose terms this one is
	// compared: string for "string" in `type = "string"`.
	alias *expr
}

// part is a run of tokens, or a group.
type part struct {
	gap   string // white space before
	text  string // of the run, with its white space
	hash  uint64 // of the run's tokens
	group *group
}

// core returns the value without parentheses or "${ }" around all of it, which
// mean nothing.
func (e *expr) core() *expr {
	for len(e.parts) == 1 && e.parts[0].group != nil {
		g := e.parts[0].group
		if g.kind != groupParen && g.kind != groupInterp {
			break
		}
		e = g.inner
	}
	return e
}

// only returns the group that is all of the value, or nil.
func (e *expr) only() *group {
	c := e.core()
	if len(c.parts) == 1 {
		return c.parts[0].group
	}
	return nil
}
