package report

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// What people name files, units and titles can't become Markdown, HTML, a
// mention or a link, nor end the section.
func TestProposalTakesTextForText(t *testing.T) {
	evil := "@ada `x` <img src=x> [a](http://b.example) **b** #12 " + sectionEnd + " --> | \\[c](d) www.example.com\n# h \u202e"
	p := Proposal{
		Command: evil, Title: evil, Tip: evil, Files: map[string]string{evil: "A"}, Added: []string{evil}, Removed: []string{evil},
		Notes: []string{evil}, Workspaces: []Link{{evil, "https://app.terraform.io/x"}},
	}
	_, body := p.Describe("", "")
	if outside := outsideCode(body); strings.Count(outside, sectionEnd) != 1 || !strings.HasSuffix(body, "\n"+sectionEnd+"\n") {
		t.Errorf("the section ends early:\n%s", body)
	}
	for _, bad := range []string{"@ada", "<img", "](http://b", "**b**", "#12", "\n# h", "\u202e", "www.example", "http://b"} {
		if strings.Contains(outsideCode(body), bad) {
			t.Errorf("%q is outside of code:\n%s", bad, outsideCode(body))
		}
	}
	// and what is there once is read again as it was
	title, again := p.Describe(p.Title, body)
	if again != body || title != p.Title {
		t.Errorf("a second time it is\n%s\nand was\n%s", again, body)
	}
}

var tagged = regexp.MustCompile("<code>[^<>]*</code>")

// outsideCode is Markdown without its code spans and the hidden comment.
func outsideCode(body string) string {
	var b strings.Builder
	for line := range strings.Lines(tagged.ReplaceAllString(body, "")) {
		if strings.HasPrefix(line, stateBegin) && strings.HasSuffix(line, stateEnd+"\n") {
			if strings.ContainsAny(line, "@\u202e") || strings.Count(line, ">") != 1 {
				b.WriteString(line)
			}
			continue
		}
		for i, part := range strings.Split(strings.ReplaceAll(line, "\\`", ""), "`") {
			if i%2 == 0 {
				b.WriteString(part)
			}
		}
	}
	return b.String()
}

func TestProposalKeepsWhatPeopleWrote(t *testing.T) {
	first := Proposal{Command: "upgrade", Title: "one", Tip: "1", Files: map[string]string{"a": "M"}, Added: []string{"x: a.b"}}
	title, body := first.Describe("", "")
	if title != "one" || !HasSection(body) || DescribedTip(body) != "1" {
		t.Fatalf("%s\n%s", title, body)
	}
	second := Proposal{Command: "upgrade", Title: "two", Tip: "2", Files: map[string]string{"b": "D"}, Removed: []string{"y: c.d"}}
	title, body = second.Describe(title, "Before.\r\n"+body+"After.")
	for _, want := range []string{"Before.\r\n<!--", "After.", "- deleted `b`", "x: a.b", "y: c.d", "an apply destroys"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not in\n%s", want, body)
		}
	}
	if title != "two" || strings.Contains(body, "changed `a`") || DescribedTip(body) != "2" {
		t.Errorf("%s\n%s", title, body)
	}
	if title, _ = first.Describe("A person's", body); title != "A person's" {
		t.Errorf("the title of a person became %s", title)
	}
	if _, body := first.Describe("x", "Mine alone"); !strings.HasPrefix(body, "Mine alone\n\n<!--") {
		t.Errorf("%s", body)
	}
}

// GitHub takes 65,536 characters.
func TestProposalIsBounded(t *testing.T) {
	p := Proposal{Command: "upgrade", Title: "x", Files: map[string]string{}}
	for i := range 3000 {
		p.Files[fmt.Sprintf("layers/04-applications/service-%d/environments/production/main.tf", i)] = "M"
		p.Added = append(p.Added, fmt.Sprintf("layers/04-applications/service-%d/environments/production: aws_something.with_a_name", i))
		p.Notes = append(p.Notes, "a note of some length about what happened")
		p.Workspaces = append(p.Workspaces, Link{fmt.Sprintf("aws-service-%d-production", i), "https://app.terraform.io/app/acme/workspaces/aws-service"})
	}
	if _, body := p.Describe("", ""); len(body) > 65536 {
		t.Errorf("%d characters", len(body))
	}
}
