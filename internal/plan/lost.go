package plan

import "sort"

// Lost returns the managed addresses that the files of a root module have
// before and lack after, without a moved or removed block, sorted. The maps
// hold the module's .tf files by name. The next apply would destroy them.
func Lost(before, after map[string][]byte) []string {
	old, next := newModule(), newModule()
	for name, content := range before {
		old.read(name, content)
	}
	for name, content := range after {
		next.read(name, content)
	}
	var out []string
	for address := range old.managed {
		if !next.keeps(address) {
			out = append(out, address)
		}
	}
	sort.Strings(out)
	return out
}
