package spec

import (
	"fmt"

	"github.com/hashicorp/go-version"
)

// pin is an exact version that an environment names, so that every run of it
// takes the same one and an upgrade is promoted as any other change.
type pin struct {
	key, value    string
	least, below  string // what is generated works with versions from least on, and before below
	usual, lowest string // what to write instead of a range: the first of them that it admits
}

func (e Environment) pins() []pin {
	return []pin{
		{"terraform_version", e.TerraformVersion, "1.11.0", "2.0.0", DefaultTerraformVersion, "1.11.4"},
		{"aws_provider_version", e.AWSProviderVersion, "5.100.0", "7.0.0", DefaultAWSProviderVersion, "5.100.0"},
	}
}

// problem says what is wrong with the version and what to do, or nothing.
func (p pin) problem() (what, hint string) {
	if versionRE(p.value) {
		v, err := version.NewVersion(p.value)
		if err == nil && version.MustConstraints(version.NewConstraint(">= "+p.least+", < "+p.below)).Check(v.Core()) {
			return "", ""
		}
		return fmt.Sprintf("%s %q is not supported: what is generated needs %s or a later one before %s", p.key, p.value, p.least, p.below),
			fmt.Sprintf("write %s = %q", p.key, p.usual)
	}
	constraint, err := version.NewConstraint(p.value)
	if err != nil {
		return fmt.Sprintf("%s %q is not an exact version such as %s", p.key, p.value, p.usual), fmt.Sprintf("write %s = %q", p.key, p.usual)
	}
	instead := p.usual
	if low := version.Must(version.NewVersion(p.lowest)); !constraint.Check(version.Must(version.NewVersion(p.usual))) && constraint.Check(low) {
		instead = p.lowest
	}
	return fmt.Sprintf("%s %q is not an exact version: each run would take the newest that fits, production's too", p.key, p.value),
		fmt.Sprintf("write %s = %q, or the version that the last run of this environment used", p.key, instead)
}
