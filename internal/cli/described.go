package cli

import (
	"io"
	"os"
	"path/filepath"

	"github.com/seed-3f5c2e52/scaffold/internal/change"
	"github.com/seed-3f5c2e52/scaffold/internal/diag"
)

// maxSpec bounds what --spec may hold, in bytes.
const maxSpec = 8 << 20

// described is what the file says of units that --spec names: HCL or JSON, or
// standard input. Without a name it is no file.
func (p *program) described(name string) (change.Described, error) {
	if name == "" {
		return change.Described{}, nil
	}
	src, err := p.readSpec(name)
	if err != nil {
		return change.Described{}, err
	}
	if name == "-" {
		name = "<stdin>"
	}
	return change.Describe(name, src)
}

func (p *program) readSpec(name string) ([]byte, error) {
	in := p.In
	if name == "-" && p.InTerminal {
		return nil, diag.Usagef("--spec - reads standard input, which is a terminal").WithHint("give it a pipe or a file: … | scaffold …, or scaffold … <FILE")
	}
	if name != "-" {
		file := name
		if !filepath.IsAbs(file) {
			file = filepath.Join(p.Workplace.Dir, file) // not seen from -C, as a shell completes it
		}
		f, err := os.Open(file)
		if err != nil {
			return nil, diag.Usagef("--spec %s can't be read", name).WithHint("give a file, or - for standard input")
		}
		defer f.Close()
		in = f
	}
	src, err := io.ReadAll(io.LimitReader(in, maxSpec+1))
	if err != nil {
		return nil, diag.Failedf("--spec %s can't be read: %s", name, err)
	}
	if len(src) > maxSpec {
		return nil, diag.Usagef("--spec %s holds more than %d MB, which no spec needs", name, maxSpec>>20)
	}
	return src, nil
}
