package workspace

import (
	"slices"
	"strings"
	"testing"
)

// TestAddOnly: what is there is neither changed nor taken away, nor described
// anew.
func TestAddOnly(t *testing.T) {
	c := made(t, desired(t, root+extras, "base:", "shop: base"))
	c.find("aws-base-dev").Settings[AutoApply] = "false"
	old := c.find("aws-shop-dev").Settings[Description]
	d := desired(t, root+strings.Replace(extras, "blue", "red", 1), "base:", "shop:", "till: base shop")
	addOnly := func(r *Reconciler) { r.AddOnly = true }
	p := reconcile(t, c, d, addOnly)
	same(t, "calls", strings.Join(c.calls, "\n"), `create workspace aws-till-dev
create state grant aws-base-dev → aws-till-dev
create state grant aws-shop-dev → aws-till-dev
create run trigger aws-base-dev → aws-till-dev
create run trigger aws-shop-dev → aws-till-dev
create notification scaffold: slack on aws-till-dev
describe workspace aws-till-dev`)
	if p.Count("", Update)+p.Count("", Remove) > 0 || c.find("aws-shop-dev").Settings[Description] != old {
		t.Error("more than added")
	}
	want := `update workspace aws-base-dev [auto-apply: false → true]
remove state grant aws-base-dev → aws-shop-dev
remove run trigger aws-base-dev → aws-shop-dev
update variable COLOR on aws-shop-dev [value: blue → red]`
	same(t, "what is left for the default branch", planned(t, c, d, nil), want)
	if left := planned(t, c, d, addOnly); left != "" {
		t.Errorf("added, there is still to add: %s", left)
	}
}

// TestAddOnlyDescribesNothingOld, also where all that was to do was to add: the
// code that counts is the default branch's.
func TestAddOnlyDescribesNothingOld(t *testing.T) {
	c := made(t, desired(t, root, "base:", "shop: base"))
	reconcile(t, c, desired(t, root, "base:", "shop: base", "till: base"), func(r *Reconciler) { r.AddOnly = true })
	if slices.Contains(c.calls, "describe workspace aws-base-dev") || !slices.Contains(c.calls, "create state grant aws-base-dev → aws-till-dev") {
		t.Errorf("calls %q", c.calls)
	}
}

// TestPrune: ties to workspaces that the code does not know go with --prune
// alone, and no workspace does.
func TestPrune(t *testing.T) {
	c := made(t, shop(t))
	d := desired(t, root+extras, "base:", "shop: base")
	p := reconcile(t, c, d, nil)
	if len(p.Changes) > 0 || len(p.Orphans) != 1 {
		t.Fatalf("without --prune: %q, orphans %+v", titles(p), p.Orphans)
	}
	if o := p.Orphans[0]; o.Name != "aws-till-dev" || o.Unit != "till" || o.Environment != "dev" || o.ID != c.find("aws-till-dev").ID {
		t.Errorf("the orphan is %+v", o)
	}
	prune := func(r *Reconciler) { r.Prune = true }
	c.calls = nil
	p = reconcile(t, c, d, prune)
	same(t, "calls", strings.Join(c.calls, "\n"), "remove state grant aws-base-dev → aws-till-dev\nremove state grant aws-shop-dev → aws-till-dev")
	if len(p.Orphans) != 1 || c.find("aws-till-dev") == nil || planned(t, c, d, prune) != "" {
		t.Errorf("orphans %+v, and it still plans %q", p.Orphans, planned(t, c, d, prune))
	}
}

// TestDoomed: only what is orphaned may be deleted.
func TestDoomed(t *testing.T) {
	p := &Plan{Orphans: []Orphan{{Name: "aws-a-dev"}, {Name: "aws-b-dev"}}}
	if doomed, err := p.Doomed([]string{"aws-b-dev"}); err != nil || len(doomed) != 1 || doomed[0].Name != "aws-b-dev" {
		t.Errorf("%+v, %v", doomed, err)
	}
	doomed, err := p.Doomed([]string{"aws-shop-dev", "aws-a-dev"})
	if err == nil || !strings.Contains(err.Error(), "aws-shop-dev is not an orphaned workspace") || len(doomed) != 1 {
		t.Errorf("%+v, %v", doomed, err)
	}
}

// TestUnits: a run about some units leaves the others as they are, but for their
// ties to these.
func TestUnits(t *testing.T) {
	c := made(t, desired(t, root+extras, "base:", "shop: base", "lone:"))
	c.find("aws-shop-dev").Settings[AutoApply] = "false"
	lone, _ := readStamp(c.find("aws-lone-dev").Settings[Description])
	lone.digest = "0000000000000000"
	c.find("aws-lone-dev").Settings[Description] = lone.String()
	d := desired(t, root+extras, "base:", "shop: base", "lone:", "till: base shop")
	p := reconcile(t, c, d, func(r *Reconciler) { r.Units = []string{"till"} })
	same(t, "calls", strings.Join(c.calls, "\n"), `create workspace aws-till-dev
create state grant aws-base-dev → aws-till-dev
describe workspace aws-base-dev
create state grant aws-shop-dev → aws-till-dev
create run trigger aws-base-dev → aws-till-dev
create run trigger aws-shop-dev → aws-till-dev
create notification scaffold: slack on aws-till-dev
describe workspace aws-till-dev`)
	if p.Unchanged != 0 || slices.Contains(c.reads, "aws-lone-dev") {
		t.Errorf("%d unchanged of those that it is about, and it read %q", p.Unchanged, c.reads)
	}
	same(t, "the rest", planned(t, c, d, nil), "update workspace aws-shop-dev [auto-apply: false → true]")
}

// TestForeign: a workspace of that name serves another repository.
func TestForeign(t *testing.T) {
	d := desired(t, root, "base:")
	for name, a := range map[string]Actual{
		"by its tags":        {Bindings: map[string]string{"unit": "base", "environment": "dev", "repository": "acme/other"}},
		"by its description": {Settings: Settings{Description: stamp{unit: "base", environment: "dev", repository: "acme/other"}.String()}},
		"by its connection":  {Settings: Settings{VCSRepository: "acme/other"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := &cloud{spaces: []*space{{Actual: Actual{ID: "ws-0", Bindings: a.Bindings, Settings: Settings{Name: "aws-base-dev"}}}}}
			for name, value := range a.Settings {
				c.spaces[0].Settings[name] = value
			}
			_, _, err := try(c, d, nil)
			if err == nil || !strings.Contains(err.Error(), "the workspace aws-base-dev exists, and it belongs to the repository acme/other, not to acme/infra") || len(c.calls) > 0 {
				t.Errorf("%v, after %q", err, c.calls)
			}
		})
	}
	c := &cloud{spaces: []*space{{Actual: Actual{ID: "ws-0", Settings: Settings{Name: "aws-base-dev", VCSRepository: "Acme/Infra"}, Bindings: map[string]string{}}}}}
	if reconcile(t, c, d, nil); len(c.spaces) != 1 || c.spaces[0].Bindings["unit"] != "base" {
		t.Errorf("made by hand for this repository: %+v", c.spaces[0])
	}
}

// TestMadeAgain: a workspace that was deleted and made again by hand has another
// ID, so that what was tied to it is looked at, on both sides.
func TestMadeAgain(t *testing.T) {
	d := shop(t)
	c := made(t, d)
	want := c.dump()
	gone := c.find("aws-shop-dev")
	c.spaces = slices.DeleteFunc(c.spaces, func(s *space) bool { return s == gone })
	for _, s := range c.spaces {
		here := func(l Link) bool { return l.WorkspaceID == gone.ID }
		s.Triggers, s.Consumers = slices.DeleteFunc(s.Triggers, here), slices.DeleteFunc(s.Consumers, here)
	}
	again := &space{Actual: Actual{ID: "ws-again", Settings: Settings{Name: "aws-shop-dev"}, Bindings: map[string]string{}}}
	c.spaces = append(c.spaces, again)
	reconcile(t, c, d, nil)
	same(t, "the server", c.dump(), want)
}

// TestLackingServer: what a server lacks is neither planned nor asked for; of
// what hangs on workspaces that is known when there is one.
func TestLackingServer(t *testing.T) {
	d := shop(t)
	c := &cloud{lacks: map[Feature]bool{Projects: true, TagBindings: true, RunTriggers: true, Consumers: true, TeamAccess: true}}
	p := reconcile(t, c, d, nil)
	same(t, "calls", strings.Join(c.calls, "\n"), `create workspace aws-base-dev
update workspace aws-base-dev
create workspace aws-shop-dev
create workspace aws-till-dev
create variable set common
create variable of a set owner in common
create attachment of variable set "common" to aws-base-dev
create attachment of variable set "common" to aws-shop-dev
create attachment of variable set "common" to aws-till-dev
create notification scaffold: slack on aws-base-dev
describe workspace aws-base-dev
create variable COLOR on aws-shop-dev
create notification scaffold: slack on aws-shop-dev
describe workspace aws-shop-dev
create notification scaffold: slack on aws-till-dev
describe workspace aws-till-dev`)
	for _, s := range c.spaces {
		if !slices.Contains(s.Flat, "environment:dev") || s.Settings[Project] != "" {
			t.Errorf("%s has the tags %q and the project %q", s.Name(), s.Flat, s.Settings[Project])
		}
	}
	if !p.Features.Probed || p.Features.Has(RunTriggers) || !p.Features.Has(Variables) {
		t.Errorf("known of the server: %+v", p.Features)
	}
	if left := planned(t, c, d, nil); left != "" {
		t.Errorf("left over: %s", left)
	}
}

// TestIgnoredSettings: what a server does not take is said once, kept in the
// description, and not tried again unless a run is to: what is looked at every
// night would differ for ever.
func TestIgnoredSettings(t *testing.T) {
	d := desired(t, root, "base:", "shop: base")
	c := &cloud{ignores: []string{AutoApply, Speculative}}
	_, result, err := try(c, d, nil)
	if err != nil || !slices.Equal(result.Ignored, []string{AutoApply, Speculative}) {
		t.Fatalf("%+v, %v", result, err)
	}
	if text := c.find("aws-shop-dev").Settings[Description]; !strings.HasSuffix(text, "The server ignores auto-apply, speculative-enabled.") {
		t.Errorf("the description is %q", text)
	}
	if left := planned(t, c, d, nil); left != "" {
		t.Errorf("tried again: %s", left)
	}
	c.ignores = nil
	if left := planned(t, c, d, func(r *Reconciler) { r.Refresh = true }); left != "" {
		t.Errorf("refreshed: %s", left)
	}
	if left := planned(t, c, d, func(r *Reconciler) { r.Retry = true }); !strings.Contains(left, "update workspace aws-base-dev [auto-apply:  → true] [speculative-enabled:  → true]") {
		t.Errorf("tried again: %s", left)
	}
}

// TestStale: a description that holds an old digest of wiring that is in order is
// written, and is no change.
func TestStale(t *testing.T) {
	d := shop(t)
	c := made(t, d)
	s, _ := readStamp(c.find("aws-shop-dev").Settings[Description])
	s.digest = "0000000000000000"
	c.find("aws-shop-dev").Settings[Description] = s.String()
	p := reconcile(t, c, d, nil)
	if len(p.Changes) > 0 || p.Stale != 1 || p.Unchanged != 3 || !slices.Equal(c.calls, []string{"describe workspace aws-shop-dev"}) {
		t.Errorf("%q, %d stale, %d unchanged, calls %q", titles(p), p.Stale, p.Unchanged, c.calls)
	}
	c.calls = nil
	if p := reconcile(t, c, d, nil); p.Stale != 0 || len(c.calls) > 0 {
		t.Errorf("the second time %d are stale, calls %q", p.Stale, c.calls)
	}
}

// TestTriggersThatLayersDoNotWant: what an earlier setting tied is untied where
// both ends are workspaces of the code; what else starts runs is left alone.
func TestTriggersThatLayersDoNotWant(t *testing.T) {
	units := []string{"base:", "middle: base", "shop: base middle"}
	c := made(t, desired(t, triggering("  run_triggers = \"direct\"\n"), units...))
	shop := c.find("aws-shop-dev")
	shop.Triggers = append(shop.Triggers, Link{"rt-x", "ws-x", "aws-elsewhere-dev"})
	want := "remove run trigger aws-base-dev → aws-shop-dev\nremove run trigger aws-middle-dev → aws-shop-dev"
	d := desired(t, triggering(""), units...)
	same(t, "plan", planned(t, c, d, nil), want)
	if p := reconcile(t, c, d, nil); p.Count(KindTrigger, Remove) != 2 {
		t.Errorf("removed %d run triggers", p.Count(KindTrigger, Remove))
	}
	if left := shop.Triggers; len(left) != 1 || left[0].ID != "rt-x" {
		t.Errorf("the service is started by %v", left)
	}
	same(t, "the second plan", planned(t, c, d, nil), "")
}
