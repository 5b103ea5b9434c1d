// Command scaffold generates and updates Terraform repositories of layers and
// services; see the README.
package main

import (
	"os"

	"github.com/seed-3f5c2e52/scaffold/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.System()))
}
