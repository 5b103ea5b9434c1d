# What units of this pack are asked, and which files come of it.

pack "NAME" {
  version           = "0.1.0"
  requires_scaffold = ">= 0.1"
  layer             = "applications"

  # Values of the root scaffold.hcl that expressions and templates use.
  reads    = ["organization", "hostname", "workspace_name", "region", "production", "aws_provider_version"]
  identity = ["organization", "hostname", "region"] # their change would leave behind what exists
}

locals {
  # Expressions over inputs and what the pack reads; templates say .local.name.
  name = "${unit}-${environment}"
}

input "owner" {
  type        = string
  default     = "platform"
  nullable    = false
  description = "Team that owns it, as a tag"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,62}$", owner))
    error_message = "An owner is lower-case letters, digits and hyphens, a letter first."
  }
}

# A number that people change by hand lives in each environment's terraform.tfvars.
input "log_retention_days" {
  type        = number
  default     = production ? 90 : 7
  nullable    = false
  stored_in   = "tfvars"
  description = "Days that logs are kept"

  validation {
    condition     = contains([1, 7, 30, 90, 365], log_retention_days)
    error_message = "Logs are kept for 1, 7, 30, 90 or 365 days."
  }
}

files "unit" {
  root = "unit"
}

files "environment" {
  root = "environment"
}
