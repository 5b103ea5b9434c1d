package hclmerge_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-3f5c2e52/scaffold/internal/merge/hclmerge"
)

// How HCL is merged, one rule a row, to be read from top to bottom. The sections
// are those of docs/merge.md. The longer cases, as they come up in real files, are
// in testdata; what happens to a file that was deleted, moved or renamed as a
// whole is decided in internal/plan before anything is merged.

// lesson is one rule. In want, the lines <<<, |||, === and >>> stand for the
// markers. Each conflict is listed as "line N: what".
type lesson struct {
	name               string
	base, ours, theirs string
	want               string
	conflicts          []string
}

// If one side changed nothing, the other is the result, byte for byte. So it is if
// both did the same.
var oneSided = []lesson{
	{
		name: "only ours changed it", base: "a = 1\n", ours: "a   =   2\n", theirs: "a = 1\n",
		want: "a   =   2\n",
	},
	{
		name: "only theirs changed it", base: "a = 1\n", ours: "a = 1\n", theirs: "a   =   2\n",
		want: "a   =   2\n",
	},
	{
		name: "both changed it alike", base: "a = 1\n", ours: "a   =   2\n", theirs: "a   =   2\n",
		want: "a   =   2\n",
	},
	{
		name: "even what is no valid HCL", base: "a = 1\n", ours: "a = 1\n", theirs: "a = 1\na = 2\n",
		want: "a = 1\na = 2\n",
	},
	{
		name: "deleted by one side", base: "a = 1\n", ours: "", theirs: "a = 1\n",
		want: "",
	},
}

// To merge two versions, it must be known which things in them are the same.
var sameThing = []lesson{
	{
		name: "a block, by its type and labels",
		base: `
			variable "a" {
			  default = 1
			}

			variable "b" {
			  default = 1
			}
		`,
		ours: `
			variable "b" {
			  default = 1
			}

			variable "a" {
			  default = 1
			}
		`,
		theirs: `
			variable "a" {
			  default = 2
			}

			variable "b" {
			  default = 1
			}
		`,
		want: `
			variable "b" {
			  default = 1
			}

			variable "a" {
			  default = 2
			}
		`,
	},
	{
		name: "one of several blocks, by a name inside",
		base: `
			provider "aws" {
			  alias  = "one"
			  region = "x"
			}

			provider "aws" {
			  alias  = "two"
			  region = "x"
			}
		`,
		ours: `
			provider "aws" {
			  alias  = "one"
			  region = "x"
			}

			provider "aws" {
			  alias  = "two"
			  region = "y"
			}
		`,
		theirs: `
			provider "aws" {
			  alias  = "two"
			  region = "x"
			}
		`,
		want: `
			provider "aws" {
			  alias  = "two"
			  region = "y"
			}
		`,
	},
	{
		name: "one of several blocks without names, by what is in it",
		base: `
			ingress {
			  port  = 80
			  cidrs = ["a"]
			}
			ingress {
			  port  = 443
			  cidrs = ["a"]
			}
		`,
		ours: `
			ingress {
			  port  = 80
			  cidrs = ["b"]
			}
			ingress {
			  port  = 443
			  cidrs = ["a"]
			}
		`,
		theirs: `
			ingress {
			  port  = 80
			  cidrs = ["a"]
			}
			ingress {
			  port  = 8443
			  cidrs = ["a"]
			}
		`,
		want: `
			ingress {
			  port  = 80
			  cidrs = ["b"]
			}
			ingress {
			  port  = 8443
			  cidrs = ["a"]
			}
		`,
	},
	{
		name: "one of several that are nearly alike, by its place",
		base: `
			ingress {
			  port = 80
			  cidr = "a"
			}
			ingress {
			  note = "b"
			  port = 80
			  cidr = "a"
			}
		`,
		ours: `
			ingress {
			  port = 80
			  cidr = "o"
			}
			ingress {
			  note = "b"
			  port = 80
			  cidr = "a"
			}
		`,
		theirs: `
			ingress {
			  about = "first"
			  port  = 80
			  cidr  = "a"
			}
			ingress {
			  port = 80
			  cidr = "a"
			}
		`,
		want: `
			ingress {
			  about = "first"
			  port  = 80
			  cidr  = "o"
			}
			ingress {
			  port = 80
			  cidr = "a"
			}
		`,
	},
	{
		name: "an attribute, by its name", base: "a = 1\nb = 1\n", ours: "a = 2\nb = 1\n", theirs: "a = 1\nb = 3\n",
		want: "a = 2\nb = 3\n",
	},
	{
		name: "a key of an object, quoted or not", base: "o = { a = 1, b = 1 }\n", ours: "o = { \"a\" = 2, b = 1 }\n", theirs: "o = { a = 1, \"b\" = 3 }\n",
		want: "o = { \"a\" = 2, \"b\" = 3 }\n",
	},
	{
		name: "an item of a list, by a name inside",
		base: `
			l = [
			  { name = "A", value = "1" },
			  { name = "B", value = "1" },
			]
		`,
		ours: `
			l = [
			  { name = "B", value = "1" },
			  { name = "A", value = "1" },
			]
		`,
		theirs: `
			l = [
			  { name = "A", value = "2" },
			  { name = "B", value = "1" },
			]
		`,
		want: `
			l = [
			  { name = "B", value = "1" },
			  { name = "A", value = "2" },
			]
		`,
	},
	{
		name: "an item of a list without names, by its order", base: "l = [1, 2, 3]\n", ours: "l = [1, 2, 3, 4]\n", theirs: "l = [0, 1, 2, 3]\n",
		want: "l = [0, 1, 2, 3, 4]\n",
	},
	{
		name: "an argument, by its position", base: "f = format({ a = 1 }, { b = 1 })\n", ours: "f = format({ a = 2 }, { b = 1 })\n", theirs: "f = format({ a = 1 }, { b = 2 })\n",
		want: "f = format({ a = 2 }, { b = 2 })\n",
	},
	{
		name: "arguments of merge, concat and their like, as in a list", base: "m = merge(local.a, local.b)\n", ours: "m = merge(local.o, local.a, local.b)\n", theirs: "m = merge(local.a, local.b, local.t)\n",
		want: "m = merge(local.o, local.a, local.b, local.t)\n",
	},
	{
		name: "what is in jsonencode", base: "j = jsonencode({ a = 1, b = 1 })\n", ours: "j = jsonencode({ a = 2, b = 1 })\n", theirs: "j = jsonencode({ a = 1, b = 3 })\n",
		want: "j = jsonencode({ a = 2, b = 3 })\n",
	},
	{
		name: "lines of a heredoc", base: "h = <<EOT\none\ntwo\nthree\nEOT\n", ours: "h = <<EOT\nONE\ntwo\nthree\nEOT\n", theirs: "h = <<EOT\none\ntwo\nTHREE\nEOT\n",
		want: "h = <<EOT\nONE\ntwo\nTHREE\nEOT\n",
	},
	{
		name: "lines of a comment", base: "# one\n# two\na = 1\n", ours: "# ONE\n# two\na = 1\n", theirs: "# one\n# TWO\na = 1\n",
		want: "# ONE\n# TWO\na = 1\n",
	},
	{
		name: "a block that one side renamed and the other changed",
		base: `
			resource "aws_sqs_queue" "old" {
			  name  = "q"
			  delay = 1
			  size  = 2
			  fifo  = true
			}
		`,
		ours: `
			resource "aws_sqs_queue" "new" {
			  name  = "q"
			  delay = 1
			  size  = 2
			  fifo  = true
			}
		`,
		theirs: `
			resource "aws_sqs_queue" "old" {
			  name  = "q"
			  delay = 9
			  size  = 2
			  fifo  = true
			}
		`,
		want: `
			resource "aws_sqs_queue" "new" {
			  name  = "q"
			  delay = 9
			  size  = 2
			  fifo  = true
			}
		`,
	},
}

// What one side renamed is found by what is in it, where it stands, and its name.
var renamed = []lesson{
	{
		name: "a key, of which the other side changed something inside",
		base: `
			locals {
			  clusters = {
			    green = {
			      version = "1.29"
			      nodes   = 3
			      spot    = true
			    }
			  }
			}
		`,
		ours: `
			locals {
			  clusters = {
			    blue = {
			      version = "1.29"
			      nodes   = 3
			      spot    = true
			    }
			  }
			}
		`,
		theirs: `
			locals {
			  clusters = {
			    green = {
			      version = "1.29"
			      nodes   = 5
			      spot    = true
			    }
			  }
			}
		`,
		want: `
			locals {
			  clusters = {
			    blue = {
			      version = "1.29"
			      nodes   = 5
			      spot    = true
			    }
			  }
			}
		`,
	},
	{
		name: "an attribute, and a key in it, and both sides change more",
		base: `
			locals {
			  baseline_test = {
			    presets = "test"
			    certs   = ["a.test"]
			    green_cluster_otions = {
			      version = "1.29"
			      nodes   = 3
			      spot    = true
			    }
			  }
			}
		`,
		ours: `
			locals {
			  baseline_preproduction = {
			    presets = "preproduction"
			    certs   = ["a.preproduction"]
			    green_cluster_options = {
			      version = "1.29"
			      nodes   = 3
			      spot    = false
			    }
			  }
			}
		`,
		theirs: `
			locals {
			  baseline_test = {
			    presets = "test"
			    certs   = ["a.test"]
			    green_cluster_otions = {
			      version = "1.29"
			      nodes   = 5
			      spot    = true
			    }
			  }
			}
		`,
		want: `
			locals {
			  baseline_preproduction = {
			    presets = "preproduction"
			    certs   = ["a.preproduction"]
			    green_cluster_options = {
			      version = "1.29"
			      nodes   = 5
			      spot    = false
			    }
			  }
			}
		`,
	},
	{
		name: "several blocks, each by what fits it best",
		base: `
			module "dev_dns" {
			  source = "./dns"
			  zone   = "dev"
			  ttl    = 60
			}

			module "dev_vpc" {
			  source = "./vpc"
			  zone   = "dev"
			  cidr   = "10.0.0.0/16"
			}
		`,
		ours: `
			module "staging_dns" {
			  source = "./dns"
			  zone   = "staging"
			  ttl    = 60
			}

			module "staging_vpc" {
			  source = "./vpc"
			  zone   = "staging"
			  cidr   = "10.0.0.0/16"
			}
		`,
		theirs: `
			module "dev_dns" {
			  source = "./dns"
			  zone   = "dev"
			  ttl    = 60
			}

			module "dev_vpc" {
			  source = "./vpc"
			  zone   = "dev"
			  cidr   = "10.0.0.0/16"
			  flows  = true
			}
		`,
		want: `
			module "staging_dns" {
			  source = "./dns"
			  zone   = "staging"
			  ttl    = 60
			}

			module "staging_vpc" {
			  source = "./vpc"
			  zone   = "staging"
			  cidr   = "10.0.0.0/16"
			  flows  = true
			}
		`,
	},
	{
		name: "one that became two: a conflict, as it is not clear which it is now",
		base: `
			resource "x" "a" {
			  one   = 1
			  two   = 2
			  three = 3
			}
		`,
		ours: `
			resource "x" "b1" {
			  one   = 1
			  two   = 2
			  three = 3
			}

			resource "x" "b2" {
			  one   = 1
			  two   = 2
			  three = 3
			}
		`,
		theirs: `
			resource "x" "a" {
			  one   = 9
			  two   = 2
			  three = 3
			}
		`,
		want: `
			resource "x" "b1" {
			  one   = 1
			  two   = 2
			  three = 3
			}

			resource "x" "b2" {
			  one   = 1
			  two   = 2
			  three = 3
			}

			<<<
			|||
			resource "x" "a" {
			  one   = 1
			  two   = 2
			  three = 3
			}
			===
			resource "x" "a" {
			  one   = 9
			  two   = 2
			  three = 3
			}
			>>>
		`,
		conflicts: []string{`line 13: resource "x" "a"`},
	},
	{
		name: "deleted by one side, renamed and changed by the other: a conflict, it does not come back",
		base: `
			resource "x" "a" {
			  name  = "a"
			  one   = 1
			  two   = 2
			  three = 3
			}
		`,
		ours: "",
		theirs: `
			resource "x" "b" {
			  name  = "b"
			  one   = 1
			  two   = 2
			  three = 3
			}
		`,
		want: `
			<<<
			|||
			resource "x" "a" {
			  name  = "a"
			  one   = 1
			  two   = 2
			  three = 3
			}
			===
			resource "x" "b" {
			  name  = "b"
			  one   = 1
			  two   = 2
			  three = 3
			}
			>>>
		`,
		conflicts: []string{`line 1: resource "x" "b"`},
	},
	{
		name: "deleted by one side, while the other adds one like it in its place: a conflict, as later nobody could tell that from a new name",
		base: `
			resource "x" "a" {
			  name  = "a"
			  one   = 1
			  two   = 2
			  three = 3
			}

			y {}
		`,
		ours: `
			resource "x" "a" {
			  name  = "a"
			  one   = 1
			  two   = 2
			  three = 3
			}

			resource "x" "b" {
			  name  = "b"
			  one   = 1
			  two   = 2
			  three = 3
			}

			y {}
		`,
		theirs: `
			y {}
		`,
		want: `
			<<<
			resource "x" "b" {
			  name  = "b"
			  one   = 1
			  two   = 2
			  three = 3
			}
			|||
			resource "x" "a" {
			  name  = "a"
			  one   = 1
			  two   = 2
			  three = 3
			}
			===
			>>>

			y {}
		`,
		conflicts: []string{`line 1: resource "x" "b"`},
	},
}

// Layout is no change: here ours changed the layout, theirs the value of b (or of
// the same thing), and neither is in the other's way.
var noChange = []lesson{
	{
		name: "realigned signs", base: "a = 1\nb = 1\n", ours: "a     = 1\nb     = 1\n", theirs: "a = 1\nb = 2\n",
		want: "a     = 1\nb     = 2\n",
	},
	{
		name: "a list on several lines", base: "l = [1, 2]\n", ours: "l = [\n  1,\n  2,\n]\n", theirs: "l = [1, 3]\n",
		want: "l = [\n  1,\n  3,\n]\n",
	},
	{
		name: "a list on one line", base: "l = [\n  1,\n  2,\n]\n", ours: "l = [1, 2]\n", theirs: "l = [\n  1,\n  3,\n]\n",
		want: "l = [1, 3]\n",
	},
	{
		name: "a comma at the end", base: "l = [\n  1,\n  2\n]\n", ours: "l = [\n  1,\n  2,\n]\n", theirs: "l = [\n  1,\n  3\n]\n",
		want: "l = [\n  1,\n  3,\n]\n",
	},
	{
		name: "parentheses around a whole value", base: "a = [1, 2]\n", ours: "a = ([1, 2])\n", theirs: "a = [1, 3]\n",
		want: "a = ([1, 3])\n",
	},
	{
		name: "an old interpolation", base: "a = \"${var.x}\"\nb = 1\n", ours: "a = var.x\nb = 1\n", theirs: "a = \"${var.y}\"\nb = 1\n",
		want: "a = \"${var.y}\"\nb = 1\n",
	},
	{
		name: "an old way to write a type", base: "type = \"string\"\nb = 1\n", ours: "type = string\nb = 1\n", theirs: "type = \"string\"\nb = 2\n",
		want: "type = string\nb = 2\n",
	},
	{
		name: "the sign in an object", base: "o = {\n  a = 1\n  b = 1\n}\n", ours: "o = {\n  a : 1\n  b : 1\n}\n", theirs: "o = {\n  a = 1\n  b = 2\n}\n",
		want: "o = {\n  a : 1\n  b : 2\n}\n",
	},
	{
		name: "the sign of a comment", base: "# why\na = 1\n", ours: "// why\na = 1\n", theirs: "# why\na = 2\n",
		want: "// why\na = 2\n",
	},
	{
		name: "the order of attributes", base: "a = 1\nb = 1\n", ours: "b = 1\na = 1\n", theirs: "a = 1\nb = 2\n",
		want: "b = 2\na = 1\n",
	},
	{
		name: "the order of keys", base: "o = { a = 1, b = 1 }\n", ours: "o = { b = 1, a = 1 }\n", theirs: "o = { a = 1, b = 2 }\n",
		want: "o = { b = 2, a = 1 }\n",
	},
	{
		name: "but the order in a list is one", base: "l = [1, 2, 3]\n", ours: "l = [3, 1, 2]\n", theirs: "l = [2, 1, 3]\n",
		want:      "<<<\nl = [3, 1, 2]\n|||\nl = [1, 2, 3]\n===\nl = [2, 1, 3]\n>>>\n",
		conflicts: []string{"line 1: l"},
	},
}

// What becomes of a thing that one side changed, and the other did too.
var outcomes = []lesson{
	{
		name: "changed by one side, as it was on the other", base: "a = 1\n\nb = 1\n", ours: "a = 2\n\nb = 1\n", theirs: "a = 1\n\nb = 1\n\nc = 1\n",
		want: "a = 2\n\nb = 1\n\nc = 1\n",
	},
	{
		name: "changed by both alike: once", base: "a = 1\nb = 1\n", ours: "a = 2\nb = 3\n", theirs: "a = 2\nb = 1\n",
		want: "a = 2\nb = 3\n",
	},
	{
		name: "deleted, as it was on the other side: gone", base: "a = 1\nb = 1\nc = 1\n", ours: "a = 1\nc = 1\n", theirs: "a = 1\nb = 1\nc = 2\n",
		want: "a = 1\nc = 2\n",
	},
	{
		name: "deleted, formatted by the other side: gone", base: "a=1\nb=1\n", ours: "a=1\n", theirs: "a = 1\nb = 1\n",
		want: "a = 1\n",
	},
	{
		name: "deleted by both: gone", base: "a = 1\nb = 1\nc = 1\n", ours: "a = 1\nc = 2\n", theirs: "a = 1\nc = 1\nd = 1\n",
		want: "a = 1\nc = 2\nd = 1\n",
	},
	{
		name: "deleted by one side, changed by the other: a conflict", base: "a = 1\nb = 1\n", ours: "a = 1\n", theirs: "a = 1\nb = 2\n",
		want:      "a = 1\n<<<\n|||\nb = 1\n===\nb = 2\n>>>\n",
		conflicts: []string{"line 2: b"},
	},
	{
		name: "what may be there once, added by both at different places: a conflict at each",
		base: `
			locals {
			  a = 1
			}

			locals {
			  b = 1
			}
		`,
		ours: `
			locals {
			  a = 1
			  c = 1
			}

			locals {
			  b = 1
			}
		`,
		theirs: `
			locals {
			  a = 1
			}

			locals {
			  b = 1
			  c = 2
			}
		`,
		want: `
			locals {
			  a = 1
			<<<
			  c = 1
			|||
			===
			>>>
			}

			locals {
			  b = 1
			<<<
			|||
			===
			  c = 2
			>>>
			}
		`,
		conflicts: []string{"line 3: locals", "line 12: locals"},
	},
	{
		name: "of two blocks without names each side deletes another: both are gone",
		base: `
			x {
			  setting {
			    a = 1
			    b = 1
			  }
			  setting {
			    c = 1
			  }
			}
		`,
		ours: `
			x {
			  setting {
			    a = 1
			    b = 1
			  }
			}
		`,
		theirs: `
			x {
			  setting {
			    c = 1
			  }
			}
		`,
		want: `
			x {
			}
		`,
	},
	{
		name: "deleted by one side, behind it something like it added by the other: that one",
		base: `
			l = [
			  lookup(m, "a", 1),
			  lookup(m, "c", 1),
			]
		`,
		ours: `
			l = [
			  lookup(m, "a", 1),
			]
		`,
		theirs: `
			l = [
			  lookup(m, "x", 1),
			  lookup(m, "a", 1),
			  lookup(m, "c", 1),
			]
		`,
		want: `
			l = [
			  lookup(m, "x", 1),
			  lookup(m, "a", 1),
			]
		`,
	},
	{
		name: "of a large thing that one side deleted, base shows what the other changed",
		base: `
			resource "x" "y" {
			  a = 1
			  b = 1
			  c = 1
			  d = 1
			  e = 1
			}
		`,
		ours: "",
		theirs: `
			resource "x" "y" {
			  a = 1
			  b = 1
			  c = 2
			  d = 1
			  e = 1
			}
		`,
		want: `
			<<<
			|||
			resource "x" "y" {
			  c = 1
			===
			resource "x" "y" {
			  a = 1
			  b = 1
			  c = 2
			  d = 1
			  e = 1
			}
			>>>
		`,
		conflicts: []string{`line 1: resource "x" "y"`},
	},
	{
		name: "what both have at the beginning and the end of a conflict stands outside", base: "h = <<E\na\nb\nc\nE\n", ours: "h = <<E\na\no\nc\nE\n", theirs: "h = <<E\na\nt\nc\nE\n",
		want:      "h = <<E\na\n<<<\no\n|||\nb\n===\nt\n>>>\nc\nE\n",
		conflicts: []string{"line 3: h"},
	},
	{
		name: "wrapped by both alike: merged inside", base: "l = [1, 2]\n", ours: "l = compact([1, 2, 3])\n", theirs: "l = compact([0, 1, 2])\n",
		want: "l = compact([0, 1, 2, 3])\n",
	},
	{
		name: "changed by both differently: merged one level down",
		base: `
			resource "x" "y" {
			  tags = {
			    A = 1
			    B = 1
			  }
			}
		`,
		ours: `
			resource "x" "y" {
			  tags = {
			    A = 2
			    B = 1
			  }
			}
		`,
		theirs: `
			resource "x" "y" {
			  tags = {
			    A = 1
			    B = 3
			  }
			}
		`,
		want: `
			resource "x" "y" {
			  tags = {
			    A = 2
			    B = 3
			  }
			}
		`,
	},
	{
		name: "where there is no level below: a conflict around the smallest thing",
		base: `
			resource "x" "y" {
			  tags = {
			    A = 1
			    B = 1
			  }
			}
		`,
		ours: `
			resource "x" "y" {
			  tags = {
			    A = 2
			    B = 1
			  }
			}
		`,
		theirs: `
			resource "x" "y" {
			  tags = {
			    A = 3
			    B = 4
			  }
			}
		`,
		want: `
			resource "x" "y" {
			  tags = {
			<<<
			    A = 2
			|||
			    A = 1
			===
			    A = 3
			>>>
			    B = 4
			  }
			}
		`,
		conflicts: []string{`line 3: resource "x" "y" › tags › A`},
	},
	{
		name: "several conflicts are listed in order", base: "a = 1\nb = 1\nc = 1\n", ours: "a = 2\nb = 1\nc = 2\n", theirs: "a = 3\nb = 1\nc = 3\n",
		want:      "<<<\na = 2\n|||\na = 1\n===\na = 3\n>>>\nb = 1\n<<<\nc = 2\n|||\nc = 1\n===\nc = 3\n>>>\n",
		conflicts: []string{"line 1: a", "line 9: c"},
	},
	{
		name: "different arguments of one call: a conflict, as they mean something together", base: "c = cidrsubnet(var.x, 8, 1)\n", ours: "c = cidrsubnet(var.x, 4, 1)\n", theirs: "c = cidrsubnet(var.x, 8, 2)\n",
		want:      "<<<\nc = cidrsubnet(var.x, 4, 1)\n|||\nc = cidrsubnet(var.x, 8, 1)\n===\nc = cidrsubnet(var.x, 8, 2)\n>>>\n",
		conflicts: []string{"line 1: c"},
	},
	{
		name: "attributes added at one point: both, ours first", base: "a = 1\n", ours: "a = 1\no = 1\n", theirs: "a = 1\nt = 1\n",
		want: "a = 1\no = 1\nt = 1\n",
	},
	{
		name: "list items added at one point: both, ours first", base: "l = [\"a\"]\n", ours: "l = [\"a\", \"o\"]\n", theirs: "l = [\"a\", \"t\"]\n",
		want: "l = [\"a\", \"o\", \"t\"]\n",
	},
	{
		name: "blocks added at one point: both, ours first",
		base: `
			variable "a" {}
		`,
		ours: `
			variable "a" {}

			variable "o" {}
		`,
		theirs: `
			variable "a" {}

			variable "t" {}
		`,
		want: `
			variable "a" {}

			variable "o" {}

			variable "t" {}
		`,
	},
	{
		name: "added under one name, alike: once", base: "a = 1\n", ours: "a = 1\nn = 1\n", theirs: "a = 1\nn = 1\nt = 1\n",
		want: "a = 1\nn = 1\nt = 1\n",
	},
	{
		name: "added under one name, differently: a conflict with an empty base", base: "a = 1\n", ours: "a = 1\nn = 1\n", theirs: "a = 1\nn = 2\n",
		want:      "a = 1\n<<<\nn = 1\n|||\n===\nn = 2\n>>>\n",
		conflicts: []string{"line 2: n"},
	},
	{
		name: "a block added by both: merged as if it had been empty",
		base: "a = 1\n",
		ours: `
			a = 1

			variable "v" {
			  type = string
			}
		`,
		theirs: `
			a = 1

			variable "v" {
			  type    = string
			  default = "x"
			}
		`,
		want: `
			a = 1

			variable "v" {
			  type    = string
			  default = "x"
			}
		`,
	},
	{
		name: "a file that both added: what is equal stands once", base: "", ours: "a = 1\nb = 1\n", theirs: "a = 1\nb = 2\n",
		want:      "a = 1\n<<<\nb = 1\n|||\n===\nb = 2\n>>>\n",
		conflicts: []string{"line 2: b"},
	},
	{
		name: "different comments added at one point: a conflict, as they are free text", base: "a = 1\n\nb = 1\n", ours: "a = 1\n\n# ours\n\nb = 1\n", theirs: "a = 1\n\n# theirs\n\nb = 1\n",
		want:      "a = 1\n\n<<<\n# ours\n|||\n===\n# theirs\n>>>\n\nb = 1\n",
		conflicts: []string{"line 3: comment"},
	},
	{
		name: "comments of which one has all of the other's lines: that one", base: "a = 1\n\nb = 1\n", ours: "a = 1\n\n# one\n# two\n\nb = 1\n", theirs: "a = 1\n\n# one\n\nb = 2\n",
		want: "a = 1\n\n# one\n# two\n\nb = 2\n",
	},
	{
		name: "a comment changed above something in conflict has markers of its own", base: "# why\na = 1\n", ours: "# so\na = 2\n", theirs: "# thus\na = 3\n",
		want:      "<<<\n# so\n|||\n# why\n===\n# thus\n>>>\n<<<\na = 2\n|||\na = 1\n===\na = 3\n>>>\n",
		conflicts: []string{"line 1: a › comment", "line 8: a"},
	},
	{
		name: "moved by one side, changed by the other: changed where it stands now", base: "a = 1\n\nb = 1\n\nc = 1\n", ours: "c = 1\n\na = 1\n\nb = 1\n", theirs: "a = 1\n\nb = 1\n\nc = 2\n",
		want: "c = 2\n\na = 1\n\nb = 1\n",
	},
	{
		name: "a list reordered by one side, added to by the other", base: "l = [1, 2, 3]\n", ours: "l = [3, 2, 1]\n", theirs: "l = [1, 2, 3, 4]\n",
		want: "l = [3, 4, 2, 1]\n",
	},
	{
		name: "renamed by both, differently: a conflict of the names",
		base: `
			resource "x" "a" {
			  one   = 1
			  two   = 2
			  three = 3
			}
		`,
		ours: `
			resource "x" "o" {
			  one   = 1
			  two   = 2
			  three = 3
			}
		`,
		theirs: `
			resource "x" "t" {
			  one   = 1
			  two   = 2
			  three = 3
			}
		`,
		want: `
			<<<
			resource "x" "o" {
			|||
			resource "x" "a" {
			===
			resource "x" "t" {
			>>>
			  one   = 1
			  two   = 2
			  three = 3
			}
		`,
		conflicts: []string{`line 1: resource "x" "o"`},
	},
}

// Where things stand in the result, and how it is laid out.
var layout = []lesson{
	{
		name: "what theirs added comes behind its neighbour there", base: "a = 1\n\nb = 1\n", ours: "b = 1\n\na = 1\n", theirs: "a = 1\nt = 1\n\nb = 1\n",
		want: "b = 1\n\na = 1\nt = 1\n",
	},
	{
		name: "a block of both hands is formatted, if it was before",
		base: `
			x {
			  a = 1
			}
		`,
		ours: `
			x {
			  a = 2
			}
		`,
		theirs: `
			x {
			  a    = 1
			  long = 1
			}
		`,
		want: `
			x {
			  a    = 2
			  long = 1
			}
		`,
	},
	{
		name: "other bytes are left alone", base: "x {\n  a=1\n}\n\ny   {}\n", ours: "x {\n  a=2\n}\n\ny   {}\n", theirs: "x {\n  a=1\n}\n\ny   {}\n\nz   {}\n",
		want: "x {\n  a=2\n}\n\ny   {}\n\nz   {}\n",
	},
	{
		name: "line ends are merged as a property of the file", base: "a = 1\nb = 1\n", ours: "a = 1\r\nb = 1\r\n", theirs: "a = 1\nb = 2\n",
		want: "a = 1\r\nb = 2\r\n",
	},
	{
		name: "an odd line end is its line's own", base: "h = <<E\r\nx\r\nE\r\nb = 1\r\n", ours: "h = <<E\r\ny\r\nE\r\nb = 1\r\n", theirs: "h = <<E\r\nx\r\nE\r\nb = 1\r\nc = 1\n",
		want: "h = <<E\r\ny\r\nE\r\nb = 1\r\nc = 1\n",
	},
	{
		name: "so is the newline at the end", base: "a = 1\n\nb = 1", ours: "a = 1\n\nb = 1\n", theirs: "a = 2\n\nb = 1",
		want: "a = 2\n\nb = 1\n",
	},
	{
		name: "so is a byte order mark", base: "\ufeffa = 1\n\nb = 1\n", ours: "a = 1\n\nb = 1\n", theirs: "\ufeffa = 2\n\nb = 1\n",
		want: "a = 2\n\nb = 1\n",
	},
}

// What isn't HCL is merged by lines; its conflicts have no names.
var byLines = []lesson{
	{
		name: "lines that only one side changed", base: "one (\ntwo\nthree\n", ours: "ONE (\ntwo\nthree\n", theirs: "one (\ntwo\nTHREE\n",
		want: "ONE (\ntwo\nTHREE\n",
	},
	{
		name: "changes that touch: a conflict, as in git", base: "one (\ntwo\n", ours: "ONE (\ntwo\n", theirs: "one (\nTWO\n",
		want:      "<<<\nONE (\ntwo\n|||\none (\ntwo\n===\none (\nTWO\n>>>\n",
		conflicts: []string{"line 1: "},
	},
}

func TestLearnHowFilesAreMerged(t *testing.T) {
	for _, section := range []struct {
		name    string
		lessons []lesson
	}{
		{"one-sided", oneSided},
		{"what is the same thing", sameThing},
		{"what was renamed", renamed},
		{"what is no change", noChange},
		{"what becomes of it", outcomes},
		{"layout", layout},
		{"by lines", byLines},
	} {
		t.Run(section.name, func(t *testing.T) {
			for _, l := range section.lessons {
				t.Run(l.name, l.check)
			}
		})
	}
}

func (l lesson) check(t *testing.T) {
	b, o, th := unindent(l.base), unindent(l.ours), unindent(l.theirs)
	r := merge(b, o, th, hclmerge.Options{})
	if want := withMarkers(unindent(l.want)); string(r.Content) != want {
		t.Errorf("have\n%s\nwant\n%s", r.Content, want)
	}
	var found []string
	for _, c := range r.Conflicts {
		found = append(found, fmt.Sprintf("line %d: %s", c.Line, c.Address))
	}
	if !slices.Equal(found, l.conflicts) {
		t.Errorf("conflicts %q, want %q", found, l.conflicts)
	}
	if again := merge(b, string(r.Content), th, hclmerge.Options{}); len(r.Conflicts) == 0 && string(again.Content) != string(r.Content) {
		t.Errorf("merging theirs a second time gives\n%s", again.Content)
	}
	if swapped := merge(b, th, o, hclmerge.Options{}); len(swapped.Conflicts) != len(r.Conflicts) {
		t.Errorf("with the sides swapped it has %d conflicts:\n%s", len(swapped.Conflicts), swapped.Content)
	}
}

// A conflict can be settled for one side; what else both did is merged all the
// same. The conflicts are listed in any case, with what each side has.
func TestLearnHowConflictsAreSettled(t *testing.T) {
	const b, o, th = "a = 1\nb = 1\n", "a = 2\nb = 1\n", "a = 3\nb = 4\n"
	want := []hclmerge.Conflict{{Address: "a", Line: 1, Base: "a = 1\n", Ours: "a = 2\n", Theirs: "a = 3\n"}}
	for name, c := range map[string]struct {
		options hclmerge.Options
		want    string
	}{
		"markers": {hclmerge.Options{}, withMarkers("<<<\na = 2\n|||\na = 1\n===\na = 3\n>>>\nb = 4\n")},
		"ours":    {hclmerge.Options{Conflict: hclmerge.Ours}, "a = 2\nb = 4\n"},
		"theirs":  {hclmerge.Options{Conflict: hclmerge.Theirs}, "a = 3\nb = 4\n"},
		"named sides": {
			hclmerge.Options{OursName: "yours", BaseName: "last rendered", TheirsName: "rendered now"},
			"<<<<<<< yours\na = 2\n||||||| last rendered\na = 1\n=======\na = 3\n>>>>>>> rendered now\nb = 4\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := merge(b, o, th, c.options)
			if string(r.Content) != c.want {
				t.Errorf("have\n%s\nwant\n%s", r.Content, c.want)
			}
			if !slices.Equal(r.Conflicts, want) {
				t.Errorf("conflicts %+v, want %+v", r.Conflicts, want)
			}
		})
	}
}

// unindent takes off the indentation with which a raw string is written here.
func unindent(s string) string {
	body, raw := strings.CutPrefix(s, "\n")
	if !raw {
		return s
	}
	var out strings.Builder
	for line := range strings.Lines(strings.TrimRight(body, "\t")) {
		out.WriteString(strings.TrimPrefix(line, "\t\t\t"))
	}
	return out.String()
}

// withMarkers writes the markers out.
func withMarkers(s string) string {
	s = "\n" + s
	for short, marker := range map[string]string{"<<<": "<<<<<<< ours", "|||": "||||||| base", "===": "=======", ">>>": ">>>>>>> theirs"} {
		s = strings.ReplaceAll(s, "\n"+short+"\n", "\n"+marker+"\n")
	}
	return s[1:]
}
