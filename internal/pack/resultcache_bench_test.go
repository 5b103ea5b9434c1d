package pack

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/seed-3f5c2e52/scaffold/internal/lock"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/templates"
)

// service is the built-in pack and what a service with everything was rendered
// from.
func service(tb testing.TB) (*Pack, *lock.Lock) {
	tb.Helper()
	dir, err := fs.Sub(templates.FS, templates.Packs["service"])
	if err != nil {
		tb.Fatal(err)
	}
	p, err := Load(dir, "templates/service")
	if err != nil {
		tb.Fatal(err)
	}
	name := "../../golden/service-full/layers/04-applications/shop/" + lock.Filename
	src, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	l, err := lock.Parse(name, src)
	if err != nil {
		tb.Fatal(err)
	}
	return p, l
}

// serviceRequest is what service i of a run is evaluated from: services of a
// company differ in owner, port, and a name of their own.
func serviceRequest(b *lock.Block, i int) Request {
	context, given := maps.Clone(b.Context()), map[string]spec.Attr{}
	name := fmt.Sprintf("service-%d", i)
	context["unit"], context["environment"] = cty.StringVal(name), cty.StringVal(b.Environment)
	context["unit_path"] = cty.StringVal("layers/04-applications/" + name)
	for input, v := range b.Inputs() {
		given[input] = spec.Attr{Value: v}
	}
	given["owner"] = spec.Attr{Value: cty.StringVal(fmt.Sprintf("team-%d", i%20))}
	given["port"] = spec.Attr{Value: cty.NumberIntVal(3000 + int64(i%50))}
	tfvars := map[string]spec.Attr{"max_capacity": {Value: cty.NumberIntVal(10)}} // autoscaling wants one
	return Request{Context: context, Environment: b.Environment, Given: given, Tfvars: tfvars}
}

// BenchmarkResultCache evaluates the environments of 10 services with the cache
// and without it. One iteration is one run over them.
func BenchmarkResultCache(b *testing.B) {
	_, l := service(b)
	var requests []Request
	for i := range 10 {
		for _, block := range l.Blocks[1:] {
			requests = append(requests, serviceRequest(block, i))
		}
	}
	for name, off := range map[string]bool{"with": false, "without": true} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				p, _ := service(b)
				p.cache.off = off
				b.StartTimer()
				for _, r := range requests {
					if _, err := p.Evaluate(r); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// With the cache and without it the values are the same.
func TestResultCacheChangesNothing(t *testing.T) {
	cached, l := service(t)
	plain, _ := service(t)
	plain.cache.off = true
	for i := range 5 {
		for _, block := range l.Blocks[1:] {
			r := serviceRequest(block, i)
			have, err := cached.Evaluate(r)
			if err != nil {
				t.Fatal(err)
			}
			want, err := plain.Evaluate(r)
			if err != nil || len(have.Locals) != len(want.Locals) {
				t.Fatalf("%d locals, not %d: %v", len(have.Locals), len(want.Locals), err)
			}
			for name, v := range want.Variables() {
				if !have.Variables()[name].RawEquals(v) {
					t.Errorf("%s of %s in %s: %#v, not %#v", name, r.Context["unit"].AsString(), block.Environment, have.Variables()[name], v)
				}
			}
		}
	}
}
