package render

import (
	"fmt"
	"io/fs"
	"os"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/templates"
)

// BenchmarkLayoutCache renders the environments of 5 services with the cache
// and without it. One iteration is one run over them.
func BenchmarkLayoutCache(b *testing.B) {
	p, all := services(b, 5)
	for name, off := range map[string]bool{"with": false, "without": true} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				r := New()
				r.layouts.off = off
				for _, v := range all {
					if _, err := r.Render(p, v.Values, v.environment); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// rendered are the values of one render.
type rendered struct {
	*pack.Values
	environment string
}

// services are n services with everything, of different names, owners and ports.
func services(tb testing.TB, n int) (*pack.Pack, []rendered) {
	tb.Helper()
	dir, err := fs.Sub(templates.FS, templates.Packs["service"])
	if err != nil {
		tb.Fatal(err)
	}
	p, err := pack.Load(dir, "templates/service")
	if err != nil {
		tb.Fatal(err)
	}
	src, err := os.ReadFile("../../golden/service-full/layers/04-applications/shop/" + lock.Filename)
	if err != nil {
		tb.Fatal(err)
	}
	l, err := lock.Parse(lock.Filename, src)
	if err != nil {
		tb.Fatal(err)
	}
	var all []rendered
	for i := range n {
		for _, block := range l.Blocks[1:] {
			name, inputs := fmt.Sprintf("service-%d", i), block.Inputs()
			inputs["owner"], inputs["port"] = cty.StringVal(fmt.Sprintf("team-%d", i%7)), cty.NumberIntVal(3000+int64(i))
			v, err := p.Locked(name, block.Environment, block.Context(), inputs)
			if err != nil {
				tb.Fatal(err)
			}
			all = append(all, rendered{v, block.Environment})
		}
	}
	return p, all
}

// With the cache and without it the files are the same.
func TestLayoutCacheChangesNothing(t *testing.T) {
	p, all := services(t, 3)
	cached, plain := New(), New()
	plain.layouts.off = true
	for _, v := range all {
		have, err := cached.Render(p, v.Values, v.environment)
		if err != nil {
			t.Fatal(err)
		}
		want, err := plain.Render(p, v.Values, v.environment)
		if err != nil || len(have) != len(want) || len(want) == 0 {
			t.Fatalf("%d files, not %d: %v", len(have), len(want), err)
		}
		for i, f := range want {
			if string(have[i].Content.Bytes()) != string(f.Content.Bytes()) {
				t.Errorf("%s of %s is another: %s", f.Path, v.environment, firstDifference(have[i].Content.Bytes(), f.Content.Bytes()))
			}
		}
	}
}
