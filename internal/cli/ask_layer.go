package cli

import (
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// askLayer asks for a new layer: its name, and between which others it stands.
func askLayer(a *asker) error {
	n, err := a.askNew("layer", layerPack, prompt.Question{
		Title: "What is the layer called?", Help: "Its folder gets the next free number.",
	})
	if err != nil {
		return err
	}
	if err := a.askPlace(n.model, len(a.given) > 0 && (len(n.given) > 0 || a.cmd.Flags().Changed("depends-on"))); err != nil {
		return err
	}
	u, err := keep(a, "unit "+n.name, func() (*interview.Unit, error) { return n.layerUnit() })
	if err != nil {
		return err
	}
	a.about(u)
	a.workspaces = workspacesOf(n.model, n.name, n.model.Root.EnvironmentNames())
	return a.Needed(u)
}

// askPlace asks which layers the new one reads, and which one is to read it.
func (a *asker) askPlace(m *repo.Repository, said bool) error {
	if said {
		return nil
	}
	reads := prompt.Question{Title: "Whose state does it read?", Help: "Those layers are applied first.", Kind: prompt.Choices}
	before := prompt.Question{Title: "Is there a layer that comes after it?", Help: "That one will read its state.", Kind: prompt.Choice, Start: prompt.Answer{""}}
	before.Options = []prompt.Option{{Value: "", Label: "No"}}
	for _, l := range m.Root.Layers {
		reads.Options = append(reads.Options, prompt.Option{Value: l.Name})
		before.Options = append(before.Options, prompt.Option{Value: l.Name})
	}
	if !a.cmd.Flags().Changed("depends-on") {
		answer, err := a.Ask("--depends-on", reads)
		if err != nil {
			return err
		}
		for _, name := range answer {
			a.flags = append(a.flags, "--depends-on", name)
		}
	}
	_, err := a.askFlag("before", before)
	return err
}

// layerUnit is a layer that is not there yet, as it is asked about.
func (n newcomer) layerUnit() (*interview.Unit, error) {
	o := &layerOptions{global: n.session.g, name: n.name}
	edits, err := n.session.layerEdits(o, n.model, spec.Layer{Name: n.name, Directory: n.model.Root.NextDirectory(n.name)})
	if err != nil {
		return nil, err
	}
	environments := n.model.Root.EnvironmentNames()
	in, err := resolve(n.pack, n.given, environments)
	if err != nil {
		return nil, err
	}
	return n.session.modelledUnit(edits, "", n.name, n.pack, environments, in, n.given)
}
