package plan

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/expr"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

const application = `
application "app" {
  environment = {
    name = "${unit}-${environment}"
    size = size
  }
  inputs = {
    owner = owner
    names = published[*].name
    sizes = published[*].size
  }
}
`

// published asks for what the application repository of alpha copies.
func published(t *testing.T, more string, lines ...string) (string, string, error) {
	t.Helper()
	w := newWorld(t)
	w.spec("alpha", lines...)
	m, err := repo.Load(w.files)
	if err != nil {
		t.Fatal(err)
	}
	b := w.builder()
	files := builtin()
	files["service/pack.hcl"].Data = []byte(servicePack + more)
	b.Packs.Builtin = files
	to, inputs, err := b.Application(m, w.files, m.Unit("alpha"))
	var out []string
	for _, name := range []string{"names", "owner", "sizes"} {
		if v, ok := inputs[name]; ok {
			out = append(out, name+" = "+expr.LiteralLine(v))
		}
	}
	return to, strings.Join(out, "\n"), err
}

func TestApplication(t *testing.T) {
	to, got, err := published(t, application, "owner = \"us\"", "environment \"dev\" {\n size = 7\n}\n")
	want := "names = [\"alpha-dev\", \"alpha-production\"]\nowner = \"us\"\nsizes = [7, 2]"
	if err != nil || to != "app" || got != want {
		t.Errorf("%s copies\n%s\nnot\n%s: %v", to, got, want, err)
	}
}

func TestApplicationProblems(t *testing.T) {
	for name, c := range map[string]struct {
		more, line, want string
	}{
		"no application repository": {"", "", "which has no application repository"},
		"a wrong spec":              {application, "slot = \"x\"", "slot"},
		"no object":                 {strings.Replace(application, "inputs = {\n    owner = owner\n    names = published[*].name\n    sizes = published[*].size\n  }", "inputs = published", 1), "", "are an object"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, err := published(t, c.more, c.line); err == nil || !strings.Contains(diag.Of(err).Error(), c.want) {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
}
