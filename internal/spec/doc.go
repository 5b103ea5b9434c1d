// Package spec reads and edits scaffold.hcl files: the repository's root file
// (ParseRoot) and a unit's spec (ParseUnit).
//
// It is pure: bytes in, values out, every value with its place in the file.
// Inputs are kept as they stand; which inputs exist and what type they have is
// the pack's affair. Edit changes a file and keeps every comment.
package spec
