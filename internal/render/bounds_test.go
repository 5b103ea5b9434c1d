package render

import (
	"bytes"
	"strings"
	"testing"
)

// TestTemplateBounds: templates that would run for ever or fill the memory end
// soon, with the bound that they pass.
func TestTemplateBounds(t *testing.T) {
	data := map[string]any{"long": strings.Repeat("x", 1<<20)}
	for src, want := range map[string]string{
		`<% range 1000000000000 %><% end %>`:                                                                                                        "more than 1000000 steps",
		`<% range 100000 %><% range 100000 %><% end %><% end %>`:                                                                                    "more than 1000000 steps",
		`<% range 100000 %><% if true %><% range 100000 %><% $x := . %><% end %><% end %><% end %>`:                                                 "more than 1000000 steps",
		`<% define "a" %><% template "a" %><% template "a" %><% end %><% template "a" %>`:                                                           "exceeded maximum template depth",
		`<% define "a" %><% range 10 %><% template "b" %><% end %><% end %><% define "b" %><% range 1000000 %><% end %><% end %><% template "a" %>`: "more than 1000000 steps",
		`<% range 10 %><% $.long %><% end %>`:                                                                                                       "more than 4 MB",
		`<% $x := .long %><% range 10 %><% $x = print $x $x %><% end %>`:                                                                            "larger than 4 MB",
		`<% $x := .long %><% range 10 %><% $x = printf "%s%s" $x $x %><% end %>`:                                                                    "larger than 4 MB",
		`<% $x := printf "%1000000000d" 1 %>`:                                                                                                       "width is at most 9999",
		`<% $x := printf "%*d" 1000000000 1 %>`:                                                                                                     "width is at most 9999",
		`<% $x := printf "%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s%[1]s" .long %>`:                          "larger than 4 MB",
		`<% $x := replace "x" .long .long %>`:                                                                                                       "larger than 4 MB",
		`<% $x := join .long (seq 10000) %>`:                                                                                                        "larger than 4 MB",

		`<% range 1000 %><% . %><% end %><% define "a" %>a<% end %><% template "a" %>`: "",
		`<% printf "%05d %s 123456789" 7 "x" %>`:                                       "",
	} {
		tmpl, err := parseTemplate("x", []byte(src), "")
		if err != nil {
			t.Fatal(src, err)
		}
		var out output
		err = tmpl.Execute(&out, data)
		if (want == "") != (err == nil) || (err != nil && !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %.300v, want %q", src, err, want)
		}
		if want == "" && bytes.Contains(out.Bytes(), []byte("%!")) {
			t.Errorf("%s: %s", src, out.String())
		}
	}
}
