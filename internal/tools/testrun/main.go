// Command testrun is `go test` for people and for CI: it prints a line for
// each package, the whole output of each failed test, the reason of each
// skipped one, and how many tests ran.
//
// Plain `go test ./...` says nothing of skipped tests and counts nothing, so a
// proof that could not run would look like one that passed.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// event is one line of `go test -json`.
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Output     string
}

// run is what was seen so far.
type run struct {
	out                     io.Writer
	passed, failed, skipped int
	output                  map[[2]string][]string // lines of tests that have not ended
}

func main() {
	cmd := exec.Command("go", append([]string{"test", "-json"}, os.Args[1:]...)...)
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	r := &run{out: os.Stdout, output: map[[2]string][]string{}}
	r.read(pipe)
	err = cmd.Wait()
	r.summary()
	if err != nil {
		os.Exit(1)
	}
}

func (r *run) read(events io.Reader) {
	lines := bufio.NewReader(events)
	for {
		line, err := lines.ReadBytes('\n')
		var e event
		if json.Unmarshal(line, &e) == nil {
			r.event(e)
		} else if len(bytes.TrimSpace(line)) > 0 {
			fmt.Fprintf(r.out, "%s\n", bytes.TrimSpace(line))
		}
		if err != nil {
			return
		}
	}
}

func (r *run) event(e event) {
	key := [2]string{e.Package, e.Test}
	switch e.Action {
	case "output", "build-output":
		if e.Test == "" {
			r.packageLine(e.Output)
			return
		}
		r.output[key] = append(r.output[key], e.Output)
		return
	case "pass":
		r.count(e, &r.passed)
	case "fail":
		r.count(e, &r.failed)
		r.print(key, "")
	case "skip":
		r.count(e, &r.skipped)
		r.print(key, "    ")
	default:
		return
	}
	delete(r.output, key)
}

// count leaves out packages: their results are no tests.
func (r *run) count(e event, n *int) {
	if e.Test != "" {
		*n++
	}
}

// packageLine prints what stands outside tests: the line of each package,
// compiler errors, and panics.
func (r *run) packageLine(text string) {
	switch {
	case text == "PASS\n", text == "FAIL\n", strings.Contains(text, "[no test files]"), strings.Contains(text, "no tests to run"):
	default:
		fmt.Fprint(r.out, text)
	}
}

// print shows a test's own lines; of a skipped one only the reason.
func (r *run) print(key [2]string, indent string) {
	for _, line := range r.output[key] {
		trimmed := strings.TrimLeft(line, " ")
		if strings.HasPrefix(trimmed, "=== ") {
			continue
		}
		fmt.Fprint(r.out, indent+line)
	}
}

func (r *run) summary() {
	fmt.Fprintf(r.out, "\n%d tests passed, %d failed, %d skipped\n", r.passed, r.failed, r.skipped)
}
