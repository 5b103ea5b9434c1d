// Package hclmerge merges two changed versions of an HCL file by structure.
//
// Merge is the whole of it: three versions in, one file and its conflicts out.
// It is pure, and the same input always gives the same bytes.
//
// # How it works
//
// Each version is split by package hcltree into a tree of items: blocks and
// attributes, entries of objects, items of lists and arguments, comments. Every
// byte belongs to one item or to the brackets around items, so an item can be
// moved into the result as somebody wrote it. Items are compared by hashes of
// what they say, without layout.
//
// Items of base are paired with those of ours and of theirs: attributes and
// entries by name, blocks by type and labels, those that share these by what is
// in them, list items by a name inside (name, id, sid …), then in order, then by
// what they have in common. What one side renamed, and the other changed or deleted,
// is found by what is in it, where it stands and its name, if one thing fits clearly
// best.
//
// Of each pair, what only one side changed is taken; what both changed is
// merged one level down, as far as there are items: into blocks, objects,
// lists, jsonencode({…}), the lines of a heredoc. Where nothing is left to go
// into, it is a conflict. The order is that of ours; what theirs added comes
// behind its neighbour there, and behind what ours added at the same point.
//
// The result is read back before it is handed out: it must parse, and hold
// each leaf as often as the changes of both sides say. If things were paired
// because they look alike, it is also merged with both sides again, which must
// change nothing. If it does not pass, the file is merged once more without going
// into what holds look-alikes, then with whole top-level items as the smallest unit,
// and if that fails too, the file as a whole is a conflict.
//
// # Where each step is
//
//   - versions.go reads the three versions, merges their trees and has the result
//     checked; valid.go says what is HCL.
//   - pairing.go and the files beside it, and renames.go, say which items are
//     the same thing; arrange.go brings them into one order.
//   - items.go decides what becomes of each: item_content.go, values.go, groups.go,
//     heredoc.go, comments.go and rewrapped.go go one level down.
//   - assemble.go, fit.go, commas.go and format.go lay the result out, output.go
//     writes it, with markers or for one side.
//   - ledger.go counts leaves, again.go knows merges that were made before.
//
// # What it guarantees
//
//   - Merge(b, b, x) = Merge(b, x, b) = Merge(b, x, x) = x, byte for byte, and
//     merging theirs into a result again changes nothing.
//   - A conflict shows what differs: what both sides have at its beginning and end
//     stands outside, and of what one side deleted base shows what the other changed.
//   - What one side added or changed, and the other left alone, is in the result
//     or in a reported conflict. What one side deleted and the other left alone
//     is not there. Nothing stands there twice.
//   - Layout is no change, nor is the order of blocks, attributes and keys: one
//     side may format a file, and the other edit it.
//   - The result parses if all three versions do and there is no conflict; so
//     does the choice of one side in all conflicts.
//   - What one side alone wrote keeps its bytes. A top-level block that both had
//     a hand in is formatted if it was before.
//   - Swapping ours and theirs changes the order of additions, and nothing else.
//
// A version that isn't HCL makes the merge one of lines.
package hclmerge
