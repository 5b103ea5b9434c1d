package change

import (
	"regexp"
	"slices"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
)

// notHosted are characters that no repository's name on GitHub has.
var notHosted = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// Hosted is the OWNER/NAME on GitHub that a repository in the folder probably has:
// the organization's, and the folder's.
func (f Founding) Hosted(folder string) string {
	name := strings.Trim(notHosted.ReplaceAllString(folder, "-"), "-.")
	return strings.ReplaceAll(f.Organization, "_", "-") + "/" + name
}

// CheckRoot tells what the root file's own rules say of a value: a file with it,
// and otherwise with values that are fine, is written and read.
func CheckRoot(set func(*spec.Root)) error {
	r := spec.Root{
		Organization: "acme", VCS: "acme/infrastructure", Hostname: "app.terraform.io", WorkspaceName: "aws-{unit}-{environment}", Domain: "example.com",
		Environments: []spec.Environment{NewEnvironment("dev", "dev", spec.DefaultRegion, false)},
		Layers:       Layers,
	}
	set(&r)
	src, err := spec.NewRoot(&r, spec.PackRef{Name: "repository", Version: "1.0.0"}, nil)
	if err == nil {
		_, err = spec.ParseRoot(spec.Filename, src)
	}
	return err
}

// RefusedEnvironments says why a list of environments with commas can't be a
// repository's; empty when it can.
func RefusedEnvironments(list string) string {
	names := ListedNames(list)
	for i, name := range names {
		if !spec.ValidName(name) {
			return name + " can't be an environment: lower-case letters, digits and single hyphens, a letter first"
		}
		if slices.Contains(names[:i], name) {
			return name + " is there twice"
		}
	}
	return ""
}

// accountNumber is the number of an AWS account.
var accountNumber = regexp.MustCompile(`^[0-9]{12}$`)

// RefusedAccount says why a text can't be the number of an AWS account; empty when
// it can, or when it is not known yet.
func RefusedAccount(number string) string {
	if number != "" && !accountNumber.MatchString(number) {
		return "an AWS account has 12 digits"
	}
	return ""
}

// ListedNames are the names of a list with commas.
func ListedNames(list string) []string {
	var names []string
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// firstOf is the first problem as a question says it; empty where there is none.
func firstOf(problems diag.List) string {
	if len(problems) == 0 {
		return ""
	}
	summary, hint := problems[0].Said()
	return summary + "; " + hint
}
