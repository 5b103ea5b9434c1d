package diag

import (
	"errors"
	"io/fs"
)

// Unreadable is a file or folder that is there and can't be read. The error's own
// path is left out, as the sentence has the name.
func Unreadable(name string, err error) *Problem {
	if wrapped, ok := errors.AsType[*fs.PathError](err); ok {
		err = wrapped.Err
	}
	return Failedf("%s can't be read: %s", name, err)
}
