package plan

import (
	"strings"
	"testing"
)

// TestSpecOverCode: a spec beside hand-written code is not rendered into it; that
// of a unit whose lock was lost is, as long as a file is as rendered.
func TestSpecOverCode(t *testing.T) {
	const dir = "layers/04-applications/alpha"
	w := newWorld(t, "alpha")
	w.write(dir+"/environments/dev/main.tf", "resource \"a_b\" \"mine\" {\n}\n")
	w.write(dir+"/environments/dev/.terraform/x/main.tf", "x\n")
	_, err := w.plan()
	const want = "alpha/scaffold.hcl:1: " + dir + " holds Terraform code that scaffold did not make: environments/dev/main.tf "
	if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
		t.Errorf("it is planned, or refused by %v", err)
	}
	w.write(dir+"/environments/dev/main.tf", "")
	delete(w.files, dir+"/environments/dev/main.tf")
	w.apply()
	w.write(devMain, "resource \"a_b\" \"main\" {\n  owner = \"team\"\n  extra = 1\n}\n")
	delete(w.files, dir+"/.scaffold.lock.hcl")
	if _, err := w.plan(); err != nil {
		t.Errorf("with a lost lock it is refused: %v", err)
	}
}
