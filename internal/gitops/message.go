package gitops

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// checkMessage cleans a commit message and refuses what a commit cannot hold.
func checkMessage(message string) (string, error) {
	message = CleanMessage(message)
	switch {
	case message == "":
		return "", diag.Usagef("the commit message is empty").WithHint("pass one with --message")
	case !utf8.ValidString(message) || strings.ContainsRune(message, 0):
		return "", diag.Usagef("the commit message is not valid UTF-8 text")
	}
	return message, nil
}

// CleanMessage does what git does to a message that no editor saw
// (commit.cleanup=whitespace): no blanks at line ends, no empty lines around
// the text, one between paragraphs.
func CleanMessage(message string) string {
	var lines []string
	blank := false
	for line := range strings.Lines(message) {
		line = strings.TrimRight(line, " \t\r\n\v\f")
		if line == "" {
			blank = len(lines) > 0
			continue
		}
		if blank {
			lines = append(lines, "")
		}
		lines, blank = append(lines, line), false
	}
	if lines == nil {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

// subject is the first paragraph of a clean message on one line, as logs show it.
func subject(message string) string {
	first, _, _ := strings.Cut(message, "\n\n")
	return strings.Join(strings.Fields(first), " ")
}

// MessageOf returns the message of a commit; "" where it is not here.
func MessageOf(r *Repository, commit string) string {
	out, err := r.clone.git(context.Background(), "show", "-s", "--format=%B", commit)
	if err != nil {
		return ""
	}
	return string(out)
}
