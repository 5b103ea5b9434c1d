package packtest

import (
	"bytes"
	"embed"
	"io/fs"
	"strings"

	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/plan"
	"github.com/seed-3f5c2e52/scaffold/internal/repo"
)

// starter is a small whole pack; NAME stands for its name.
//
//go:embed all:starter
var starter embed.FS

// Starter plans a small whole pack to start from, called name, with what its test
// renders. origin is its folder, for messages.
func (r *Runner) Starter(name, origin string) (*plan.Plan, error) {
	files, err := starterFiles(name)
	if err != nil {
		return nil, err
	}
	own := map[string][]byte{}
	for file, src := range files {
		if !file.In(pack.TestsDir) {
			own[string(file)] = src
		}
	}
	p, err := pack.FromFiles(own, origin)
	if err != nil {
		return nil, err
	}
	cases, err := Cases(repo.Overlay{Files: files}, origin)
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		got, err := r.Render(p, c)
		if err != nil {
			return nil, err
		}
		for file, f := range got {
			files[c.wantDir().Join(file)] = f.Content
		}
	}
	out := &plan.Plan{}
	for _, file := range sortedKeys(files) {
		out.Actions = append(out.Actions, plan.Action{Kind: plan.Create, Path: file, Content: files[file], Reason: "new"})
	}
	return out, nil
}

// starterFiles are the starter's own files under its new name.
func starterFiles(name string) (map[repo.Path][]byte, error) {
	files := map[repo.Path][]byte{}
	err := fs.WalkDir(starter, "starter", func(from string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		src, err := starter.ReadFile(from)
		files[repo.Path(strings.TrimPrefix(from, "starter/"))] = bytes.ReplaceAll(src, []byte("NAME"), []byte(name))
		return err
	})
	return files, err
}
