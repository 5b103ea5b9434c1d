package workspace

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
)

// stamp is what scaffold keeps in a workspace's description: whose it is, and a
// digest of the wiring that it had when it was last brought in order. Lists of
// workspaces show descriptions, so an unchanged workspace costs no request.
type stamp struct {
	unit, environment, repository string
	digest                        string
	ignored                       []string // settings that the server did not take
}

const (
	stampBegin   = "Managed by scaffold: unit "
	stampWiring  = " Wiring "
	stampIgnored = " The server ignores "
)

// String is the description.
func (s stamp) String() string {
	text := stampBegin + s.unit + ", environment " + s.environment + " of " + s.repository + "."
	if s.digest != "" {
		text += stampWiring + s.digest + "."
	}
	if len(s.ignored) > 0 {
		text += stampIgnored + strings.Join(s.ignored, ", ") + "."
	}
	return text
}

// readStamp reads a description; ok is false when it is not scaffold's.
func readStamp(description string) (s stamp, ok bool) {
	rest, ok := strings.CutPrefix(description, stampBegin)
	if !ok {
		return s, false
	}
	rest, ignored, found := strings.Cut(rest, stampIgnored)
	if found {
		s.ignored = strings.Split(strings.TrimSuffix(ignored, "."), ", ")
	}
	rest, s.digest, _ = strings.Cut(rest, stampWiring)
	s.digest = strings.TrimSuffix(s.digest, ".")
	s.unit, rest, ok = strings.Cut(rest, ", environment ")
	s.environment, s.repository, found = strings.Cut(strings.TrimSuffix(rest, "."), " of ")
	return s, ok && found
}

// identity is the unit, environment and repository that a workspace on the
// server belongs to: by its tags, or else by its description.
func identity(a *Actual) (s stamp, ok bool) {
	s, ok = readStamp(a.Settings[Description])
	unit, environment, repository := a.Bindings["unit"], a.Bindings["environment"], a.Bindings["repository"]
	if unit != "" && environment != "" && repository != "" {
		s.unit, s.environment, s.repository = unit, environment, repository
		return s, true
	}
	return s, ok
}

// digest sums up a workspace's desired wiring. It holds the IDs of all that it
// is tied to, so one that was deleted and made again is seen. Secret URLs are
// left out. ok is false while a workspace it is tied to does not exist.
func digest(w *Workspace, ids map[string]string, f Features) (sum string, ok bool) {
	ok = true
	resolve := func(feature Feature, names []string) []string {
		if !f.Has(feature) {
			return nil
		}
		out := make([]string, len(names))
		for i, name := range names {
			out[i] = ids[name]
			ok = ok && out[i] != ""
		}
		slices.Sort(out)
		return out
	}
	all := struct {
		Self               []string
		Sources, Consumers []string
		Variables          []Variable
		Notifications      []Notification
		Teams              []Access
	}{
		Self: resolve("", []string{w.Name}), Sources: resolve(RunTriggers, w.Sources), Consumers: resolve(Consumers, w.Readers),
	}
	if f.Has(Variables) {
		all.Variables = w.Variables
	}
	if f.Has(TeamAccess) {
		all.Teams = w.Teams
	}
	if f.Has(Notifications) {
		for _, n := range w.Notifications {
			n.URL = ""
			all.Notifications = append(all.Notifications, n)
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		return "", false // there is nothing in it that can't be marshalled
	}
	hash := sha256.Sum256(text)
	return hex.EncodeToString(hash[:8]), ok
}
