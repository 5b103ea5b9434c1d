package complete

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-3f5c2e52/scaffold/internal/cli/flags"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// subject is the pack of the unit that --set is about: the one it names, the
// command's own, or that of the only unit on the line. nil when none is.
func (c *completer) subject(cmd *cobra.Command, args []string, unit string) *pack.Pack {
	switch own := cmd.Annotations[flags.InputsOf]; {
	case unit != "":
		return c.packOf(unit)
	case own != "":
		p, err := c.packs.Get(spec.PackRef{Name: own})
		if err != nil {
			return nil
		}
		return p
	case len(args) == 1:
		return c.packOf(args[0])
	case len(args) == 0 && c.Unit != nil:
		return c.packOf(c.Unit.Name)
	}
	return nil
}

// settings offers the parts of [ENV:][UNIT.]name=VALUE, one after the other.
func settings(c *completer, cmd *cobra.Command, args []string, typed string) (words, cobra.ShellCompDirective) {
	key, value, valued := strings.Cut(typed, "=")
	start := strings.LastIndexAny(key, ":.") + 1
	qualifier, name := key[:start], key[start:]
	environment, unit, _ := strings.Cut(qualifier, ":")
	if !strings.Contains(qualifier, ":") {
		environment, unit = "", qualifier
	}
	p := c.subject(cmd, args, strings.TrimSuffix(unit, "."))
	var out words
	switch {
	case valued && p != nil && p.Input(name) != nil:
		for _, w := range c.values(cmd, p, p.Input(name), value) {
			out = append(out, key+"="+w)
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	case valued:
		return nil, cobra.ShellCompDirectiveNoFileComp
	case p != nil:
		for _, in := range p.Inputs {
			out = append(out, cobra.CompletionWithDesc(qualifier+in.Name+"=", diag.Quoted(in.Description)))
		}
	}
	if environment == "" && unit == "" {
		for _, e := range c.Root.Environments {
			out = append(out, cobra.CompletionWithDesc(e.Name+":", "in this environment only"))
		}
	}
	if unit == "" && len(args) != 1 && cmd.Annotations[flags.InputsOf] == "" {
		out = append(out, c.prefixes(cmd, args, qualifier)...)
	}
	return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// prefixes offers UNIT. for the units of a run over several.
func (c *completer) prefixes(cmd *cobra.Command, args []string, qualifier string) words {
	found, _ := units(c, cmd, nil, "")
	var out words
	for _, w := range found {
		if name, about, _ := strings.Cut(w, "\t"); len(args) == 0 || slices.Contains(args, name) {
			out = append(out, cobra.CompletionWithDesc(qualifier+name+".", about))
		}
	}
	return out
}

// versions offers the versions that the named units' packs have here, or those
// of all packs in use.
func versions(c *completer, _ *cobra.Command, args []string, _ string) (words, cobra.ShellCompDirective) {
	var names []string
	for _, arg := range args {
		if p := c.packOf(arg); p != nil {
			names = append(names, p.Name)
		}
	}
	if len(args) == 0 {
		for _, ref := range c.packs.VendoredRefs() {
			names = append(names, ref.Name)
		}
	}
	slices.Sort(names)
	holders := map[string][]string{} // version → packs
	var order []string
	for _, name := range slices.Compact(names) {
		have := c.packs.VendoredVersions(name)
		if p, err := c.packs.Get(spec.PackRef{Name: name}); err == nil && !slices.Contains(have, p.Version) {
			have = append(have, p.Version)
		}
		for _, version := range have {
			if holders[version] == nil {
				order = append(order, version)
			}
			holders[version] = append(holders[version], name)
		}
	}
	slices.SortStableFunc(order, func(a, b string) int {
		switch {
		case pack.Newer(a, b):
			return -1
		case pack.Newer(b, a):
			return 1
		}
		return 0
	})
	var out words
	for _, version := range order {
		out = append(out, cobra.CompletionWithDesc(version, strings.Join(holders[version], ", ")))
	}
	return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}

// allocated offers the inputs of the unit that scaffold chooses itself.
func allocated(c *completer, cmd *cobra.Command, args []string, _ string) (words, cobra.ShellCompDirective) {
	var out words
	if p := c.subject(cmd, args, ""); p != nil {
		for _, in := range p.Inputs {
			if in.Allocate != nil {
				out = append(out, cobra.CompletionWithDesc(in.Name, diag.Quoted(in.Description)))
			}
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
