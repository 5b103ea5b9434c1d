package diag

import (
	"errors"
	"io/fs"
)

// refused is an error about what scaffold would not read whatever the disk does.
type refused interface {
	error
	Refused()
}

// Unreadable is a file or folder that is there and can't be read. The error's own
// path is left out, as the sentence has the name. What is refused is wrong input.
func Unreadable(name string, err error) *Problem {
	if wrapped, ok := errors.AsType[*fs.PathError](err); ok {
		err = wrapped.Err
	}
	p := Failedf("%s can't be read: %s", name, err)
	if _, is := errors.AsType[refused](err); is {
		p.Kind = Usage
	}
	return p
}
