// Package dockerfiles holds no code, only tests: BuildKit's parser and linter
// over the Dockerfiles in golden/. It is a module of its own, so that whoever
// installs scaffold downloads nothing of BuildKit; test/proof runs it.
package dockerfiles
