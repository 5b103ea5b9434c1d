//go:build !linux

package apply

import "os"

// syncFilesystem makes dir durable as far as this system offers it cheaply.
func syncFilesystem(dir string) {
	if f, err := os.Open(dir); err == nil {
		_ = f.Sync()
		_ = f.Close()
	}
}
