package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/seed-3f5c2e52/scaffold/internal/forge/forgetest"
	"github.com/seed-3f5c2e52/scaffold/internal/tfc/tfetest"
)

// servers are the servers of running scripts.
type serverKey struct{}

// cmdServer is `server [lacking]`: it starts an API server, whose address is in
// $HOST, and puts its token into the environment.
func cmdServer(ts *testscript.TestScript, _ bool, args []string) {
	s := &tfetest.Server{Lacking: slices.Contains(args, "lacking"), Teams: []string{"platform"}, Members: []string{"ada@example.com"}}
	s.Start()
	ts.Defer(s.Close)
	certificate := ts.MkAbs("server.pem")
	ts.Check(os.WriteFile(certificate, s.Certificate(), 0o600))
	ts.Setenv("HOST", s.Host())
	ts.Setenv("SSL_CERT_FILE", certificate)
	ts.Setenv("TFE_TOKEN", tfetest.Token)
	ts.Setenv("TFE_HOSTNAME", s.Host())
	*ts.Value(serverKey{}).(**tfetest.Server) = s
}

func server(ts *testscript.TestScript) *tfetest.Server {
	return *ts.Value(serverKey{}).(**tfetest.Server)
}

// cmdDump is `dump FILE`: what the server holds.
func cmdDump(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(server(ts).Dump()), 0o600))
}

// cmdOn is `on WORKSPACE [state] [resources=N] [live=BOOL] [run=STATUS] [auto-apply=BOOL]`:
// it changes a workspace on the server.
func cmdOn(ts *testscript.TestScript, _ bool, args []string) {
	server(ts).With(args[0], func(w *tfetest.Workspace) {
		for _, arg := range args[1:] {
			name, value, _ := strings.Cut(arg, "=")
			switch name {
			case "state":
				w.HasState = value != "none"
			case "resources", "hidden":
				n, err := strconv.Atoi(value)
				ts.Check(err)
				if w.Hidden = n; name == "resources" {
					w.Resources = n
				}
			case "live":
				w.Outputs["live"] = value == "true"
			case "run":
				if len(w.Runs) == 0 {
					w.Runs = append(w.Runs, tfetest.Run{ID: "run-" + w.ID})
				}
				w.Runs[len(w.Runs)-1].Status = value
			case "auto-apply":
				w.Settings["auto-apply"] = value == "true"
			default:
				ts.Fatalf("on: %q is not known", arg)
			}
		}
	})
}

// cmdTokenless is `tokenless PATH…`: no file at or below the paths holds the token.
func cmdTokenless(ts *testscript.TestScript, _ bool, args []string) {
	check := func(name, content string) {
		if strings.Contains(content, tfetest.Token) || strings.Contains(content, "a-secret-path") || strings.Contains(content, forgetest.Token) {
			ts.Fatalf("%s holds a secret:\n%s", name, content)
		}
	}
	check("stdout", ts.ReadFile("stdout"))
	check("stderr", ts.ReadFile("stderr"))
	for _, arg := range args {
		ts.Check(filepath.WalkDir(ts.MkAbs(arg), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			content, err := os.ReadFile(name)
			check(name, string(content))
			return err
		}))
	}
}
