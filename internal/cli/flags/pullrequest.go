package flags

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// PullRequest are the flags about the pull request of a run.
type PullRequest struct {
	On     bool
	Base   string
	Draft  bool
	Labels []string
	Topic  string // the branch to make where none is named and none is checked out
}

// defaultLabel is what pull requests are labelled with, so that they can be found.
const defaultLabel = "scaffold"

func (p *PullRequest) add(f *pflag.FlagSet) {
	f.BoolVar(&p.On, "pr", false, "push, and open a pull request for the branch or update the one that is open")
	f.StringVar(&p.Base, "base", "", "with --pr: the branch to merge into (default: the repository's default branch)")
	f.BoolVar(&p.Draft, "draft", false, "with --pr: open it as a draft")
	f.StringSliceVar(&p.Labels, "label", []string{defaultLabel}, "with --pr: labels it gets; empty for none")
}

// check refuses flags that need --pr, and works out the branch.
func (p *PullRequest) check(cmd *cobra.Command, environments []string) error {
	for _, name := range []string{"base", "draft", "label"} {
		if cmd.Flags().Changed(name) && !p.On {
			return diag.Usagef("--%s is about a pull request", name).WithHint("give --pr, too")
		}
	}
	p.Labels = slices.DeleteFunc(p.Labels, func(l string) bool { return strings.TrimSpace(l) == "" })
	words := append([]string{strings.TrimPrefix(cmd.CommandPath(), "scaffold ")}, cmd.Flags().Args()...)
	p.Topic = TopicBranch(append(words, environments...))
	return nil
}

// TopicBranch is the branch for a command: the same command has the same one.
func TopicBranch(words []string) string {
	var parts []string
	for _, word := range words {
		part := strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' && word != "." {
				return r
			}
			return '-'
		}, strings.ToLower(word))
		if word == "." {
			part = "repository"
		}
		if part = strings.Trim(part, "-."); part != "" {
			parts = append(parts, part)
		}
	}
	name := strings.ReplaceAll(strings.Join(parts, "-"), "..", "-")
	if longest := 60; len(name) > longest {
		sum := sha256.Sum256([]byte(strings.Join(words, "\x00")))
		name = strings.TrimRight(name[:longest-9], "-.") + fmt.Sprintf("-%x", sum[:4])
	}
	return "scaffold/" + name
}
