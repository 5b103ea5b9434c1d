# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "."

render "unit" {
  pack        = "repository@1.0.0"
  pack_digest = "sha256:ff848104752fa2cbd9f76238976511aaf53d69523d1af682f796fa75fc4b435c"
  context = {
    domain            = "acme.dev"
    environments      = [{ account = "111111111111", auto_apply = true, name = "dev", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "dev", terraform_version = "1.16.2" }, { account = "111111111111", auto_apply = true, name = "staging", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "stg", terraform_version = "1.16.2" }, { account = "222222222222", auto_apply = false, name = "production", production = true, region = "us-east-1", required_approvals = 2, run_triggers = "layers", short = "prd", terraform_version = "1.16.2" }]
    hostname          = "app.terraform.io"
    layers            = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }]
    organization      = "acme"
    unit_environments = ["dev", "staging", "production"]
    unit_layer        = ""
    unit_path         = "."
    upstream          = []
    vcs               = "acme/infrastructure"
    workspace_name    = "aws-{unit}-{environment}"
  }
  inputs = {
    apply_policy_arns    = []
    ci_runner            = "ubuntu-latest"
    database_schedule    = "9,39 * * * *"
    default_branch       = "main"
    install_scaffold     = "go install github.com/seed-3f5c2e52/scaffold/cmd/scaffold@latest"
    permissions_boundary = null
    platform_team        = "platform"
    service_requests     = true
    terraform_project    = "*"
    upgrade_schedule     = "23 5 * * 1"
  }
  files = {
    ".editorconfig"                          = "8c52ff9378d3af25a3cbe171ea37c8c3d56d5203"
    ".gitattributes"                         = "9392979ac1228ce7afa3ecc3f358a602a026826f"
    ".github/CODEOWNERS"                     = "2cfe0b4fb6bd55e05d2f00c079e8228a61c39691"
    ".github/ISSUE_TEMPLATE/new-service.yml" = "57ff5f069e663acf95d6a3c8a527e81c9dc7dafd"
    ".github/dependabot.yml"                 = "f6f0af6bea86dcdf8a481eb4a5a88f76360d66c3"
    ".github/rulesets/fallback.json"         = "bdec6fc36aa905d0173ca6fa592b86a04b174968"
    ".github/rulesets/production.json"       = "3e63780c4460a6a47f3eafa82aaf1e5971075ed5"
    ".github/scripts/changed-modules.sh"     = "75793b70449ba3edf396347509f7fe6f72dd4192"
    ".github/scripts/check-modules.sh"       = "f0c7fb9895166f052183beac7a000f7f72abbe6a"
    ".github/scripts/check-specs.sh"         = "5f63ee0a210991f1657cb429924838ef21a5aa76"
    ".github/scripts/databases.sh"           = "1e1d8ef7b3269f5818b1b9b7bc7bf9feabb94608"
    ".github/scripts/install-ruleset.sh"     = "751eb541a5b9965327f50d9f298d650802abef00"
    ".github/scripts/service-request.sh"     = "d3af3e2790c59e416e4782111538e05fec225a09"
    ".github/scripts/upgrade.sh"             = "4d08e26e24bdeb1600d8688de21ba7a19e8c72a1"
    ".github/scripts/workspaces.sh"          = "7abca4f49c6ca5f3ae4b98c5639597d5061b618b"
    ".github/workflows/ci.yaml"              = "c49ad93ee6b7c12d4977895029e431b651be1807"
    ".github/workflows/databases.yaml"       = "c19a44cc967a6977be6eee36eeb7f9fb1080cc3e"
    ".github/workflows/service-request.yaml" = "c2d3ce8875fd9ca629a5da57b9e126faabf6033d"
    ".github/workflows/upgrade.yaml"         = "16a0bb71a06353aec2bb3721a02cf1ef7c9b34e7"
    ".github/workflows/workspaces.yaml"      = "db0e2670ad87ff94c8ae21ed493c5d4b204d28f1"
    ".gitignore"                             = "7deb1f1c607b7302f1994bbcab30da47dbf26da5"
    "README.md"                              = "12c215a0c76102f82c516c15c6e3f8aa49397051"
    "bootstrap/README.md"                    = "2faebc13bafd477475db32f70795406358b95cc4"
  }
}

render "environment" "dev" {
  pack        = "repository@1.0.0"
  pack_digest = "sha256:ff848104752fa2cbd9f76238976511aaf53d69523d1af682f796fa75fc4b435c"
  context = {
    account              = "111111111111"
    account_environments = ["dev", "staging"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    environments         = [{ account = "111111111111", auto_apply = true, name = "dev", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "dev", terraform_version = "1.16.2" }, { account = "111111111111", auto_apply = true, name = "staging", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "stg", terraform_version = "1.16.2" }, { account = "222222222222", auto_apply = false, name = "production", production = true, region = "us-east-1", required_approvals = 2, run_triggers = "layers", short = "prd", terraform_version = "1.16.2" }]
    hostname             = "app.terraform.io"
    layers               = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }]
    organization         = "acme"
    owns_account         = true
    region               = "us-east-1"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = ""
    unit_path            = "."
    upstream             = []
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    apply_policy_arns    = []
    ci_runner            = "ubuntu-latest"
    database_schedule    = "9,39 * * * *"
    default_branch       = "main"
    install_scaffold     = "go install github.com/seed-3f5c2e52/scaffold/cmd/scaffold@latest"
    permissions_boundary = null
    platform_team        = "platform"
    service_requests     = true
    terraform_project    = "*"
    upgrade_schedule     = "23 5 * * 1"
  }
  files = {
    "bootstrap/dev/main.tf"                    = "044536723bed9a69e4fb4e6e9a2f98fb62de7cf0"
    "bootstrap/dev/outputs.tf"                 = "ea8368f7aaeaf072538d00396ea08fd27186ef03"
    "bootstrap/dev/roles.tf"                   = "0e6f1a11f8c677621a4fc50f08ec78a31cdc02b0"
    "bootstrap/dev/tests/bootstrap.tftest.hcl" = "0dd1296ae7065bd74862a9a75083512d4f4bb7aa"
    "bootstrap/dev/versions.tf"                = "d6da300a98b867b20be1151c265c81b889533514"
  }
}

render "environment" "production" {
  pack        = "repository@1.0.0"
  pack_digest = "sha256:ff848104752fa2cbd9f76238976511aaf53d69523d1af682f796fa75fc4b435c"
  context = {
    account              = "222222222222"
    account_environments = ["production"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    environments         = [{ account = "111111111111", auto_apply = true, name = "dev", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "dev", terraform_version = "1.16.2" }, { account = "111111111111", auto_apply = true, name = "staging", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "stg", terraform_version = "1.16.2" }, { account = "222222222222", auto_apply = false, name = "production", production = true, region = "us-east-1", required_approvals = 2, run_triggers = "layers", short = "prd", terraform_version = "1.16.2" }]
    hostname             = "app.terraform.io"
    layers               = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }]
    organization         = "acme"
    owns_account         = true
    region               = "us-east-1"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = ""
    unit_path            = "."
    upstream             = []
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    apply_policy_arns    = []
    ci_runner            = "ubuntu-latest"
    database_schedule    = "9,39 * * * *"
    default_branch       = "main"
    install_scaffold     = "go install github.com/seed-3f5c2e52/scaffold/cmd/scaffold@latest"
    permissions_boundary = null
    platform_team        = "platform"
    service_requests     = true
    terraform_project    = "*"
    upgrade_schedule     = "23 5 * * 1"
  }
  files = {
    "bootstrap/production/main.tf"                    = "d8d58d50790e365677cf1c62c66e212df3891f88"
    "bootstrap/production/outputs.tf"                 = "8e31b81d4c15fa6cd45570be91e2f789f8869f43"
    "bootstrap/production/roles.tf"                   = "c242985ef7df4f8a91fe14732bd604c5d617fc61"
    "bootstrap/production/tests/bootstrap.tftest.hcl" = "a964182b546039c379c65889ffad042412467f31"
    "bootstrap/production/versions.tf"                = "f04055a8dc27e594132e3f2b4e23ef35d4e66a2f"
  }
}

render "environment" "staging" {
  pack        = "repository@1.0.0"
  pack_digest = "sha256:ff848104752fa2cbd9f76238976511aaf53d69523d1af682f796fa75fc4b435c"
  context = {
    account              = "111111111111"
    account_environments = ["dev", "staging"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    environments         = [{ account = "111111111111", auto_apply = true, name = "dev", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "dev", terraform_version = "1.16.2" }, { account = "111111111111", auto_apply = true, name = "staging", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "stg", terraform_version = "1.16.2" }, { account = "222222222222", auto_apply = false, name = "production", production = true, region = "us-east-1", required_approvals = 2, run_triggers = "layers", short = "prd", terraform_version = "1.16.2" }]
    hostname             = "app.terraform.io"
    layers               = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }]
    organization         = "acme"
    owns_account         = false
    region               = "us-east-1"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = ""
    unit_path            = "."
    upstream             = []
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    apply_policy_arns    = []
    ci_runner            = "ubuntu-latest"
    database_schedule    = "9,39 * * * *"
    default_branch       = "main"
    install_scaffold     = "go install github.com/seed-3f5c2e52/scaffold/cmd/scaffold@latest"
    permissions_boundary = null
    platform_team        = "platform"
    service_requests     = true
    terraform_project    = "*"
    upgrade_schedule     = "23 5 * * 1"
  }
  files = {
  }
}
