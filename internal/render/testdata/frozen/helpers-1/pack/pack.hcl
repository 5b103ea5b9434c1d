# Every helper of scaffold 0.1, with values that are hard to quote. Never change this.

pack "frozen" {
  version           = "1.0.0"
  requires_scaffold = ">= 0.1"
  reads             = ["organization", "workspace_name", "environments", "region", "short", "production", "account"]
}

locals {
  name  = "${unit}-${length(texts)}"
  sizes = { small = 256, large = 1024 }
  rows  = [for i, word in words : { index = i, word = word }]
}

input "texts" {
  type        = list(string)
  description = "Text for helpers that take any"
  default = [
    "", "plain", "two words", " spaces around ", "it's", "say \"hi\"", "$${var.x} %%{if}", "$${{ secrets.X }}", "{{ x }}", "<% x %>",
    "back\\slash\\", "line\nbreak", "tab\there", "trailing\n", "é ü ß", "漢字 🎉", "@team #12 !3", "<b>&amp;</b>", "- item", "+ item", "= x",
    "1. one", "www.example.com", "https://example.com/a?b=c#d", "a|b", "*bold* _it_ ~no~", "`code`", "$(rm -rf /)", "`id`", "!history",
    "true", "no", "null", "~", "0x1F", "1e3", "007", "2024-01-01", ":", "key: value", "# comment", "%", "&anchor", "*alias", "?", "|", ">-",
    "ends with colon:", "a,b;c", "[1]", "{a: b}", "\u00a0nbsp", "zero\u200bwidth", "\u2028separator",
  ]
}

input "shells" {
  type        = list(string)
  description = "Text for the shell helper, which takes no hidden characters"
  default     = ["", "plain", "it's", "$(x) `y` $z", "a\\b", "line\nbreak", "tab\t", "é 漢字 🎉", "'''", "-n", "!x", "* ? [a]", "\u00a0"]
}

input "words" {
  type        = list(string)
  description = "Names"
  default     = ["service-a", "b", "Data_Lake-2", "UPPER"]
}

input "numbers" {
  type        = list(number)
  description = "Numbers"
  default     = [0, 1, -1, 7, 8080, 123456789012, -9007199254740991]
}

input "fractions" {
  type        = list(number)
  description = "Numbers with a fraction, and large ones"
  default     = [0.5, -1.25, 0.1, 1e-7, 3.141592653589793]
}

input "anything" {
  description = "A value of every shape"
  default = {
    text   = "a \"b\" $${c}"
    number = 42
    half   = 0.5
    yes    = true
    no     = false
    none   = null
    list   = ["a", "b\nc", "d"]
    empty  = []
    nested = { "with space" = { deep = [1, [2, [3]]] }, "1" = "digit", "é" = "accent", "quote\"" = "q" }
    mixed  = [1, "two", true, null, { three = 3 }]
    void   = {}
  }
}

input "tags" {
  type        = map(string)
  description = "A map of text"
  default     = { Zeta = "z", alpha = "a", "aws:x" = "y", "with space" = "s" }
}

input "size" {
  type        = number
  default     = 3
  stored_in   = "tfvars"
  description = "Lives in terraform.tfvars"
}

files "unit" {
  root = "unit"
}

files "environment" {
  root = "environment"
}

file "run.sh" {
  executable = true
}

file "environments/*/production_only.tf" {
  when = production
}

file "once.txt" {
  seed_once = true
}
