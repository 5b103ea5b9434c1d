package hclmerge

import (
	"slices"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hcltree"
)

// pairAdded pairs what both sides added and is the same thing: an attribute or
// key of the same name, a block with the same address, an equal list item or
// comment.
func (a *arrangement) pairAdded() {
	a.added = newPairing(len(a.o), len(a.t))
	js, ks := unpaired(a.o, 0, len(a.o), a.po.from), unpaired(a.t, 0, len(a.t), a.pt.from)
	if len(js) > 0 && len(ks) > 0 {
		if a.kind.Ordered() {
			a.pairAddedList(js, ks)
		} else {
			a.pairAddedNamed(js, ks)
		}
	}
	a.pairAddedComments()
}

func (a *arrangement) pairAddedList(js, ks []int) {
	pairEqual(&a.added, a.o, a.t, js, ks)
	for _, j := range js {
		for _, k := range ks {
			if a.added.to[j] < 0 && a.added.from[k] < 0 && sameIdentity(a.o[j], a.t[k]) {
				a.added.join(j, k)
			}
		}
	}
}

func sameIdentity(a, b *hcltree.Item) bool {
	return a.Value.SoleGroup() != nil && b.Value.SoleGroup() != nil && a.Identity() != "" && a.Identity() == b.Identity()
}

func (a *arrangement) pairAddedNamed(js, ks []int) {
	mine, yours := a.groupedByKey(a.o, js), a.groupedByKey(a.t, ks)
	for _, j := range js {
		key := a.o[j].Key
		mine, yours := mine[key], yours[key]
		if len(yours) == 0 || a.added.to[j] >= 0 {
			continue
		}
		pairEqual(&a.added, a.o, a.t, mine, yours)
		for _, k := range yours {
			if a.added.to[j] < 0 && a.added.from[k] < 0 && a.sameBlock(a.o[j], a.t[k], len(mine) == 1 && len(yours) == 1) {
				a.added.join(j, k)
			}
		}
	}
}

func (a *arrangement) groupedByKey(items []*hcltree.Item, which []int) map[string][]int {
	out := map[string][]int{}
	for _, i := range which {
		out[items[i].Key] = append(out[items[i].Key], i)
	}
	return out
}

// sameBlock tells whether two added things that are named alike are one thing.
// Blocks of a kind that may stand in a body many times are only if a name inside
// says so.
func (a *arrangement) sameBlock(o, t *hcltree.Item, single bool) bool {
	if o.Kind != hcltree.ItemBlock {
		return single
	}
	if o.Type == "locals" { // several blocks, but one set of names
		return shareName(o.Body, t.Body)
	}
	x, y := o.Identity(), t.Identity()
	if x != "" && y != "" && len(o.Labels) == 0 {
		return x == y
	}
	if !single || x != y && o.Type == "provider" || repeatable[o.Type] {
		return false
	}
	for _, it := range a.b {
		if it.Key == o.Key {
			return false
		}
	}
	return true
}

func shareName(a, b *hcltree.Group) bool {
	if a == nil || b == nil {
		return true
	}
	for _, x := range a.Items {
		for _, y := range b.Items {
			if x.Kind == hcltree.ItemAttribute && y.Kind == hcltree.ItemAttribute && x.Key == y.Key {
				return true
			}
		}
	}
	return false
}

// repeatable are blocks that may stand many times in one body.
var repeatable = setOf(
	"moved", "import", "removed", "provisioner",
	"statement", "principals", "not_principals", "condition",
	"ingress", "egress", "route", "rule", "filter", "tag", "subnet_mapping",
	"setting", "parameter", "environment_variable", "variable_group",
	"env", "env_from", "volume", "volume_mount", "port", "container", "init_container", "toleration",
	"origin", "ordered_cache_behavior", "custom_header", "custom_error_response", "lambda_function_association",
	"ebs_block_device", "ephemeral_block_device", "network_interface", "block_device_mappings",
	"attribute", "global_secondary_index", "local_secondary_index", "replica",
	"lifecycle_rule", "transition", "noncurrent_version_transition", "cors_rule", "schema",
	"capacity_provider_strategy", "load_balancer", "placement_constraints", "ordered_placement_strategy",
	"listener", "action", "default_action", "stage", "step_adjustment", "metric", "dimension", "dimensions",
	"header", "query_string", "managed_rule", "rule_action_override", "access_policy", "policy", "override",
	"security_rule", "ip_configuration", "subnet", "backend_pool", "backend_address_pool", "probe",
	"http_listener", "request_routing_rule", "allow", "deny", "access_config", "binding", "disk", "attached_disk",
)

func setOf(names ...string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, n := range names {
		out[n] = true
	}
	return out
}

// pairAddedComments pairs equal comments that both added at the same point, then
// those that say something, wherever they stand.
func (a *arrangement) pairAddedComments() {
	type spot struct {
		hash uint64
		gap  int
	}
	theirs := map[spot][]int{}
	gaps := a.pt.gaps(&a.po)
	for _, k := range commentItems(a.t) {
		if a.pt.from[k] < 0 {
			at := spot{a.t[k].Hash, gaps[k]}
			theirs[at] = append(theirs[at], k)
		}
	}
	if len(theirs) == 0 {
		return
	}
	gaps = a.po.gaps(&a.pt)
	for _, j := range commentItems(a.o) {
		at := spot{a.o[j].Hash, gaps[j]}
		if ks := theirs[at]; len(ks) > 0 && a.po.from[j] < 0 {
			a.added.join(j, ks[0])
			theirs[at] = ks[1:]
		}
	}
	pairEqual(&a.added, a.o, a.t, a.addedWords(a.o, &a.po), a.addedWords(a.t, &a.pt))
}

// addedWords returns the comments in words that a side added.
func (a *arrangement) addedWords(items []*hcltree.Item, p *pairing) []int {
	return slices.DeleteFunc(commentItems(items), func(j int) bool { return p.from[j] >= 0 || len(wordLines(items[j])) == 0 })
}
