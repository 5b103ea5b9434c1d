package hcltree

// A cache: an item that is compared with many others is walked through once.

// known returns the item's facts.
func (it *Item) known() *facts {
	if it.facts == nil {
		it.facts = it.findFacts()
	}
	return it.facts
}

// Leaves returns a sorted hash for each leaf: a value with the name it has,
// a list item, a block's header, a comment, a line of a heredoc. Where a leaf
// stands is no part of it.
func (it *Item) Leaves() []uint64 { return it.known().leaves }

// Entries returns the sorted hashes of what stands in the block or object
// that the item is, each without the comments around it.
func (it *Item) Entries() []uint64 { return it.known().entries }

// Identity returns the name and value that tell the item from its neighbours,
// such as `name = "web"`; "" if it has none.
func (it *Item) Identity() string { return it.known().identity }
