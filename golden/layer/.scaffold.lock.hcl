# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "."

render "unit" {
  pack        = "repository@1.0.0"
  pack_digest = "sha256:cdfe4432e126cbeb39dbdc5d4118a3e345af5e5735eb1b9f71a08cf86051665d"
  context = {
    domain            = "acme.dev"
    environments      = [{ account = "111111111111", auto_apply = true, name = "dev", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "dev", terraform_version = "1.16.2" }, { account = "111111111111", auto_apply = true, name = "staging", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "stg", terraform_version = "1.16.2" }, { account = "222222222222", auto_apply = false, name = "production", production = true, region = "us-east-1", required_approvals = 2, run_triggers = "layers", short = "prd", terraform_version = "1.16.2" }]
    hostname          = "app.terraform.io"
    layers            = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }, { depends_on = ["foundation"], directory = "05-data-lake", holds = "", name = "data-lake" }]
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
    install_scaffold     = null
    permissions_boundary = null
    platform_team        = "platform"
    scaffold_version     = "v0.1.0"
    service_requests     = true
    terraform_project    = "*"
    upgrade_schedule     = "23 5 * * 1"
  }
  files = {
    ".editorconfig"                           = "8c52ff9378d3af25a3cbe171ea37c8c3d56d5203"
    ".gitattributes"                          = "9392979ac1228ce7afa3ecc3f358a602a026826f"
    ".github/CODEOWNERS"                      = "05b320128e9906531121725f2a4382c4ca5f412c"
    ".github/ISSUE_TEMPLATE/new-service.yml"  = "57ff5f069e663acf95d6a3c8a527e81c9dc7dafd"
    ".github/dependabot.yml"                  = "bdca5234fb5c1d73cb697c88477846e66f62855c"
    ".github/rulesets/fallback.json"          = "bdec6fc36aa905d0173ca6fa592b86a04b174968"
    ".github/rulesets/production.json"        = "4a3e0a38ad55e6073adc3ef9b1cfe4e1afbd1d9f"
    ".github/scripts/changed-modules.sh"      = "69fd72aa9c5e8c0280b8b00f40aefb4474f7c7fb"
    ".github/scripts/check-modules.sh"        = "f0c7fb9895166f052183beac7a000f7f72abbe6a"
    ".github/scripts/check-specs.sh"          = "6abe4b174194e56f9d02e3dfd26e3c8619ed14e2"
    ".github/scripts/databases.sh"            = "1e1d8ef7b3269f5818b1b9b7bc7bf9feabb94608"
    ".github/scripts/install-environments.sh" = "e26c8e4074d835ded078674cab81e3e8d88e0526"
    ".github/scripts/install-ruleset.sh"      = "751eb541a5b9965327f50d9f298d650802abef00"
    ".github/scripts/install-scaffold.sh"     = "4a93e3ac9de0827c4d1e7950890f41384e3e2efb"
    ".github/scripts/service-request.sh"      = "b189c5d9d7fa1ebb865b1382b969f89e4ba9c904"
    ".github/scripts/upgrade.sh"              = "2d74c8f688668f3b982ef290cbdf2c8a5f28b556"
    ".github/scripts/workspaces.sh"           = "c8e34a4f61c67f04ab01d41c59233e3d3e1951e9"
    ".github/workflows/ci.yaml"               = "1a6f9576b03c7cc00f7868efc9b4e4cf55540bd6"
    ".github/workflows/databases.yaml"        = "c19a44cc967a6977be6eee36eeb7f9fb1080cc3e"
    ".github/workflows/service-request.yaml"  = "110f84c2d00e837093dbf771565a7649902cca91"
    ".github/workflows/upgrade.yaml"          = "94b3441a00363fc0c4a04297d910b7dfe194cf5c"
    ".github/workflows/workspaces.yaml"       = "d701dee4bee05b7391a8b9afbf820b2ffb9c5d96"
    ".gitignore"                              = "7deb1f1c607b7302f1994bbcab30da47dbf26da5"
    "README.md"                               = "f5cfc588367a678f730ee3631fa876ad4cb197dd"
    "bootstrap/README.md"                     = "2faebc13bafd477475db32f70795406358b95cc4"
  }
}

render "environment" "dev" {
  pack        = "repository@1.0.0"
  pack_digest = "sha256:cdfe4432e126cbeb39dbdc5d4118a3e345af5e5735eb1b9f71a08cf86051665d"
  context = {
    account              = "111111111111"
    account_environments = ["dev", "staging"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    environments         = [{ account = "111111111111", auto_apply = true, name = "dev", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "dev", terraform_version = "1.16.2" }, { account = "111111111111", auto_apply = true, name = "staging", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "stg", terraform_version = "1.16.2" }, { account = "222222222222", auto_apply = false, name = "production", production = true, region = "us-east-1", required_approvals = 2, run_triggers = "layers", short = "prd", terraform_version = "1.16.2" }]
    hostname             = "app.terraform.io"
    layers               = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }, { depends_on = ["foundation"], directory = "05-data-lake", holds = "", name = "data-lake" }]
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
    install_scaffold     = null
    permissions_boundary = null
    platform_team        = "platform"
    scaffold_version     = "v0.1.0"
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
  pack_digest = "sha256:cdfe4432e126cbeb39dbdc5d4118a3e345af5e5735eb1b9f71a08cf86051665d"
  context = {
    account              = "222222222222"
    account_environments = ["production"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    environments         = [{ account = "111111111111", auto_apply = true, name = "dev", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "dev", terraform_version = "1.16.2" }, { account = "111111111111", auto_apply = true, name = "staging", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "stg", terraform_version = "1.16.2" }, { account = "222222222222", auto_apply = false, name = "production", production = true, region = "us-east-1", required_approvals = 2, run_triggers = "layers", short = "prd", terraform_version = "1.16.2" }]
    hostname             = "app.terraform.io"
    layers               = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }, { depends_on = ["foundation"], directory = "05-data-lake", holds = "", name = "data-lake" }]
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
    install_scaffold     = null
    permissions_boundary = null
    platform_team        = "platform"
    scaffold_version     = "v0.1.0"
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
  pack_digest = "sha256:cdfe4432e126cbeb39dbdc5d4118a3e345af5e5735eb1b9f71a08cf86051665d"
  context = {
    account              = "111111111111"
    account_environments = ["dev", "staging"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    environments         = [{ account = "111111111111", auto_apply = true, name = "dev", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "dev", terraform_version = "1.16.2" }, { account = "111111111111", auto_apply = true, name = "staging", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "stg", terraform_version = "1.16.2" }, { account = "222222222222", auto_apply = false, name = "production", production = true, region = "us-east-1", required_approvals = 2, run_triggers = "layers", short = "prd", terraform_version = "1.16.2" }]
    hostname             = "app.terraform.io"
    layers               = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }, { depends_on = ["foundation"], directory = "05-data-lake", holds = "", name = "data-lake" }]
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
    install_scaffold     = null
    permissions_boundary = null
    platform_team        = "platform"
    scaffold_version     = "v0.1.0"
    service_requests     = true
    terraform_project    = "*"
    upgrade_schedule     = "23 5 * * 1"
  }
  files = {
  }
}
