// Command bareloop writes or hashes files in a plain loop: what generating is
// measured against.
//
//	bareloop write ARCHIVE DIR   writes every file of the archive below DIR
//	bareloop hash DIR            reads every file below DIR and names it as git does
//
// An archive is a sequence of gob values: path and content.
package main

import (
	"bufio"
	"crypto/sha1" //nolint:gosec // git's own hash
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"path/filepath"
)

// File is one file of an archive.
type File struct {
	Path    string
	Content []byte
}

func main() {
	var err error
	switch {
	case len(os.Args) == 4 && os.Args[1] == "write":
		err = write(os.Args[2], os.Args[3])
	case len(os.Args) == 3 && os.Args[1] == "hash":
		err = hash(os.Args[2])
	default:
		err = errors.New("usage: bareloop write ARCHIVE DIR | bareloop hash DIR")
	}
	if err != nil {
		log.Fatal(err)
	}
}

func write(archive, dir string) error {
	f, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer f.Close()
	decoder := gob.NewDecoder(bufio.NewReaderSize(f, 1<<20))
	made := map[string]bool{}
	for {
		var file File
		if err := decoder.Decode(&file); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		name := filepath.Join(dir, file.Path)
		if parent := filepath.Dir(name); !made[parent] {
			if err := os.MkdirAll(parent, 0o755); err != nil {
				return err
			}
			made[parent] = true
		}
		if err := os.WriteFile(name, file.Content, 0o644); err != nil {
			return err
		}
	}
}

func hash(dir string) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		h := sha1.New() //nolint:gosec // git's own hash
		fmt.Fprintf(h, "blob %d\x00", len(content))
		h.Write(content)
		h.Sum(nil)
		return nil
	})
}
