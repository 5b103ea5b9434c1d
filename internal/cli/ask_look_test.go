//go:build look

package cli

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// TestLook prints the screens of a session for a person to read:
//
//	LOOK=80 go test -tags look ./internal/cli -run TestLook -v
func TestLook(t *testing.T) {
	columns := 0
	if _, err := fmt.Sscan(os.Getenv("LOOK"), &columns); err != nil {
		t.Fatal("set LOOK to the number of columns")
	}
	x := open(t, copyRepository(t), columns, 30, nil, "service")
	for _, s := range sessions()["service"] {
		x.See(s.question)
		time.Sleep(200 * time.Millisecond)
		fmt.Printf("%s\n%s\n", x.Text(), strings.Repeat("=", columns))
		x.press(s.keys...)
	}
}
