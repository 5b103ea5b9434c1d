pack "repository" {
  version           = "1.0.0"
  requires_scaffold = ">= 0.1"
  includes          = ["roles.hcl"]
  reads = [
    "organization",
    "hostname",
    "workspace_name",
    "vcs",
    "domain",
    "environments",
    "layers",
    "notifications",
    "region",
    "account",
    "aws_provider_version",
    "owns_account",
    "account_environments",
    "project",
  ]
}

locals {
  vcs_owner = split("/", vcs)[0]
  team      = strcontains(platform_team, "@") ? platform_team : "@${local.vcs_owner}/${platform_team}"

  # A person (@name) has no number of a team, so only a team (@organization/team) can stand in a ruleset.
  team_parts = split("/", trimprefix(local.team, "@"))
  has_team   = length(local.team_parts) == 2

  # What every pull request needs, and which environments need more than that.
  approvals         = min([for e in environments : e.required_approvals]...)
  most_approvals    = max([for e in environments : e.required_approvals]...)
  guarded           = [for e in environments : e if e.required_approvals > local.approvals]
  production_names  = [for e in environments : e.name if e.production]
  emergency         = concat(local.production_names, [for e in reverse(environments) : e.name])[0]
  emergency_region  = [for e in environments : e.region if e.name == local.emergency][0]
  terraform_version = { for e in environments : e.name => e.terraform_version }

  service_layer = concat([for l in layers : l.directory if l.holds != ""], [""])[0]

  # One root module of bootstrap/ an account, called like the account's first environment: that name stays when the
  # number is filled in later, and a root module that moves would first be destroyed.
  accounts = [
    for i, e in environments : {
      folder       = e.name
      number       = e.account
      environments = e.account == "" ? [e.name] : [for other in environments : other.name if other.account == e.account]
    } if e.account == "" || !contains([for earlier in slice(environments, 0, i) : earlier.account], e.account)
  ]
  unnamed = [for e in environments : e.name if e.account == ""]

  # Files of each environment, and its dotfiles (the provider lock), which a star leaves out.
  patterns = { for e in environments : e.name => flatten([for l in layers : [
    for file in ["*", ".*"] : "layers/${l.directory}/${l.holds != "" ? "*/" : ""}environments/${e.name}/**/${file}"
  ]]) }

  # What all environments have in common: what the workflows do with tokens, what Terraform Cloud is told, who gets into
  # the accounts, what everything is rendered from, code that root modules share. It needs the most approvals of all. A
  # star leaves out dotfiles, and two stars leave out folders of such names, which packs have.
  common = concat(["scaffold.hcl", ".scaffold.lock.hcl", ".gitattributes"], flatten([
    for folder in [".github", ".scaffold", ".scaffold/**/.*", "bootstrap", "modules", "scripts", "layers/**/modules"] : [
      for file in ["*", ".*"] : "${folder}/**/${file}"
    ]
  ]))

  # How often a layer changes, and what is in it; a layer of your own changes as needed.
  cadence = merge(
    { for l in layers : l.name => l.holds != "" ? "weekly (scaling, configuration)" : "as needed" },
    { for name, often in { foundation = "quarterly", platform = "monthly", "shared-services" = "monthly" } : name => often if contains([for l in layers : l.name], name) },
  )
  content = {
    foundation        = "VPC, subnets, NAT, routes, security groups"
    platform          = "ECS cluster, load balancers, certificate, discovery, alarms"
    "shared-services" = "databases, caches, queues"
  }
  content_names = keys(local.content)

  # The layers once more for readers without Mermaid: a line for each root module, and its workspace.
  diagram = join("\n\n", [
    for l in layers : join("\n", concat(
      [format("layers/%s   changes %s%s", l.directory, local.cadence[l.name], length(l.depends_on) > 0 ? ", reads ${join(", ", l.depends_on)}" : "")],
      [
        for i, e in environments : format("%s── %-40s → %s", i == length(environments) - 1 ? "└" : "├",
          "${l.holds != "" ? "SERVICE/" : ""}environments/${e.name}/",
        replace(replace(workspace_name, "{unit}", l.holds != "" ? "SERVICE" : l.name), "{environment}", e.name))
      ],
    ))
  ])

  # What CI installs, and where releases of it are.
  module  = "github.com/seed-3f5c2e52/scaffold"
  install = install_scaffold == null ? "go install ${local.module}/cmd/scaffold@${scaffold_version}" : install_scaffold

  # GitHub's environments: each holds the secrets of some workflows, and only the default branch may take them.
  github_environments = concat(["terraform-cloud"], service_requests || upgrade_schedule != "" ? ["pull-requests"] : [])

  # Where notifications go, by the environment variable that holds the URL; those that can be a secret's name on GitHub.
  url_variables = distinct([for n in notifications : n.url_variable if can(regex("^[A-Za-z_][A-Za-z0-9_]*$", n.url_variable)) && !startswith(upper(n.url_variable), "GITHUB_")])

  # Whom notifications reach, in words.
  told = join(", ", distinct([for n in notifications : n.kind == "slack" ? "Slack" : n.kind == "email" ? "people by e-mail" : "a webhook"]))

  # The role by which each environment is validated. Whose account is not named here has it as a variable on GitHub.
  validated = [
    for e in environments : {
      name   = e.name
      region = e.region
      role = format("arn:%s:iam::%s:role%s%s-validate",
        startswith(e.region, "cn-") ? "aws-cn" : startswith(e.region, "us-gov-") ? "aws-us-gov" : "aws",
        e.account != "" ? e.account : "$${{ vars.AWS_ACCOUNT_ID_${upper(replace(e.name, "-", "_"))} }}", role_path, e.name)
    }
  ]

  # Two roles an environment.
  phases = ["plan", "apply"]

  # In a pattern such as aws-*-dev the star also covers aws-x-eu-dev: such neighbours are denied by name.
  neighbours = { for e in environments : e.name => [for other in environments : other.name if other.name != e.name && strcontains(other.name, e.name)] }
}

input "platform_team" {
  type        = string
  default     = "platform"
  nullable    = false
  description = "GitHub team that owns the layers, production and these root files; with an @ it is taken as it is, such as @acme/infra or @somebody"

  validation {
    condition     = can(regex("^(@[A-Za-z0-9][A-Za-z0-9-]*/)?[A-Za-z0-9][A-Za-z0-9_-]*$", platform_team)) || can(regex("^@[A-Za-z0-9][A-Za-z0-9-]*$", platform_team))
    error_message = "A team is written platform or @acme/platform, a person @somebody."
  }
}

input "default_branch" {
  type        = string
  default     = "main"
  nullable    = false
  role        = "default_branch"
  description = "The branch that Terraform Cloud applies from"

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9._/-]*$", default_branch)) && !strcontains(default_branch, "..")
    error_message = "A branch's name holds letters, digits and . _ / -, such as main."
  }
}

input "ci_runner" {
  type        = string
  default     = "ubuntu-latest"
  nullable    = false
  description = "Label of the runners that CI uses; they need git, jq and curl"

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]+$", ci_runner))
    error_message = "A runner's label holds letters, digits and . _ -, such as ubuntu-latest."
  }
}

# The release that made the repository: `init` writes it, `upgrade` moves it. The default is the first that knows this pack.
input "scaffold_version" {
  type        = string
  default     = "v0.1.0"
  nullable    = false
  role        = "scaffold_version"
  description = "Release of scaffold that CI installs"

  validation {
    condition     = can(regex("^v[0-9]+[.][0-9]+[.][0-9]+(-[0-9A-Za-z.-]+)?$", scaffold_version))
    error_message = "scaffold_version names one release, such as v0.1.0: what is installed must not change by itself."
  }
}

input "install_scaffold" {
  type        = string
  default     = null
  description = "Command by which CI installs scaffold, in the place of `go install` with scaffold_version; let it name a version, too"

  validation {
    condition     = install_scaffold == null ? true : can(regex("^[ -~]*[!-~][ -~]*$", install_scaffold))
    error_message = "install_scaffold is one line of shell; what takes more belongs into a script of your own that it calls."
  }
}

input "service_requests" {
  type        = bool
  default     = true
  nullable    = false
  description = "Whether an issue form and a workflow make pull requests of requests for new services"
}

input "upgrade_schedule" {
  type        = string
  default     = "23 5 * * 1"
  nullable    = false
  description = "When CI looks for newer packs and opens a pull request for the first environment that is behind: GitHub's cron, five fields in UTC; empty means never"

  validation {
    condition     = upgrade_schedule == "" || can(regex("^[0-9*,/-]+( [0-9A-Za-z*,/-]+){4}$", upgrade_schedule))
    error_message = "upgrade_schedule holds five fields: minute, hour, day of the month, month, day of the week, such as 23 5 * * 1; or nothing."
  }
}

input "validate_schedule" {
  type        = string
  default     = "41 * * * *"
  nullable    = false
  description = "When CI looks for environments that were applied and not validated since, besides after each push: GitHub's cron, five fields in UTC; empty means never, also not after a push"

  validation {
    condition     = validate_schedule == "" || can(regex("^[0-9*,/-]+( [0-9A-Za-z*,/-]+){4}$", validate_schedule))
    error_message = "validate_schedule holds five fields: minute, hour, day of the month, month, day of the week, such as 41 * * * *; or nothing."
  }
}

input "database_schedule" {
  type        = string
  default     = "9,39 * * * *"
  nullable    = false
  description = "When CI makes the databases that services want and have not, besides when somebody starts it: GitHub's cron, five fields in UTC; empty means never, for repositories without databases"

  validation {
    condition     = database_schedule == "" || can(regex("^[0-9*,/-]+( [0-9A-Za-z*,/-]+){4}$", database_schedule))
    error_message = "database_schedule holds five fields: minute, hour, day of the month, month, day of the week, such as 9,39 * * * *; or nothing."
  }
}

files "unit" {
  root = "unit"
}

files "environment" {
  root   = "environment"
  target = "bootstrap/${environment}"
}

file "bootstrap/*/*.tf" {
  when = owns_account
}

file "bootstrap/*/tests/*.tftest.hcl" {
  when = owns_account
}

file "bootstrap/*/tests/mocks/*.hcl" {
  when = owns_account
}

file "bootstrap/*/required_boundary.tf" {
  when = owns_account && required_boundary != null
}

file "bootstrap/*/tests/required_boundary.tftest.hcl" {
  when = owns_account && required_boundary != null
}

file ".github/ISSUE_TEMPLATE/new-service.yml" {
  when = service_requests
}

file ".github/*/service-request.*" {
  when = service_requests
}

file ".github/*/upgrade.*" {
  when = upgrade_schedule != ""
}

file ".github/workflows/validate.yaml" {
  when = validate_schedule != ""
}

file ".github/scripts/applied.sh" {
  when = validate_schedule != ""
}

file ".github/scripts/validated.sh" {
  when = validate_schedule != ""
}

file ".github/*/databases.*" {
  when = database_schedule != ""
}

# Only teams can be required by file; without one the fallback's count is all there is.
file ".github/rulesets/production.json" {
  when = local.has_team
}

file ".github/CODEOWNERS" {
  seed_once = true
}

file ".github/scripts/*.sh" {
  executable = true
}

file "scripts/*.sh" {
  executable = true
}

file ".github/scripts/lock-proposal.sh" {
  when = service_requests || upgrade_schedule != ""
}

section ".github/CODEOWNERS" {
  role  = "owner"
  line  = "/${path}/environments/${environment}/ ${production || value == "platform" ? (strcontains(platform_team, "@") ? platform_team : "@${split("/", vcs)[0]}/${platform_team}") : strcontains(value, "@") ? value : "@${split("/", vcs)[0]}/${value}"}"
  begin = "# scaffold: begin services"
  end   = "# scaffold: end services"
}
