package plan

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
)

// failing has a file that can't be read.
type failing struct{ fstest.MapFS }

func (f failing) ReadFile(name string) ([]byte, error) {
	if name == "unit/locked.tf" || name == "file/below" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("the disk is broken")}
	}
	return f.MapFS.ReadFile(name)
}

// What is there and can't be read is noted; what is not there, or of another kind,
// is not.
func TestNoting(t *testing.T) {
	r, disk := Request{Disk: failing{fstest.MapFS{"unit/a.tf": {}, "unit/locked.tf": {}, "file": {}}}}.noting()
	for name, there := range map[string]bool{"unit/a.tf": true, "unit/locked.tf": false, "unit/none.tf": false, "unit": false, "file/below": false} {
		if _, err := fs.ReadFile(r.Disk, name); (err == nil) != there {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := disk.problems(); len(got) != 1 || got[0].Error() != "unit/locked.tf can't be read: the disk is broken" {
		t.Errorf("noted is %v", got)
	}
	if r, disk := (Request{}).noting(); r.Disk != nil || len(disk.problems()) > 0 {
		t.Error("without a disk there is one")
	}
}
