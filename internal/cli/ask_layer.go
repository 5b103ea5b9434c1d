package cli

import (
	"github.com/seed-3f5c2e52/scaffold/internal/interview"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// askLayer asks for a new layer: its name, and between which others it stands.
func askLayer(a *asker) error {
	s, m, err := a.repository("layer")
	if err != nil {
		return err
	}
	p, err := s.packs.Get(spec.PackRef{Name: layerPack})
	if err != nil {
		return err
	}
	given, err := a.assignments()
	if err != nil {
		return err
	}
	name, err := a.askName(prompt.Question{
		Title: "What is the layer called?", Help: "Its folder gets the next free number.",
		Check: func(answer prompt.Answer) string { return freeName(m, p, answer.Text()) },
	})
	if err != nil {
		return err
	}
	if m.Unit(name) != nil {
		return errNothingToAsk
	}
	if err := a.askPlace(m, len(a.given) > 0 && (len(given) > 0 || a.cmd.Flags().Changed("depends-on"))); err != nil {
		return err
	}
	environments := m.Root.EnvironmentNames()
	u, err := keep(a, "unit "+name, func() (*interview.Unit, error) {
		return s.newLayerUnit(m, name, given)
	})
	if err != nil {
		return err
	}
	a.about(u)
	a.workspaces = workspacesOf(m, name, environments)
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

// newLayerUnit is a layer that is not there yet, as it is asked about.
func (s *session) newLayerUnit(m *repo.Repository, name string, given []assignment) (*interview.Unit, error) {
	o := &layerOptions{global: s.g, name: name}
	edits, err := s.layerEdits(o, m, spec.Layer{Name: name, Directory: m.Root.NextDirectory(name)})
	if err != nil {
		return nil, err
	}
	p, err := s.packs.Get(spec.PackRef{Name: layerPack})
	if err != nil {
		return nil, err
	}
	environments := m.Root.EnvironmentNames()
	in, err := resolve(p, given, environments)
	if err != nil {
		return nil, err
	}
	return s.modelledUnit(edits, "", name, p, environments, in, given)
}
