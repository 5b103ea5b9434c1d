// Package program runs the git program, and readies other programs that git's
// work needs: hooks, signers.
//
// Call Run first; Exists tells whether there is a git program at all. A program
// that may ask a person something is run by Asking, so that it cannot hang where
// nobody answers. What is run here finds its repository by its folder alone: no
// variable of a surrounding git reaches it.
package program

import "sync"

// Together runs the functions side by side and waits for all. Starting a
// program takes longer than most of our work.
func Together(functions ...func()) {
	var group sync.WaitGroup
	for _, f := range functions {
		group.Go(f)
	}
	group.Wait()
}
