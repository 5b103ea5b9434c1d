// Package diag holds the one problem type of scaffold.
//
// Every package reports what a user can act on as a *Problem: what is wrong
// (Summary), where (Range, with the file's bytes for the snippet) and what to
// do (Hint). Problems are collected in a List, so one run can name every
// mistake at once; the command line prints them and derives the exit code from
// the Kind. diag is a leaf: it imports no other package of this project.
package diag

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

// Kind says what sort of problem it is; the exit code follows from it.
type Kind int

const (
	// Failed is work that could not be done: disk, git, network. Exit code 1.
	Failed Kind = iota
	// Usage is wrong usage or wrong input: flags, specs, packs. Exit code 2.
	Usage
	// Conflict is a file that needs a person's decision. Exit code 3.
	Conflict
	// Pending is a change or drift that a --check run found. Exit code 4.
	Pending
)

// String returns the kind's name as it stands in JSON output.
func (k Kind) String() string {
	return [...]string{"failed", "usage", "conflict", "pending"}[k]
}

// Problem is one thing that is wrong, told so that a user can mend it.
type Problem struct {
	Kind    Kind
	Summary string     // what is wrong, one sentence without a final full stop
	Hint    string     // what to do about it; may be empty
	Range   *hcl.Range // where; nil when no file is to blame. Lines and columns count from 1.
	Source  []byte     // the bytes of the file in Range, for the snippet; may be nil
	Err     error      // the cause, for errors.Is; never shown to a user
	Code    Code       // what a program may act on; may be empty
	Input   *Input     // with MissingInput: the value that is missing

	Doing        string   // what was tried when it went wrong, told before the summary; may be empty
	Unit         string   // the unit that it was found in; the sentence does not name it. May be empty
	Units        []string // the units it is about, told behind the summary: the first, and how many more
	Environments []string // in which it is so, told behind the units; empty for all, or where it is about none
	Among        []string // the environments that Unit has, in order; where Environments are all of them, none is named
	Rest         string   // what follows in the sentence behind those, from its first space or mark on
	RestOfMany   string   // Rest, where Units are several
	Also         []string // what else to do or to know, told behind the hint
	Folder       string   // the repository in which Range lies, a host path; empty for the one at hand
}

// Error returns the problem in one line: place, summary and hint.
func (p *Problem) Error() string {
	var b strings.Builder
	if file := p.File(); file != "" {
		fmt.Fprintf(&b, "%s:%d: ", file, p.Range.Start.Line)
	}
	b.WriteString(p.Sentence())
	return b.String()
}

// File is the file that the problem lies in, as a person at hand can open it; ""
// where there is none, or none that is written yet.
func (p *Problem) File() string {
	if p.Range == nil || p.Range.Filename == "" {
		return ""
	}
	if p.Folder != "" {
		return filepath.Join(p.Folder, p.Range.Filename)
	}
	return p.Range.Filename
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// Usagef returns a problem of kind Usage.
func Usagef(format string, args ...any) *Problem {
	return &Problem{Kind: Usage, Summary: fmt.Sprintf(format, args...)}
}

// Failedf returns a problem of kind Failed; a final error argument becomes its cause.
func Failedf(format string, args ...any) *Problem {
	p := &Problem{Kind: Failed, Summary: fmt.Sprintf(format, args...)}
	if n := len(args); n > 0 {
		if err, ok := args[n-1].(error); ok {
			p.Err = err
		}
	}
	return p
}

// WithHint sets what to do and returns p.
func (p *Problem) WithHint(format string, args ...any) *Problem {
	p.Hint = fmt.Sprintf(format, args...)
	return p
}

// At sets where the problem is and returns p. source is the file's content and
// may be nil.
func (p *Problem) At(r hcl.Range, source []byte) *Problem {
	p.Range = &r
	p.Source = source
	return p
}

// List is several problems, in the order they were found.
type List []*Problem

// Error returns all problems, one a line.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, p := range l {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the problems for errors.Is and errors.As.
func (l List) Unwrap() []error {
	all := make([]error, len(l))
	for i, p := range l {
		all[i] = p
	}
	return all
}

// Err returns l as an error, or nil when it is empty.
func (l List) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// InOrder sorts the problems of one file by their place, as what was read from a
// map has none, and returns the list.
func (l List) InOrder() List {
	at := func(p *Problem) int {
		if p.Range == nil {
			return -1
		}
		return p.Range.Start.Byte
	}
	slices.SortStableFunc(l, func(a, b *Problem) int { return cmp.Compare(at(a), at(b)) })
	return l
}

// Append adds err to the list: a Problem or a List as it is, anything else as a
// Failed problem. A nil err adds nothing.
func (l List) Append(err error) List {
	if err == nil {
		return l
	}
	return append(l, Of(err)...)
}

// Of returns the problems that err consists of.
func Of(err error) List {
	if err == nil {
		return nil
	}
	if list, ok := errors.AsType[List](err); ok {
		return list
	}
	if p, ok := errors.AsType[*Problem](err); ok {
		return List{p}
	}
	return List{{Kind: Failed, Summary: err.Error(), Err: err}}
}

// each returns copies of what err consists of, changed.
func each(err error, change func(p *Problem)) List {
	list := slices.Clone(Of(err))
	for i, p := range list {
		told := *p
		change(&told)
		list[i] = &told
	}
	return list
}

// While returns what went wrong in err with what was being done then, such as
// "the workspace x was not deleted".
func While(doing string, err error) List {
	return each(err, func(p *Problem) {
		if p.Doing != "" {
			p.Doing = ": " + p.Doing
		}
		p.Doing = doing + p.Doing
	})
}

// Also returns what went wrong in err with a clause more behind each hint.
func Also(err error, clause string) List {
	return each(err, func(p *Problem) { p.Also = append(slices.Clip(p.Also), clause) })
}

// In returns what went wrong in another repository than the one at hand, whose
// root is the host path folder.
func In(folder string, err error) List {
	return each(err, func(p *Problem) { p.Folder = folder })
}

// FromHCL turns HCL diagnostics into problems of the given kind. files holds
// the sources by file name, for the snippets; it may be nil.
func FromHCL(kind Kind, diags hcl.Diagnostics, files map[string][]byte) List {
	var list List
	for _, d := range diags {
		if d.Severity != hcl.DiagError {
			continue
		}
		p := &Problem{Kind: kind, Summary: strings.TrimSuffix(d.Summary, "."), Hint: d.Detail}
		if d.Subject != nil {
			p.At(*d.Subject, files[d.Subject.Filename])
		}
		list = append(list, p)
	}
	return list
}
