// Package terminaltest is a screen for tests: On draws what is written to a
// pseudo-terminal as an emulator does, and answers what programs ask of a
// terminal. See waits for words, Press types keys.
package terminaltest

import (
	"image/color"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// patience bounds a wait for something on the screen.
const patience = 30 * time.Second

// The keys that tests press.
const (
	Enter    = "\r"
	ShiftTab = "\x1b[Z"
	Escape   = "\x1b"
	Down     = "\x1b[B"
	Up       = "\x1b[A"
	Space    = " "
	Erase    = "\x7f"
	CtrlC    = "\x03"
)

// Screen is an emulated terminal.
type Screen struct {
	t       *testing.T
	file    *os.File // the side of the pseudo-terminal that a terminal has
	drawn   chan struct{}
	mu      sync.Mutex // of the cells, too: the emulator hands out pointers
	vt      *vt.SafeEmulator
	written strings.Builder
	ended   chan struct{}
}

// On draws what is written to a pseudo-terminal of that size in columns and
// rows; file is the side that pty.Open returns first.
func On(t *testing.T, file *os.File, columns, rows int, background color.Color) *Screen {
	t.Helper()
	s := &Screen{t: t, file: file, drawn: make(chan struct{}, 1), ended: make(chan struct{}), vt: vt.NewSafeEmulator(columns, rows)}
	s.vt.SetBackgroundColor(background)
	s.size(columns, rows)
	go func() {
		defer close(s.ended)
		_, _ = io.Copy(s, file)
	}()
	go func() { _, _ = io.Copy(file, s.vt) }()
	return s
}

// Write draws what was written, and keeps it.
func (s *Screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.written.Write(p)
	n, err := s.vt.Write(p)
	select {
	case s.drawn <- struct{}{}:
	default: // a look at the screen is due already
	}
	return n, err
}

// Resize makes the terminal larger or smaller.
func (s *Screen) Resize(columns, rows int) {
	s.mu.Lock()
	s.vt.Resize(columns, rows)
	s.mu.Unlock()
	s.size(columns, rows)
}

func (s *Screen) size(columns, rows int) {
	s.t.Helper()
	if err := pty.Setsize(s.file, &pty.Winsize{Cols: uint16(columns), Rows: uint16(rows)}); err != nil {
		s.t.Fatal(err)
	}
}

// Raw is every byte that was written.
func (s *Screen) Raw() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.written.String()
}

// Text is what stands on the screen, without blanks at line ends.
func (s *Screen) Text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var lines []string
	for y := range s.vt.Height() {
		var b strings.Builder
		for x := range s.vt.Width() {
			if cell := s.vt.CellAt(x, y); cell != nil && cell.Content != "" {
				b.WriteString(cell.Content)
			} else if cell == nil || cell.Width != 0 {
				b.WriteByte(' ')
			}
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// Ended is closed when nobody has the other side of the pseudo-terminal open any
// more, and everything was drawn.
func (s *Screen) Ended() <-chan struct{} { return s.ended }

// EachText calls f for every cell with a text, in line y from 0, and its colours;
// nil is the screen's own.
func (s *Screen) EachText(f func(y int, text string, on, behind color.Color)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for y := range s.vt.Height() {
		for x := range s.vt.Width() {
			if cell := s.vt.CellAt(x, y); cell != nil && strings.TrimSpace(cell.Content) != "" {
				f(y, cell.Content, cell.Style.Fg, cell.Style.Bg)
			}
		}
	}
}

// Words are the screen's, in one line wherever they break.
func (s *Screen) Words() string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s.Text(), "┃", " ")), " ")
}

// See waits until the screen shows the words, wherever its lines break.
func (s *Screen) See(words string) {
	s.t.Helper()
	words = strings.Join(strings.Fields(words), " ")
	s.Until("never on the screen: "+words, func() bool { return strings.Contains(s.Words(), words) })
}

// Gone waits until the screen no longer shows the words.
func (s *Screen) Gone(words string) {
	s.t.Helper()
	s.Until("still on the screen: "+words, func() bool { return !strings.Contains(s.Words(), words) })
}

// Until waits until what is drawn makes the condition true.
func (s *Screen) Until(otherwise string, condition func() bool) {
	s.t.Helper()
	late := time.After(patience)
	for !condition() {
		select {
		case <-s.drawn:
		case <-late:
			s.t.Fatalf("%s\n%s", otherwise, s.Text())
		}
	}
}

// Press types keys.
func (s *Screen) Press(keys ...string) {
	s.t.Helper()
	if _, err := io.WriteString(s.file, strings.Join(keys, "")); err != nil {
		s.t.Fatal(err)
	}
}
