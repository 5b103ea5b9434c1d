package hclmerge

import "testing"

// The ledger's verdict on results, right ones and such as a wrong pairing would
// give. It must refuse every loss, and may let pass what it can't tell.
func TestLedger(t *testing.T) {
	for _, c := range []struct {
		name, base, ours, theirs, result string
		sound                            bool
	}{
		{"both changes", "a = 1\nb = 1\n", "a = 2\nb = 1\n", "a = 1\nb = 3\n", "a = 2\nb = 3\n", true},
		{"in another layout and order", "a = 1\nb = 1\n", "a = 2\nb = 1\n", "a = 1\nb = 3\n", "b=3\n\na=2\n", true},
		{"ours is lost", "a = 1\nb = 1\n", "a = 2\nb = 1\n", "a = 1\nb = 3\n", "a = 1\nb = 3\n", false},
		{"theirs is lost", "a = 1\nb = 1\n", "a = 2\nb = 1\n", "a = 1\nb = 3\n", "a = 2\nb = 1\n", false},
		{"a value under another name", "a = 1\nb = 2\n", "a = 3\nb = 2\n", "a = 1\nb = 4\n", "a = 4\nb = 3\n", false},
		{"what nobody wrote", "a = 1\n", "a = 2\n", "a = 1\nb = 1\n", "a = 2\nb = 1\nc = 1\n", false},

		{"an addition", "", "a = 1\n", "b = 1\n", "a = 1\nb = 1\n", true},
		{"an addition is lost", "x {}\n", "x {}\na = 1\n", "x {}\nb = 1\n", "x {}\na = 1\n", false},
		{"an addition stands twice", "x {}\n", "x {}\na {}\n", "x {}\nb {}\n", "x {}\na {}\na {}\nb {}\n", false},
		{"an addition stands in another block", "x {}\ny {}\n", "x {\n  a = 1\n}\ny {}\n", "x {}\ny {}\nz {}\n", "x {}\ny {\n  a = 1\n}\nz {}\n", false},

		{"a deletion", "a = 1\nb = 1\n", "b = 1\n", "a = 1\nb = 2\n", "b = 2\n", true},
		{"what was deleted comes back", "a = 1\nb = 1\n", "b = 1\n", "a = 1\nb = 2\n", "a = 1\nb = 2\n", false},
		{"more is deleted", "a = 1\nb = 1\nc = 1\n", "b = 1\nc = 1\n", "a = 1\nb = 2\nc = 1\n", "b = 2\n", false},

		{"items of a list", "l = [1, 2]\n", "l = [0, 1, 2]\n", "l = [1, 2, 3]\n", "l = [0, 1, 2, 3]\n", true},
		{"an item is lost", "l = [1, 2]\n", "l = [0, 1, 2]\n", "l = [1, 2, 3]\n", "l = [0, 1, 2]\n", false},
		{"lines of a heredoc", "h = <<E\na\nE\n", "h = <<E\na\no\nE\n", "h = <<E\nt\na\nE\n", "h = <<E\nt\na\no\nE\n", true},
		{"a line is lost", "h = <<E\na\nE\n", "h = <<E\na\no\nE\n", "h = <<E\nt\na\nE\n", "h = <<E\na\no\nE\n", false},
		{"a comment", "a = 1\n", "# why\na = 1\n", "a = 2\n", "# why\na = 2\n", true},
		{"a comment is lost", "a = 1\n", "# why\na = 1\n", "a = 2\n", "a = 2\n", false},
		{"a comment behind is lost", "a = 1\n", "a = 1 # why\n", "a = 2\n", "a = 2\n", false},
		{"what doesn't parse", "a = 1\n", "a = 2\n", "a = 1\nb = 1\n", "a = 2\nb = {\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, ok := readVersions(c.base, c.ours, c.theirs, parseAll)
			if !ok {
				t.Fatal("not HCL")
			}
			if f.sound(c.result, nil, nil) != c.sound {
				t.Errorf("%q passes: %v", c.result, !c.sound)
			}
		})
	}
}

// Leaves of a renamed block are counted under its new name.
func TestLedgerOfARenamedBlock(t *testing.T) {
	f, ok := readVersions("x \"old\" {\n  a = 1\n  b = 1\n}\n", "x \"new\" {\n  a = 1\n  b = 1\n}\n", "x \"old\" {\n  a = 1\n  b = 2\n}\n", parseAll)
	if !ok {
		t.Fatal("not HCL")
	}
	const result = "x \"new\" {\n  a = 1\n  b = 2\n}\n"
	if f.sound(result, nil, nil) {
		t.Error("it balances without the new name too")
	}
	if !f.sound(result, nil, map[string]string{"\x00x\x00old": "\x00x\x00new"}) {
		t.Error("it doesn't balance")
	}
}

// What stands in a conflict is not counted.
func TestLedgerLeavesOutConflicts(t *testing.T) {
	f, ok := readVersions("a = 1\n", "a = 2\n", "a = 3\n", parseAll)
	if !ok {
		t.Fatal("not HCL")
	}
	var m merger
	for _, file := range f.file {
		m.dontCount(file.Items[0])
	}
	if f.sound("a = 2\n", nil, nil) {
		t.Error("ours balances, though both changed it")
	}
	if !f.sound("a = 2\n", m.uncounted, nil) {
		t.Error("ours doesn't balance")
	}
}

func TestBounds(t *testing.T) {
	for _, c := range []struct {
		name                      string
		base, ours, theirs        int
		least, most               int
		leastInCrowd, mostInCrowd int
	}{
		{"nobody changed it", 1, 1, 1, 1, 1, 1, 2},
		{"ours added one", 0, 1, 0, 1, 1, 1, 1},
		{"both added one: the same, or another", 0, 1, 1, 1, 2, 1, 2},
		{"ours took it away", 1, 0, 1, 0, 0, 0, 1},
		{"both took it away", 1, 0, 0, 0, 0, 0, 0},
		{"both took away one of two: the same, or another", 2, 1, 1, 0, 1, 0, 2},
		{"one added one, the other took one away", 1, 2, 0, 1, 1, 0, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			if least, most := bounds(c.base, c.ours, c.theirs); least != c.least || most != c.most {
				t.Errorf("from %d to %d, want %d to %d", least, most, c.least, c.most)
			}
			if least, most := crowdBounds(c.base, c.ours, c.theirs); least != c.leastInCrowd || most != c.mostInCrowd {
				t.Errorf("in a crowd from %d to %d, want %d to %d", least, most, c.leastInCrowd, c.mostInCrowd)
			}
		})
	}
}
