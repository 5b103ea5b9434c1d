// Package terminal asks the questions of package prompt by forms at a terminal.
// Start with New.
package terminal

import (
	"errors"
	"fmt"
	"image/color"
	"io"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/prompt"
)

// Session is a session of forms at a terminal. One program draws them all, so
// that keys typed ahead reach the next question.
type Session struct {
	in      io.Reader
	out     io.Writer
	program *tea.Program // nil until the first question
	replies chan reply
	done    chan struct{} // closed when the program ended
}

type reply struct {
	answer prompt.Answer
	err    error
}

// New returns a session that draws on out and reads keys from in.
func New(in io.Reader, out io.Writer) *Session {
	return &Session{in: in, out: out, replies: make(chan reply, 1), done: make(chan struct{})}
}

func (t *Session) start() {
	if t.program != nil {
		return
	}
	t.program = tea.NewProgram(&screen{reply: t.replies, width: startWidth, height: 24, dark: true}, tea.WithInput(t.in), tea.WithOutput(t.out))
	go func() {
		defer close(t.done)
		_, _ = t.program.Run() // that it ended says enough: no answer came
	}()
}

// Ask draws the question and waits for its answer.
func (t *Session) Ask(q prompt.Question, first bool) (prompt.Answer, error) {
	t.start()
	t.program.Send(askMsg{q, first})
	select {
	case r := <-t.replies:
		return r.answer, r.err
	case <-t.done:
		select {
		case r := <-t.replies:
			return r.answer, r.err
		default:
			return nil, prompt.ErrAborted
		}
	}
}

// Show prints lines above the question that comes next, behind those that were
// shown before. Before the first question they are printed as they are: a
// program that has drawn nothing yet would clear the screen for them.
func (t *Session) Show(text string) {
	if t.program == nil {
		fmt.Fprintln(t.out, above(text, startWidth))
		return
	}
	printed := make(chan struct{})
	t.program.Send(showMsg{text, printed})
	select {
	case <-printed:
	case <-t.done:
	}
}

// above is text as it stands above a question.
func above(text string, width int) string { return "\n" + lipgloss.Wrap(text, max(width-1, 1), "") }

// Close ends the program and gives the terminal back as it was.
func (t *Session) Close() error {
	if t.program == nil {
		return nil
	}
	t.program.Quit()
	<-t.done
	return nil
}

// askMsg puts a question on the screen.
type askMsg struct {
	question prompt.Question
	first    bool
}

// showMsg prints lines that stay.
type showMsg struct {
	text    string
	printed chan<- struct{} // closed when they are
}

// screen is what is drawn: a form of huh with one field, below it why what
// stands there is not taken or what it means, and the keys.
type screen struct {
	reply         chan<- reply
	width, height int
	dark, known   bool                 // the background
	styles        map[bool]*huh.Styles // by dark: huh asks for them at every option

	question prompt.Question
	first    bool
	form     *huh.Form // nil between two questions
	field    huh.Field // the form's
	current  func() prompt.Answer
	tried    bool      // enter was pressed on an answer that is not taken
	taken    bool      // enter was pressed on one that is: the form is about to end
	ahead    []tea.Msg // keys typed and text pasted before the question was there
}

// startWidth is a terminal's before it said its own.
const startWidth = 80

// maxWidth keeps lines readable on wide terminals.
const maxWidth = 100

// filterable is how many options get a filter.
const filterable = 8

// answerTime is how long a terminal may take to tell its background before it
// is taken for dark. Some never do.
const answerTime = 150 * time.Millisecond

// knownMsg says that the time is over.
type knownMsg struct{}

// Init asks for the terminal's background: nothing is drawn before it is known,
// as colours would change under the reader's eyes.
func (s *screen) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, tea.Tick(answerTime, func(time.Time) tea.Msg { return knownMsg{} }))
}

// Update handles one message.
func (s *screen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case askMsg:
		return s, s.ask(msg)
	case knownMsg:
		s.known = true
	case showMsg:
		return s, tea.Sequence(tea.Println(above(msg.text, s.width)), func() tea.Msg {
			close(msg.printed)
			return nil
		})
	case tea.BackgroundColorMsg:
		s.dark, s.known = msg.IsDark(), true
		return s, s.forward(msg)
	case tea.WindowSizeMsg:
		s.width, s.height = msg.Width, msg.Height
		s.fit()
		return s, s.forward(s.size())
	case tea.KeyPressMsg:
		if name := msg.String(); name == "tab" || name == "ctrl+j" { // what enter is before the terminal is in raw mode
			msg = tea.KeyPressMsg{Code: tea.KeyEnter}
		}
		return s, s.key(msg)
	case tea.PasteMsg:
		if s.form == nil || s.taken {
			s.ahead = append(s.ahead, msg)
			return s, nil
		}
	}
	return s, s.forward(msg)
}

// size is the room of the form: what is drawn around it takes the rest.
func (s *screen) size() tea.WindowSizeMsg {
	return tea.WindowSizeMsg{Width: min(s.width, maxWidth), Height: max(s.height-6, 4)}
}

func (s *screen) ask(msg askMsg) tea.Cmd {
	s.question, s.first, s.tried, s.taken = msg.question, msg.first, false, false
	s.field, s.current = field(s.question)
	s.form = huh.NewForm(huh.NewGroup(s.field)).WithShowHelp(false).WithShowErrors(false).WithTheme(huh.ThemeFunc(func(bool) *huh.Styles { return s.theme() }))
	s.fit()
	cmds := []tea.Cmd{s.form.Init(), s.forward(s.size())}
	keys := s.ahead
	s.ahead = nil
	for _, k := range keys {
		_, cmd := s.Update(k)
		cmds = append(cmds, cmd)
	}
	return tea.Sequence(cmds...)
}

// fit gives a list of options the height that it needs, as far as there is room:
// huh takes the lines above it from a list's own height.
func (s *screen) fit() {
	if s.form == nil || s.question.Kind == prompt.Text {
		return
	}
	size := s.size()
	inner := size.Width - s.theme().Focused.Base.GetHorizontalFrameSize()
	lines := func(text string, width int) int {
		if text == "" {
			return 0
		}
		return lipgloss.Height(lipgloss.Wrap(text, max(width, 1), ""))
	}
	height := lines(s.question.Title, inner) + lines(s.question.Help, inner)
	for _, o := range s.question.Options {
		if height += lines(o.Line(), inner-lipgloss.Width("> ✓ ")); height >= size.Height {
			break
		}
	}
	s.field.WithHeight(min(height, size.Height))
}

// key handles a key: those that leave the question work whatever stands there.
func (s *screen) key(msg tea.KeyPressMsg) tea.Cmd {
	switch name := msg.String(); {
	case name == "ctrl+c":
		s.form = nil
		s.reply <- reply{err: prompt.ErrAborted}
		return tea.Quit
	case s.form == nil || s.taken:
		s.ahead = append(s.ahead, msg)
		return nil
	case name == "shift+tab", name == "esc" && !s.searching():
		if s.first {
			return nil
		}
		return s.end(s.theme().Help.ShortDesc.Render("↩ back"), reply{err: prompt.ErrBack})
	case name == "/" && s.question.Kind != prompt.Text && !s.filters():
		return nil
	case name == "enter" && !s.points(): // a search that finds nothing
		return nil
	case name == "enter" && s.question.Kind == prompt.Choices && s.searching(): // ends the search
	case name == "enter":
		s.taken = s.question.Refuses(s.current()) == ""
		s.tried = !s.taken
	default:
		s.tried = false
	}
	return s.forward(msg)
}

// searching tells whether keys go into the line of a search.
func (s *screen) searching() bool {
	f, ok := s.field.(interface{ GetFiltering() bool })
	return ok && f.GetFiltering()
}

// points tells whether the cursor is at an option, or there is none to be at.
func (s *screen) points() bool {
	f, ok := s.field.(interface{ Hovered() (string, bool) })
	if !ok {
		return true
	}
	_, at := f.Hovered()
	return at
}

// end takes the question away, prints a line that stays and then replies, as the
// session may end with the reply.
func (s *screen) end(line string, r reply) tea.Cmd {
	s.form = nil
	return tea.Sequence(tea.Println(line), func() tea.Msg {
		s.reply <- r
		return nil
	})
}

// filters tells whether the options can be searched.
func (s *screen) filters() bool { return len(s.question.Options) >= filterable }

// forward hands a message to the form and takes its answer when it has one.
func (s *screen) forward(msg tea.Msg) tea.Cmd {
	if s.form == nil {
		return nil
	}
	next, cmd := s.form.Update(msg)
	s.form = next.(*huh.Form)
	if s.form.State != huh.StateCompleted {
		return cmd
	}
	answer := s.current()
	return s.end(s.line(answer), reply{answer: answer})
}

// line is what stays of a question that was answered.
func (s *screen) line(a prompt.Answer) string {
	styles := s.theme()
	text := strings.Join(s.question.Shown(a), ", ")
	if text == "" {
		text = "none"
	}
	return lipgloss.NewStyle().Width(min(s.width, maxWidth)).
		Render(styles.Focused.SelectedPrefix.String() + diag.Visible(s.question.Title) + " " + styles.Focused.Title.Render(diag.Visible(text)))
}

// View draws the screen.
func (s *screen) View() tea.View {
	if s.form == nil || !s.known {
		return tea.NewView("")
	}
	styles := s.theme()
	around := lipgloss.NewStyle().Width(min(s.width, maxWidth)).PaddingLeft(2)
	parts := []string{"", s.form.View()}
	answer := s.current()
	problem := s.question.Refuses(answer)
	switch {
	case problem != "" && (s.tried || s.question.Kind != prompt.Text || answer.Text() != ""):
		parts = append(parts, around.Render(styles.Focused.ErrorMessage.SetString("✗ "+diag.Visible(problem)).String()))
	case problem == "":
		if meaning := s.question.Means(answer); meaning != "" {
			parts = append(parts, around.Render(styles.Focused.Description.Render("→ "+diag.Visible(meaning))))
		}
	}
	parts = append(parts, around.Render(styles.Help.ShortDesc.Render(s.keys())))
	return tea.NewView(strings.Join(parts, "\n"))
}

// keys says which keys do what.
func (s *screen) keys() string {
	var keys []string
	switch s.question.Kind {
	case prompt.Choice:
		keys = append(keys, "↑↓ move")
	case prompt.Choices:
		keys = append(keys, "↑↓ move", "space choose")
	}
	if s.filters() {
		keys = append(keys, "/ search")
	}
	keys = append(keys, "enter next")
	if !s.first {
		keys = append(keys, "shift+tab back")
	}
	return strings.Join(append(keys, "ctrl+c leave"), " · ")
}

// theme is the one for the terminal's background.
func (s *screen) theme() *huh.Styles {
	if s.styles == nil {
		s.styles = map[bool]*huh.Styles{}
	}
	if s.styles[s.dark] == nil {
		s.styles[s.dark] = theme(s.dark)
	}
	return s.styles[s.dark]
}

// theme is huh's, by the terminal's background, with colours that can be read on
// it: what stands in a line before anything is typed is an answer, too.
func theme(dark bool) *huh.Styles {
	styles := huh.ThemeCharm(dark)
	pick := lipgloss.LightDark(dark)
	grey := pick(lipgloss.Color("242"), lipgloss.Color("246"))
	text := pick(lipgloss.Color("235"), lipgloss.Color("252"))
	pink := pick(lipgloss.Color("#A8327F"), lipgloss.Color("#F780E2"))
	green := pick(lipgloss.Color("#00764F"), lipgloss.Color("#02BF87"))
	red := pick(lipgloss.Color("#C4173F"), lipgloss.Color("#FF6B88"))
	f := &styles.Focused
	f.ErrorIndicator = lipgloss.NewStyle() // the line below says it in words
	for colour, list := range map[color.Color][]*lipgloss.Style{
		grey:  {&f.TextInput.Placeholder, &f.Description, &f.UnselectedPrefix, &styles.Help.ShortDesc},
		pink:  {&f.SelectSelector, &f.MultiSelectSelector, &f.TextInput.Prompt},
		green: {&f.SelectedOption, &f.SelectedPrefix, &f.TextInput.Cursor},
		red:   {&f.ErrorMessage},
		text:  {&f.UnselectedOption, &f.Option}, // huh has the two the wrong way round
	} {
		for _, style := range list {
			*style = style.Foreground(colour)
		}
	}
	return styles
}

// field returns the question as a field of huh, and what reads its answer.
func field(q prompt.Question) (huh.Field, func() prompt.Answer) {
	title, help := diag.Visible(q.Title), diag.Visible(q.Help)
	var options []huh.Option[string]
	for _, o := range q.Options {
		options = append(options, huh.NewOption(diag.Visible(o.Line()), o.Value))
	}
	refuse := func(a prompt.Answer) error {
		if problem := q.Refuses(a); problem != "" {
			return errors.New(problem)
		}
		return nil
	}
	switch q.Kind {
	case prompt.Choice:
		value := q.Start.Text()
		f := huh.NewSelect[string]().Title(title).Description(help).Options(options...).Value(&value).
			Validate(func(v string) error { return refuse(prompt.Answer{v}) })
		return f, func() prompt.Answer { return prompt.Answer{value} }
	case prompt.Choices:
		values := slices.Clone([]string(q.Start))
		f := huh.NewMultiSelect[string]().Title(title).Description(help).Options(options...).Value(&values).
			Filterable(len(options) >= filterable).Validate(func(v []string) error { return refuse(q.InOrder(v)) })
		return f, func() prompt.Answer { return q.InOrder(values) }
	case prompt.Text:
	default:
		panic(q.Unknown())
	}
	value := q.Start.Text()
	f := huh.NewInput().Title(title).Description(help).Placeholder(diag.Visible(q.Default)).Value(&value).
		Validate(func(v string) error { return refuse(prompt.Answer{strings.TrimSpace(v)}) })
	return f, func() prompt.Answer { return prompt.Answer{strings.TrimSpace(value)} }
}
