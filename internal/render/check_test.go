package render

import (
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/diag"
	"github.com/seed-3f5c2e52/scaffold/internal/pack"
	"github.com/seed-3f5c2e52/scaffold/internal/spec"
	"github.com/seed-3f5c2e52/scaffold/templates"
)

func TestCheck(t *testing.T) {
	for text, want := range map[string]string{
		"<% .text %> <% $.text %> <% .local.twice %> <% .environment %> <% .region %> <% .unit %> <% .references %>": "",
		"\n<% .txet %>":  "packs/p/environment/x.tmpl:2: there is no value .txet in this template (did you mean text?)",
		"<% .hidden %>":  "stored in terraform.tfvars",
		"<% .domain %>":  "no value .domain",
		"<% .local.x %>": "no .local.x (locals: twice)",
		"<% range .list %><% .anything %><% end %><% with .text %><% .else %><% end %>":               "",
		"<% range .list %><% $.anything %><% end %>":                                                  "no value .anything",
		"<% range .lst %><% end %>":                                                                   "no value .lst",
		"<% if .on %><% .one %><% else %><% .two %><% end %>":                                         "no value .two",
		"<% range .list %><% else %><% .nothing %><% end %>":                                          "no value .nothing",
		"<% hcl (index .lists 0) %>":                                                                  "did you mean list?",
		"<% $x := .text %><% $x %><% define \"d\" %><% .whatever %><% end %><% template \"d\" .on %>": "",
		"<% template \"d\" .of %><% define \"d\" %><% end %>":                                         "no value .of",
		"<% hclprt .text %>":                                                                          "packs/p/environment/x.tmpl:1: template packs/p/environment/x.tmpl: function \"hclprt\" not defined (did you mean hclpart?)",
		"<% wrkspace .unit .environment %>":                                                           "did you mean workspace?",
		"<% frobnicate_entirely 1 %>":                                                                 "helpers: add, comment,",
		"<% if %>":                                                                                    "missing value for if",
		"a\nb <% .text":                                                                               "x.tmpl:2: ",
	} {
		t.Run(text, func(t *testing.T) {
			p := testPack(t, "", map[string]string{"environment/x.tmpl": text})
			err := Check(p, "packs/p")
			if (want == "") != (err == nil) || (err != nil && !strings.Contains(err.Error(), want)) {
				t.Errorf("%q: %v, want %s", text, err, want)
			}
			for _, problem := range diag.Of(err) {
				if problem.Kind != diag.Usage || problem.Range == nil || len(problem.Source) == 0 {
					t.Errorf("%q: %+v has no place", text, problem)
				}
			}
		})
	}
	if err := Check(testPack(t, "", map[string]string{"unit/x.tmpl": "<% .region %>"}), "p"); err == nil || !strings.Contains(err.Error(), ".region") {
		t.Errorf("a unit has no region: %v", err)
	}
	if err := Check(testPack(t, "", map[string]string{"environment/plain": "<% .nothing %>"}), "p"); err != nil {
		t.Errorf("what is no template is checked: %v", err)
	}
}

func TestBuiltInPacksPassTheCheck(t *testing.T) {
	store := &pack.Store{Builtin: templates.FS, BuiltinDir: templates.Packs}
	for name, dir := range templates.Packs {
		p, err := store.Get(spec.PackRef{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		if err := (diag.List{}).Append(Check(p, dir)).Append(p.CheckCalls(dir)).Err(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
