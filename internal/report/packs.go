package report

import (
	"fmt"
	"sort"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
)

// Packs are the packs of a repository.
type Packs struct {
	Command string
	Packs   []Pack
	Notes   []string
}

// Pack is one version of a pack, and who stands at it.
type Pack struct {
	Name         string   `json:"name"`
	Version      string   `json:"version"`
	Vendored     bool     `json:"vendored"`
	From         string   `json:"from"`
	Newest       string   `json:"newest"`
	Units        []string `json:"units"`
	Environments int      `json:"environments"`
}

// PackDetail is all that is told of one version.
type PackDetail struct {
	Name     string      `json:"name"`
	Version  string      `json:"version"`
	Digest   string      `json:"digest"`
	From     string      `json:"from"`
	Vendored bool        `json:"vendored"`
	Requires string      `json:"requires_scaffold"`
	Reads    []string    `json:"reads"`
	Inputs   []PackInput `json:"inputs"`
	Files    []PackFile  `json:"files"`
}

// PackInput is one input, as text.
type PackInput struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Default     string `json:"default"`
	StoredIn    string `json:"stored_in"`
	Description string `json:"description"`
}

// PackFile is one file of a pack.
type PackFile struct {
	Path  string `json:"path"`
	Bytes int    `json:"bytes"`
}

// SortPacks puts packs in order: by name, the newest version first.
func SortPacks(list []Pack) {
	sort.Slice(list, func(i, j int) bool {
		if list[i].Name != list[j].Name {
			return list[i].Name < list[j].Name
		}
		return pack.Newer(list[i].Version, list[j].Version)
	})
}

// Packs prints a table.
func (t Text) Packs(list Packs) {
	rows := [][]string{{"PACK", "VERSION", "NEWEST", "VENDORED", "USED BY", "FROM"}}
	for _, p := range list.Packs {
		newest := p.Newest
		if newest == "" {
			newest = "?"
		}
		used := "nobody"
		if n := len(p.Units); n > 0 {
			used = countOf(n, "unit") + ", " + countOf(p.Environments, "environment")
		}
		rows = append(rows, []string{p.Name, p.Version, newest, map[bool]string{true: "yes", false: "no"}[p.Vendored], used, p.From})
	}
	t.table(rows)
	for _, note := range list.Notes {
		fmt.Fprintf(t.Err, "note: %s\n", indented(note, "      "))
	}
}

// table prints rows in columns.
func (t Text) table(rows [][]string) {
	w := tabwriter.NewWriter(t.Out, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		for i, cell := range row {
			row[i] = diag.Visible(cell)
		}
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	_ = w.Flush() // a closed pipe is the reader's affair
}

func countOf(n int, what string) string { return count(n, what, what+"s") }

// PackDetail prints one version of a pack.
func (t Text) PackDetail(p PackDetail) {
	vendored := "not vendored"
	if p.Vendored {
		vendored = "vendored"
	}
	fmt.Fprintf(t.Out, "%s@%s (%s; %s)\n%s\n", p.Name, p.Version, diag.Visible(p.From), vendored, p.Digest)
	if p.Requires != "" {
		fmt.Fprintf(t.Out, "requires scaffold %s\n", diag.Visible(p.Requires))
	}
	if len(p.Reads) > 0 {
		fmt.Fprintf(t.Out, "reads %s\n", diag.Visible(strings.Join(p.Reads, ", ")))
	}
	rows := [][]string{}
	for _, in := range p.Inputs {
		rows = append(rows, []string{"  " + in.Name, in.Type, in.Default, in.StoredIn, shorten(in.Description, 60)})
	}
	fmt.Fprintf(t.Out, "\n%s:\n", countOf(len(p.Inputs), "input"))
	t.table(rows)
	fmt.Fprintf(t.Out, "\n%s:\n", countOf(len(p.Files), "file"))
	for _, f := range p.Files {
		fmt.Fprintf(t.Out, "  %s (%d bytes)\n", diag.Visible(f.Path), f.Bytes)
	}
}

func shorten(s string, length int) string {
	if utf8.RuneCountInString(s) <= length {
		return s
	}
	return string([]rune(s)[:length-1]) + "…"
}

// Tests are the results of a pack's tests.
type Tests struct {
	Command  string
	Pack     string // name@version
	From     string // the older version it was compared with; empty for none
	Cases    []TestCase
	Notes    []string
	Problems diag.List
}

// TestCase is one case.
type TestCase struct {
	Name  string `json:"name"`
	Files int    `json:"files"` // that were rendered
	OK    bool   `json:"ok"`
}

// Tests prints a line for each case, then what is wrong.
func (t Text) Tests(r Tests) {
	failed := 0
	for _, c := range r.Cases {
		word, color := "ok  ", "32"
		if !c.OK {
			word, color = "FAIL", "31"
			failed++
		}
		if !t.Quiet {
			fmt.Fprintf(t.Out, "  %s  %s (%s)\n", t.paint(color, word), diag.Visible(c.Name), files(c.Files))
		}
	}
	for _, note := range r.Notes {
		fmt.Fprintf(t.Err, "note: %s\n", indented(note, "      "))
	}
	if len(r.Problems) > 0 {
		t.Problems(r.Problems)
		if failed > 0 {
			fmt.Fprintln(t.Err, "\nIf the change is meant, run this again with --update and look at the difference in git.")
		}
		return
	}
	if t.Quiet {
		return
	}
	fmt.Fprintf(t.Out, "%s of %s passed.\n", countOf(len(r.Cases), "case"), r.Pack)
	if r.From != "" {
		fmt.Fprintf(t.Out, "An upgrade from %s destroys nothing in them.\n", r.From)
	}
}
