package program

import (
	"os"
	"slices"
	"strings"
)

// LocalVariables tie a git process to one repository (`git rev-parse
// --local-env-vars`, without those that carry configuration). Children of ours
// find the repository by their folder and get none of them.
var LocalVariables = []string{
	"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE",
	"GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_NO_REPLACE_OBJECTS",
	"GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE",
	"GIT_WORK_TREE",
}

// Environment is the environment for git and hooks: ours without
// LocalVariables, plus extra.
func Environment(extra ...string) []string {
	env := slices.DeleteFunc(os.Environ(), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return slices.Contains(LocalVariables, name)
	})
	return append(env, extra...)
}
