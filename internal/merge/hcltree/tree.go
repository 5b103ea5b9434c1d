package hcltree

// GroupKind says what a group is.
type GroupKind uint8

// The kinds of groups.
const (
	GroupBody    GroupKind = iota // a file, or what stands in a block's braces
	GroupObject                   // { key = value }
	GroupTuple                    // [ value ]
	GroupArgs                     // the arguments of a call
	GroupParen                    // ( value )
	GroupFor                      // [for …], {for …}
	GroupInterp                   // "${value}" and nothing else
	GroupHeredoc                  // <<EOT
)

// Listed kinds hold items, the others one expression or lines.
func (k GroupKind) Listed() bool { return k <= GroupArgs }

// Ordered kinds mean something else when their items are reordered.
func (k GroupKind) Ordered() bool { return k == GroupTuple || k == GroupArgs }

// Group is something with a beginning, an end, and things in between. Its bytes
// are Open, then Items, Inner or Lines, then Close.
type Group struct {
	Kind  GroupKind
	Open  string   // the opening bracket and what follows on its line, newline included; "" for a file
	Note  Comment  // the comment in Open
	Items []*Item  // of listed kinds
	Inner *Expr    // of GroupParen, GroupFor, GroupInterp
	Lines []string // of GroupHeredoc, each with its newline
	Close string   // white space, and the closing bracket
	Raw   string   // all of it, as written
	Hash  uint64   // of what it says
	Name  string   // of GroupArgs: the function's
}

// ItemKind says what an item is.
type ItemKind uint8

// The kinds of items.
const (
	ItemComment   ItemKind = iota // comment lines that belong to nothing
	ItemAttribute                 // name = value
	ItemBlock                     // type "label" { … }
	ItemEntry                     // key = value in an object
	ItemElement                   // value in a list or call
)

// Item is one thing in a group. Its bytes are, in this order, Blank, Lead,
// Indent, Head, Value or Body, Comma, Trail, EOL.
type Item struct {
	Kind   ItemKind
	Key    string   // what names it among its neighbours; "" for list items
	Blank  string   // the blank lines above
	Lead   Comments // the comments above; all there is of an ItemComment
	Indent string   // white space before Head, on its line
	OwnRow bool     // nothing but white space stands before it on its line
	Head   string   // `name = `, `resource "a" "b" `; "" for comments and list items
	Value  *Expr    // nil for comments, and for blocks that could be split up
	Body   *Group   // of blocks
	Comma  string   // white space and comma; "" without comma
	Trail  string   // white space and a comment at the end of its line
	Note   Comment  // the comment in Trail
	EOL    string   // the newline, or ""

	Raw      string   // Head to the value's end, as written
	Type     string   // of a block
	Labels   []string // of a block, without quotes
	First    bool     // it is the first of its group
	OneLine  bool     // its group stands on one line
	Repeated bool     // not the only block of its type without labels, or not the only group in a list
	CodeHash uint64   // of what it says, without the comments around it
	Hash     uint64   // with them
	facts    *facts   // see cache_facts.go
}

// Comment is one comment.
type Comment struct {
	Raw  string // with its indentation and newline
	Text string // without marks and white space around
}

// Comments stand above one another, the first on top.
type Comments []Comment

// Expr is a value: runs of tokens, and groups between them.
type Expr struct {
	Parts []Part
	Raw   string
	Shape uint64 // hash of the tokens and of the kinds of the groups, not of what is in them
	Hash  uint64 // of what it says
	// Alias is another way to write the same, in whose terms this one is
	// compared: string for "string" in `type = "string"`.
	Alias *Expr
}

// Part is a run of tokens, or a group.
type Part struct {
	Gap   string // white space before
	Text  string // of the run, with the white space in it
	hash  uint64 // of the run's tokens
	Group *Group // nil for a run
}
