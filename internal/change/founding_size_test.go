package change

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// TestSizes: production is never made small unasked, and that is said.
func TestSizes(t *testing.T) {
	for written, want := range map[string]string{
		"":                        "dev standard, staging standard, production standard",
		"standard":                "dev standard, staging standard, production standard",
		"small":                   "dev small, staging small, production standard (said)",
		"small, production=small": "dev small, staging small, production small",
		"dev=small":               "dev small, staging standard, production standard (said)",
		"small,staging=standard":  "dev small, staging standard, production standard (said)",
		"tiny":                    `refused: --size knows no "tiny"`,
		"qa=small":                `refused: --size "qa=small" is of none of the environments`,
	} {
		t.Run(written, func(t *testing.T) {
			r, problems := Founding{
				Dir: "d", Organization: "o", Repository: "o/r", Hostname: "tfe.acme.dev", WorkspaceName: "{unit}-{environment}",
				Domain: "acme.dev", Region: "eu-west-1", Environments: "dev,staging,production", Size: written,
			}.Root()
			var sizes []string
			for _, e := range r.Environments {
				sizes = append(sizes, e.Name+" "+e.Size)
			}
			got := strings.Join(sizes, ", ")
			if said := saidOfSize(r.Environments); len(said) > 0 {
				got += " (said)"
			}
			if len(problems) > 0 {
				summary, _ := problems[0].Said()
				got = "refused: " + summary
			}
			if got != want {
				t.Errorf("it is %q, not %q", got, want)
			}
			if refused := RefusedSize(written, "dev,staging,production"); (refused != "") != (len(problems) > 0) {
				t.Errorf("a prompt says %q", refused)
			}
			if len(problems) > 0 {
				return
			}
			src, err := spec.NewRoot(&r, spec.PackRef{Name: "repository", Version: "1.0.0"}, nil)
			if err != nil {
				t.Fatal(err)
			}
			read, err := spec.ParseRoot(spec.Filename, src)
			if err != nil {
				t.Fatal(err)
			}
			for i, e := range read.Environments {
				if e.Size != r.Environments[i].Size {
					t.Errorf("%s is %s where it is read", e.Name, e.Size)
				}
			}
		})
	}
}
