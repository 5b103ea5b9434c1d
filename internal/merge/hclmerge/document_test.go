package hclmerge_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hclmerge"
)

// The example with which docs/merge.md opens is what comes out.
func TestTheDocumentedExampleIsReal(t *testing.T) {
	src, err := os.ReadFile("../../../docs/merge.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```hcl\n(.*?)```").FindAllStringSubmatch(string(src), -1)
	if len(blocks) != 3 {
		t.Fatalf("%d blocks of HCL, not ours, theirs and the result", len(blocks))
	}
	const base = `resource "aws_ecs_service" "app" {
  name          = var.name
  desired_count = 2
  environment   = [{ name = "LOG", value = "info" }]
}
`
	r := merge(base, blocks[0][1], blocks[1][1], hclmerge.Options{})
	if string(r.Content) != blocks[2][1] {
		t.Errorf("the document shows\n%s\nbut it is\n%s", blocks[2][1], r.Content)
	}
}
