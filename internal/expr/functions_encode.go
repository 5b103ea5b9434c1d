package expr

import (
	ctyyaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty/function"
)

// yamlFunctions are Terraform's two for YAML, from the library it uses itself.
func yamlFunctions() map[string]function.Function {
	return map[string]function.Function{
		"yamldecode": ctyyaml.YAMLDecodeFunc,
		"yamlencode": ctyyaml.YAMLEncodeFunc,
	}
}
