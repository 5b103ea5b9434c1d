// Package release holds the tests of what is released and how it gets to users:
// .goreleaser.yaml, the release workflow, and the GitHub Action that installs
// scaffold. There is nothing else in it.
package release
