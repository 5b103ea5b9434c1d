// Package expr is the pure half of Terraform's expression language, for packs,
// specs and what is rendered from them.
//
// Start with [Functions], the function table for an hcl.EvalContext: Terraform
// 1.11's pure functions under their names and with their meaning, and ours
// (aws_cron, aws_cron_error, aws_cron_words, aws_cron_collide, timezone).
// [ParseLiteral] evaluates source without variables, [Convert] brings a value to
// a type constraint with messages a user can read, [Literal] writes a value back
// as HCL and [ToGo] hands it to a template.
//
// Nothing here reads a file, a clock, an environment variable or the network:
// the same source gives the same value on every machine, this year and next.
package expr
