pack "blank" {
  version           = "1.0.0"
  requires_scaffold = ">= 0.1"
  extends           = "../shared"
  reads = [
    "organization",
    "hostname",
    "workspace_name",
    "vcs",
    "region",
    "account",
    "aws_provider_version",
    "layers",
  ]
  identity = ["organization", "hostname", "region", "account"]
}

locals {
  # A layer that holds units has no state of its own to read.
  upstream = [for layer in layers : layer.name if contains(upstream, layer.name) && layer.holds == ""]
}

input "tags" {
  type        = map(string)
  default     = {}
  nullable    = false
  description = "Further tags on everything this layer makes, such as a cost center"

  validation {
    condition     = length(setintersection(keys(tags), ["Environment", "ManagedBy", "Repository", "Unit"])) == 0
    error_message = "Environment, ManagedBy, Repository and Unit are set already."
  }
  validation {
    condition     = alltrue([for key, value in tags : can(regex("^[\\p{L}\\p{N} _.:/=+@-]{1,128}$", key)) && !startswith(lower(key), "aws:") && can(regex("^[\\p{L}\\p{N} _.:/=+@-]{0,256}$", value))])
    error_message = "Tags hold letters, digits, spaces and _ . : / = + - @, keys at most 128 of them and values 256, and no key starts with aws:."
  }
}

files "unit" {
  root = "unit"
}

files "environment" {
  root = "environment"
}

# What this layer is made of is yours to write: scaffold keeps the provider and the reads up to date, nothing else.
file "environments/*/main.tf" {
  seed_once = true
}

file "environments/*/variables.tf" {
  seed_once = true
}

file "environments/*/outputs.tf" {
  seed_once = true
}

file "environments/*/terraform.tfvars" {
  seed_once = true
}

file "environments/*/tests/layer.tftest.hcl" {
  seed_once = true
}

file "README.md" {
  seed_once = true
}
