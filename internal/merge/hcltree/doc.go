// Package hcltree splits an HCL file into a tree that holds every byte of it.
//
// Call Parse first; File.Items are the blocks, attributes and comments of the
// file. Call File.ParseVersion for another version of the same file: it gives what
// Parse gives, and is faster. File.Bytes puts the file together again.
//
// # What it guarantees
//
//   - Bytes in are bytes out: each byte belongs to exactly one piece, an item's or
//     that of the brackets around items, so that an item can be written elsewhere
//     as somebody wrote it. That holds of comments, blank lines, commas, white
//     space and line ends too.
//   - Comments belong to what they stand on: Lead above it, Note behind it. Those
//     that a blank line parts from what follows, and commented-out code, are items.
//   - Hashes are of what is said, not of how it is laid out: alignment, line breaks,
//     the order of attributes, blocks and keys, commas at the end, // for #,
//     parentheses around a whole value, "${x}" for x and `type = "string"` for
//     `type = string` change none. They are the same in every run.
//   - What can't be split up soundly is an error, or stays one run of tokens; it is
//     never guessed.
//
// hclwrite keeps each expression as one run of tokens, so it can't tell the keys
// of an object or the items of a list from each other; that is why this package
// cuts the tokens of hclsyntax itself.
//
// It is pure. What the versions of a file are to each other is none of its
// business: see package hclmerge.
package hcltree
