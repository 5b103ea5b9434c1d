package report

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Proposal is what the description of a pull request says.
type Proposal struct {
	Command    string
	Title      string
	Tip        string            // hash of the branch's last commit
	Files      map[string]string // path → what happened to it, as git's letter
	Added      []string          // Terraform addresses that existing root modules gain
	Removed    []string          // and lose
	Notes      []string
	Workspaces []Link
}

// Link is a name and where it leads.
type Link struct{ Name, URL string }

// The lines between which a description is scaffold's; the rest is a person's.
const (
	sectionBegin = "<!-- scaffold:begin (what stands between these two lines is written anew) -->"
	sectionEnd   = "<!-- scaffold:end -->"
	stateBegin   = "<!-- scaffold:state "
	stateEnd     = " -->"
)

// hidden is what a later run must know: it stands in the section, unseen.
type hidden struct {
	Title   string   `json:"title"`
	Tip     string   `json:"tip"`
	Added   []string `json:"added,omitempty"`
	Removed []string `json:"removed,omitempty"`
}

// HasSection tells whether a description holds a section of scaffold's.
func HasSection(body string) bool {
	begin := strings.Index(body, sectionBegin)
	return begin >= 0 && strings.Contains(body[begin:], "\n"+sectionEnd) // no text from elsewhere starts a line
}

// DescribedTip is the commit up to which a description describes its branch.
func DescribedTip(body string) string {
	if !HasSection(body) {
		return ""
	}
	return readState(body[strings.Index(body, sectionBegin):]).Tip
}

// Describe puts the proposal into the description of a pull request: in place
// of the section that is there, or below what a person wrote. What the section
// said of Terraform addresses before is carried on. title is the new title: the
// proposal's, unless a person changed the one that scaffold gave.
func (p Proposal) Describe(title, body string) (newTitle, newBody string) {
	newTitle = p.Title
	begin := strings.Index(body, sectionBegin)
	if !HasSection(body) {
		if body = strings.TrimRight(body, "\r\n"); body != "" {
			return title, body + "\n\n" + p.section()
		}
		if title != "" {
			newTitle = title
		}
		return newTitle, p.section()
	}
	end := begin + strings.Index(body[begin:], "\n"+sectionEnd) + 1 + len(sectionEnd)
	before := readState(body[begin:end])
	if title != before.Title {
		newTitle = title
	}
	p.Added, p.Removed = union(before.Added, p.Added), union(before.Removed, p.Removed)
	return newTitle, body[:begin] + strings.TrimSuffix(p.section(), "\n") + body[end:]
}

func readState(section string) hidden {
	var s hidden
	_, text, _ := strings.Cut(section, "\n"+stateBegin)
	text, _, _ = strings.Cut(text, stateEnd)
	_ = json.Unmarshal([]byte(text), &s) // a person's edit: nothing is known then
	return s
}

func union(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// section is the part of a description that is scaffold's.
func (p Proposal) section() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\nMade by %s.\n", sectionBegin, code("scaffold "+p.Command))
	p.files(&b)
	list(&b, "Terraform: an apply destroys", p.Removed, code)
	list(&b, "Terraform: existing root modules gain", p.Added, code)
	list(&b, "Workspaces", p.Workspaces, func(w Link) string { return "[" + plain(w.Name) + "](" + w.URL + ")" })
	list(&b, "Notes", p.Notes, plain)
	fmt.Fprint(&b, "\n**How to review**\n\nStart with `scaffold.hcl` and `terraform.tfvars`: everything else is rendered from them. "+
		"Then read Terraform's plan of each workspace, among the checks. There were no merge conflicts.\n\n")
	kept := hidden{p.Title, p.Tip, p.Added[:min(len(p.Added), maxRows)], p.Removed[:min(len(p.Removed), maxRows)]}
	text, _ := json.Marshal(kept) // escapes < and >, so no text ends the comment
	fmt.Fprintf(&b, "%s%s%s\n%s\n", stateBegin, ascii(text), stateEnd, sectionEnd)
	return b.String()
}

// ascii escapes what is not ASCII in JSON, and the sign of mentions.
func ascii(text []byte) string {
	var b strings.Builder
	for _, r := range string(text) {
		if r < 0x7f && r != '@' {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(&b, "\\u%04x", unit)
		}
	}
	return b.String()
}

// maxListed bounds lists of names.
const maxListed = 60

// files lists what changed by unit.
func (p Proposal) files(b *strings.Builder) {
	byUnit := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(p.Files)) {
		unit := fold(repo.Path(name))
		byUnit[unit] = append(byUnit[unit], name)
	}
	fmt.Fprintf(b, "\n**Files**: %s\n\n", p.count(slices.Collect(maps.Keys(p.Files))))
	rows := 0
	for i, unit := range slices.Sorted(maps.Keys(byUnit)) {
		names := byUnit[unit]
		if i == maxListed {
			fmt.Fprintf(b, "and %d more folders\n", len(byUnit)-i)
			break
		}
		if rows += len(names); rows > maxRows {
			fmt.Fprintf(b, "- %s: %s\n", code(unit), p.count(names))
			continue
		}
		fmt.Fprintf(b, "<details><summary><code>%s</code>: %s</summary>\n\n", html(unit), p.count(names))
		for _, name := range names {
			fmt.Fprintf(b, "- %s %s\n", happened[p.Files[name]], code(name))
		}
		fmt.Fprint(b, "\n</details>\n")
	}
}

var happened = map[string]string{"A": "added", "M": "changed", "T": "changed", "D": "deleted"}

// count says how many files were added, changed and deleted.
func (p Proposal) count(names []string) string {
	n := map[string]int{}
	for _, name := range names {
		n[happened[p.Files[name]]]++
	}
	var parts []string
	for _, word := range []string{"added", "changed", "deleted"} {
		if n[word] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[word], word))
		}
	}
	return strings.Join(parts, ", ")
}

// list writes items, each as Markdown, below a title; nothing where there are none.
func list[T any](b *strings.Builder, title string, items []T, markdown func(T) string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(b, "\n**%s**\n\n", title)
	for i, item := range items {
		if i == maxListed {
			fmt.Fprintf(b, "- and %d more\n", len(items)-i)
			break
		}
		fmt.Fprintf(b, "- %s\n", markdown(item))
	}
}

// code is text as a code span: nothing in it is Markdown, HTML or a mention.
func code(s string) string {
	return "`" + strings.NewReplacer("`", "'", "\n", " ").Replace(diag.Visible(s)) + "`"
}

func html(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "@", "@\u200b", "\n", " ").Replace(diag.Visible(s))
}

// plain is text that is nothing but text: every character that Markdown may
// read is escaped, and a space of no width keeps GitHub from reading mentions,
// references and addresses.
func plain(s string) string {
	var b strings.Builder
	for _, r := range strings.ReplaceAll(s, "\n", " ") {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '@' || r == '#':
			b.WriteString("\\" + string(r) + "\u200b")
		case r == ':':
			b.WriteString(":\u200b")
		case strings.ContainsRune("\\`*_{}[]()+-.!|~$^=\"'", r):
			b.WriteString("\\" + string(r))
		default:
			b.WriteString(diag.Visible(string(r)))
		}
	}
	return strings.ReplaceAll(b.String(), "www\\.", "www\u200b\\.")
}
