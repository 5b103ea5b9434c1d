// Package templates embeds the built-in packs. They are ordinary packs; only
// their names and folders are known here.
package templates

import "embed"

// FS holds the built-in packs. The prefix all: is needed for dotfiles such as
// .github.
//
//go:embed all:app-repo all:layer all:repository all:service
var FS embed.FS

// Packs says in which folder of FS a built-in pack lies, by name.
var Packs = map[string]string{
	"app-repo":        "app-repo",
	"blank":           "layer/blank",
	"foundation":      "layer/foundation",
	"platform":        "layer/platform",
	"repository":      "repository",
	"service":         "service",
	"shared-services": "layer/shared-services",
}
