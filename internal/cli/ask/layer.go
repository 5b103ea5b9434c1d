package ask

import (
	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// Layer asks for a new layer: its name, and between which others it stands.
func Layer(a *Asker) error {
	n, err := a.askNew("layer", prompt.Question{
		Title: "What is the layer called?", Help: "Its folder gets the next free number.",
	})
	if err != nil {
		return err
	}
	if err := a.askPlace(n.model, len(a.given) > 0 && (len(n.given) > 0 || a.cmd.Flags().Changed("depends-on"))); err != nil {
		return err
	}
	u, err := keep(a, "unit "+n.name, func() (*interview.Unit, error) {
		return n.unit(change.AddLayer{Pack: n.pack.Name, Name: n.name, Flags: n.given})
	})
	if err != nil {
		return err
	}
	a.about(u)
	a.workspaces = workspacesOf(n.model, n.name, n.model.Root.EnvironmentNames())
	return a.Needed(u)
}

// askPlace asks which layers the new one reads, and which one is to read it.
func (a *Asker) askPlace(m *repo.Repository, said bool) error {
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
