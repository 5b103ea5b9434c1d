// Package faults kills commands at the system calls by which they write, and lets
// these calls fail: what follows a kill must finish the run or undo it, and what
// follows a failure, too. strace does both.
//
// FAULTS is how many moments of each command are tried; "all" are all of them.
// FAULTS_SEED chooses others. FAULTS_KEEP is a folder that gets a script for each
// failure.
package faults

import (
	"os"
	"testing"

	_ "github.com/seed-3f5c2e52/scaffold/internal/cli" // what is run by other processes: go test's cache must know
	"github.com/seed-3f5c2e52/scaffold/test/project"
)

func TestMain(m *testing.M) { os.Exit(project.Main(m)) }
