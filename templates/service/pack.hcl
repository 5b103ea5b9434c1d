pack "service" {
  version           = "1.0.0"
  requires_scaffold = ">= 0.1"
  kind              = "service"
  layer             = "applications"
  exposes           = ["port", "exposure", "admit"]
  includes = [
    "application.hcl",
    "ownership.hcl",
    "roles.hcl",
    "traffic.hcl",
    "services.hcl",
    "database.hcl",
    "cache.hcl",
    "queues.hcl",
    "stores.hcl",
    "buckets.hcl",
    "tables.hcl",
    "policy.hcl",
    "container.hcl",
    "scaling.hcl",
    "alarms.hcl",
    "sizes.hcl",
  ]
  reads = [
    "organization",
    "hostname",
    "workspace_name",
    "vcs",
    "region",
    "account",
    "short",
    "production",
    "aws_provider_version",
    "accounts",
  ]
  identity = ["organization", "hostname", "region", "account", "short"]
}

# 21 characters leave room for the environment and a hash in a target group's 32.
name {
  pattern            = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
  min                = 2
  max                = 21
  reserved           = ["foundation", "platform", "shared-services", "applications", "execute-command", "internal*", "aws*"]
  forbidden_suffixes = ["-dev", "-staging", "-production"]
  message            = "A service's name is 2 to 21 lower-case letters and digits with single hyphens between, starts with a letter, is no layer's name, starts with neither internal nor aws, and does not end in an environment."
}

files "unit" {
  root = "unit"
}

files "environment" {
  root = "environment"
}

file "environments/*/terraform.tfvars" {
  seed_once = true
}
