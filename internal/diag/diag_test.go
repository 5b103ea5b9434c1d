package diag

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

func TestProblem(t *testing.T) {
	p := Usagef("bad %s", "thing").WithHint("do %d", 1).At(hcl.Range{Filename: "a", Start: hcl.Pos{Line: 3}}, []byte("x"))
	if got := p.Error(); got != "a:3: bad thing (do 1)" {
		t.Error(got)
	}
	if p.Kind != Usage || string(p.Source) != "x" || Usagef("x").Error() != "x" {
		t.Errorf("%+v", p)
	}
	if err := Failedf("no: %v", fs.ErrNotExist); !errors.Is(err, fs.ErrNotExist) || err.Kind != Failed {
		t.Errorf("%+v", err)
	}
	if err := Failedf("plain"); err.Err != nil {
		t.Errorf("%+v", err)
	}
	for kind, want := range map[Kind]string{Failed: "failed", Usage: "usage", Conflict: "conflict", Pending: "pending"} {
		if kind.String() != want {
			t.Errorf("%s is not %s", kind, want)
		}
	}
}

func TestList(t *testing.T) {
	a, b := Usagef("a"), Failedf("b: %v", fs.ErrExist)
	l := List{}.Append(nil).Append(a).Append(List{b, a}).Append(errors.New("c")).Append(fmt.Errorf("wrapped: %w", b))
	if len(l) != 5 || l[0] != a || l[1] != b || l[3].Kind != Failed || l[3].Summary != "c" || l[4] != b {
		t.Errorf("the list is %v", l)
	}
	if l.Error() != "a\nb: file already exists\na\nc\nb: file already exists" || !errors.Is(l, fs.ErrExist) {
		t.Errorf("as an error: %q", l.Error())
	}
	if (List{}).Err() != nil || l.Err() == nil || Of(nil) != nil {
		t.Error("an empty list is an error")
	}
}

func TestFromHCL(t *testing.T) {
	src := []byte("a = \nb = = 1\n")
	_, diags := hclsyntax.ParseConfig(src, "x.hcl", hcl.InitialPos)
	diags = append(diags, &hcl.Diagnostic{Severity: hcl.DiagWarning, Summary: "w"}, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Ends.", Detail: "d"})
	l := FromHCL(Usage, diags, map[string][]byte{"x.hcl": src})
	last := l[len(l)-1]
	if len(l) < 2 || l[0].Range.Start.Line != 1 || string(l[0].Source) != string(src) || last.Summary != "Ends" || last.Hint != "d" || last.Range != nil {
		t.Errorf("got %v", l)
	}
}
