package change

import (
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
)

// Existing changes nothing: it is an application repository that is there, and
// that must be as it is described.
type Existing struct {
	Name  string
	Given []Assignment
}

func (c Existing) draft(d *draft) error {
	if err := d.load(); err != nil {
		return err
	}
	u := d.model.Units[0]
	p, err := d.base.Packs.Get(u.PackOf(""))
	if err != nil {
		return err
	}
	given := make([]Assignment, len(c.Given))
	for i, a := range c.Given {
		if in := p.Input(a.Name); in != nil {
			if err := a.Read(in); err != nil {
				return err
			}
		}
		given[i] = a
	}
	if changed, _ := Differing(p, u, given); len(changed) > 0 {
		return diag.Usagef("the application repository %s exists, and its %s is another one than given here", c.Name, changed[0].Name).
			WithHint("change it with `scaffold generate --set …` there, and leave the flag out here")
	}
	d.about = []string{c.Name}
	if u.Lock != nil {
		for _, b := range u.Lock.Blocks {
			d.kept += len(b.Files)
		}
	}
	return nil
}

func (c Existing) conclude(*draft, *plan.Plan) (string, error) { return "initial commit", nil }
