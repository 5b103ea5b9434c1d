package plan

import (
	"os"
	"path"
	"testing"
	"testing/fstest"

	"github.com/seed-3f5c2e52/scaffold/internal/repo"
	"github.com/seed-3f5c2e52/scaffold/internal/tfconfig"
)

// BenchmarkOutlines compares a root module of a service with itself by the fast
// path, and by reading it twice.
func BenchmarkOutlines(b *testing.B) {
	const dir = "../../golden/service-full/layers/04-applications/shop/environments/production"
	files, problems := tfconfig.Files(os.DirFS(dir), ".")
	if len(files) == 0 || len(problems) > 0 {
		b.Fatal(problems)
	}
	disk, actions := fstest.MapFS{}, map[string]*Action{}
	for name, content := range files {
		disk[path.Join("dev", name)] = &fstest.MapFile{Data: content}
		actions[name] = &Action{Kind: Update, Path: repo.Path("dev").Join(name), Content: content}
	}
	b.Run("with", func(b *testing.B) {
		for range b.N {
			if !sameOutlines(disk, "dev", actions) {
				b.Fatal("the module differs from itself")
			}
		}
	})
	b.Run("without", func(b *testing.B) {
		for range b.N {
			old, next := tfconfig.Read("dev", files), tfconfig.Read("dev", files)
			if len(old.Managed()) == 0 || len(old.Managed()) != len(next.Managed()) {
				b.Fatal("the module differs from itself")
			}
		}
	})
}
