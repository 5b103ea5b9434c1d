package hclmerge_test

import (
	"flag"
	"math/rand/v2"
	"testing"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hclmerge"
)

var rounds = flag.Int("rounds", 150, "random merges of each property test")

// written writes a model down, formatted or not, as the random source says.
func (g *maker) written(n *mnode) string {
	s := style{sloppy: g.IntN(4) == 0, colon: g.IntN(6) == 0, slash: g.IntN(6) == 0}
	text := n.print(s)
	if !s.sloppy {
		text = string(hclwrite.Format([]byte(text)))
	}
	return text
}

func TestLawsHoldOfRandomFiles(t *testing.T) {
	conflicts := 0
	for i := range *rounds {
		g := &maker{Rand: rand.New(rand.NewPCG(uint64(i), 1))}
		root := g.file()
		b := g.written(root)
		o, th := g.written(g.edit(root, 1+g.IntN(4))), g.written(g.edit(root, 1+g.IntN(4)))
		if err := laws(b, o, th); err != nil {
			t.Fatalf("round %d: %v\n--- base\n%s--- ours\n%s--- theirs\n%s--- result\n%s", i, err, b, o, th,
				merge(b, o, th, hclmerge.Options{}).Content)
		}
		if len(merge(b, o, th, hclmerge.Options{}).Conflicts) > 0 {
			conflicts++
		}
	}
	t.Logf("%d of %d merges conflict", conflicts, *rounds)
}
