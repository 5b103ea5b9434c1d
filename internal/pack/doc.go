// Package pack reads packs: versioned sets of templates with typed inputs.
//
// Load reads one from a file tree, checks its declaration and computes its
// digest. Pack.Evaluate turns what specs and flags say into the effective,
// validated inputs of one render; Pack.Draft is the same evaluator while inputs
// may be missing, for prompts. Input.Read and Input.Take make a value of what a
// person wrote; Pack.Lacking says what nobody wrote. Built-in packs, vendored
// packs and packs in a folder are the same thing here; no code of this project
// knows a pack's inputs. Packs are data: expressions are pure and nothing is
// executed.
package pack
