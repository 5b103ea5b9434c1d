# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "."

render "unit" {
  pack        = "repository@1.0.0"
  pack_digest = "sha256:dd7e3048bf52bf58a53e8912b0044b5b9aad47ce944bae1817c7f729ce03aeb1"
  context = {
    domain            = "acme.dev"
    environments      = [{ account = "111111111111", auto_apply = true, name = "dev", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "dev", terraform_version = "1.16.2" }, { account = "111111111111", auto_apply = true, name = "staging", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "stg", terraform_version = "1.16.2" }, { account = "222222222222", auto_apply = false, name = "production", production = true, region = "us-east-1", required_approvals = 2, run_triggers = "layers", short = "prd", terraform_version = "1.16.2" }]
    hostname          = "app.terraform.io"
    layers            = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation", "platform"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }, { depends_on = ["foundation"], directory = "05-data-lake", holds = "", name = "data-lake" }]
    notifications     = [{ kind = "slack", url_variable = "SLACK_WEBHOOK_URL" }]
    organization      = "acme"
    project           = ""
    unit_environments = ["dev", "staging", "production"]
    unit_layer        = ""
    unit_path         = "."
    upstream          = []
    vcs               = "acme/infrastructure"
    workspace_name    = "aws-{unit}-{environment}"
  }
  inputs = {
    apply_policy_arns    = []
    assumed_role_arns    = []
    ci_runner            = "ubuntu-latest"
    database_schedule    = "9,39 * * * *"
    default_branch       = "main"
    install_scaffold     = null
    permissions_boundary = null
    plan_policy_arns     = []
    platform_team        = "platform"
    required_boundary    = null
    role_path            = "/"
    scaffold_version     = "v0.1.0"
    service_requests     = true
    terraform_cloud_oidc = "create"
    terraform_project    = "{environment}"
    upgrade_schedule     = "23 5 * * 1"
    validate_schedule    = "41 * * * *"
  }
  files = {
    ".editorconfig"                           = "8c52ff9378d3af25a3cbe171ea37c8c3d56d5203"
    ".gitattributes"                          = "9392979ac1228ce7afa3ecc3f358a602a026826f"
    ".github/CODEOWNERS"                      = "05b320128e9906531121725f2a4382c4ca5f412c"
    ".github/ISSUE_TEMPLATE/new-service.yml"  = "57ff5f069e663acf95d6a3c8a527e81c9dc7dafd"
    ".github/dependabot.yml"                  = "bdca5234fb5c1d73cb697c88477846e66f62855c"
    ".github/rulesets/fallback.json"          = "bdec6fc36aa905d0173ca6fa592b86a04b174968"
    ".github/rulesets/production.json"        = "4a3e0a38ad55e6073adc3ef9b1cfe4e1afbd1d9f"
    ".github/scripts/applied.sh"              = "e8aa89176342aa4363db35b2fc2ae9c3b536165b"
    ".github/scripts/changed-modules.sh"      = "69fd72aa9c5e8c0280b8b00f40aefb4474f7c7fb"
    ".github/scripts/check-modules.sh"        = "62802221b040732c542b8b1f7ebdf4837e80dbd3"
    ".github/scripts/check-specs.sh"          = "6abe4b174194e56f9d02e3dfd26e3c8619ed14e2"
    ".github/scripts/databases.sh"            = "1e1d8ef7b3269f5818b1b9b7bc7bf9feabb94608"
    ".github/scripts/install-environments.sh" = "e26c8e4074d835ded078674cab81e3e8d88e0526"
    ".github/scripts/install-ruleset.sh"      = "751eb541a5b9965327f50d9f298d650802abef00"
    ".github/scripts/install-scaffold.sh"     = "4a93e3ac9de0827c4d1e7950890f41384e3e2efb"
    ".github/scripts/lock-proposal.sh"        = "8f282ece7cd63512e51054f50401e4ac9ee1bcd3"
    ".github/scripts/service-request.sh"      = "b189c5d9d7fa1ebb865b1382b969f89e4ba9c904"
    ".github/scripts/upgrade.sh"              = "2d74c8f688668f3b982ef290cbdf2c8a5f28b556"
    ".github/scripts/validated.sh"            = "5286f0be55312c8b8060af2b9015d50930026977"
    ".github/scripts/workspaces.sh"           = "121f2e8bc0e61af72f1d44f10c28647fc6b1f3ce"
    ".github/workflows/ci.yaml"               = "1a6f9576b03c7cc00f7868efc9b4e4cf55540bd6"
    ".github/workflows/databases.yaml"        = "4c991b7abded447ddbd342db16db9120da8035fc"
    ".github/workflows/service-request.yaml"  = "63d25c8cb5ced4fa51aaefa2f2f5c0f7444d9a1e"
    ".github/workflows/upgrade.yaml"          = "85f50915940d45066352e01a43adec661b5bd8d8"
    ".github/workflows/validate.yaml"         = "25fe494b469310d6142d38afa79f85b0cffd78cf"
    ".github/workflows/workspaces.yaml"       = "e5b5c98bbd65238a02de5e6dd732e0e54302fc66"
    ".gitignore"                              = "7deb1f1c607b7302f1994bbcab30da47dbf26da5"
    "README.md"                               = "a0bd484d39b7ac2484863e9570bfb4239477fcba"
    "bootstrap/README.md"                     = "737b694474ee86a53bd6142c85237c6f20f8b745"
    "scripts/lock-providers.sh"               = "a104785f9b06ce3bb9ebf71ab627d97c8185d29c"
    "scripts/validate.sh"                     = "08234d84aa2261e408f9c4826a85354a9c381da6"
  }
}

render "environment" "dev" {
  pack        = "repository@1.0.0"
  pack_digest = "sha256:dd7e3048bf52bf58a53e8912b0044b5b9aad47ce944bae1817c7f729ce03aeb1"
  context = {
    account              = "111111111111"
    account_environments = ["dev", "staging"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    environments         = [{ account = "111111111111", auto_apply = true, name = "dev", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "dev", terraform_version = "1.16.2" }, { account = "111111111111", auto_apply = true, name = "staging", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "stg", terraform_version = "1.16.2" }, { account = "222222222222", auto_apply = false, name = "production", production = true, region = "us-east-1", required_approvals = 2, run_triggers = "layers", short = "prd", terraform_version = "1.16.2" }]
    hostname             = "app.terraform.io"
    layers               = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation", "platform"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }, { depends_on = ["foundation"], directory = "05-data-lake", holds = "", name = "data-lake" }]
    notifications        = [{ kind = "slack", url_variable = "SLACK_WEBHOOK_URL" }]
    organization         = "acme"
    owns_account         = true
    project              = ""
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
    assumed_role_arns    = []
    ci_runner            = "ubuntu-latest"
    database_schedule    = "9,39 * * * *"
    default_branch       = "main"
    install_scaffold     = null
    permissions_boundary = null
    plan_policy_arns     = []
    platform_team        = "platform"
    required_boundary    = null
    role_path            = "/"
    scaffold_version     = "v0.1.0"
    service_requests     = true
    terraform_cloud_oidc = "create"
    terraform_project    = "{environment}"
    upgrade_schedule     = "23 5 * * 1"
    validate_schedule    = "41 * * * *"
  }
  files = {
    "bootstrap/dev/main.tf"                    = "671e86c4f8ec7d34c75c0e78c1d1b2fb23be9806"
    "bootstrap/dev/outputs.tf"                 = "5e7a0ad875b98db46bd0c302bc5abeb5854291a5"
    "bootstrap/dev/plan.tf"                    = "33f3fdea1f529a6d28641815b993b7838b55a4cb"
    "bootstrap/dev/roles.tf"                   = "f61ea9ed93bba58f38d4395f75fd0c81e5eed3e5"
    "bootstrap/dev/tests/bootstrap.tftest.hcl" = "ef42457b4d0c280a793a85d94d6da162cf1373aa"
    "bootstrap/dev/tests/mocks/aws.tfmock.hcl" = "3b3ef6ee6d4b4ca1055d3726a52a9b4914518c1d"
    "bootstrap/dev/tests/mocks/own.tfmock.hcl" = "24891550bfb3c0e8d040de465651f286613ea975"
    "bootstrap/dev/tests/plan.tftest.hcl"      = "5e2d8cf1f32d4a39ea3cb77148c3cf1ab2fca9a2"
    "bootstrap/dev/versions.tf"                = "d6da300a98b867b20be1151c265c81b889533514"
  }
}

render "environment" "production" {
  pack        = "repository@1.0.0"
  pack_digest = "sha256:dd7e3048bf52bf58a53e8912b0044b5b9aad47ce944bae1817c7f729ce03aeb1"
  context = {
    account              = "222222222222"
    account_environments = ["production"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    environments         = [{ account = "111111111111", auto_apply = true, name = "dev", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "dev", terraform_version = "1.16.2" }, { account = "111111111111", auto_apply = true, name = "staging", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "stg", terraform_version = "1.16.2" }, { account = "222222222222", auto_apply = false, name = "production", production = true, region = "us-east-1", required_approvals = 2, run_triggers = "layers", short = "prd", terraform_version = "1.16.2" }]
    hostname             = "app.terraform.io"
    layers               = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation", "platform"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }, { depends_on = ["foundation"], directory = "05-data-lake", holds = "", name = "data-lake" }]
    notifications        = [{ kind = "slack", url_variable = "SLACK_WEBHOOK_URL" }]
    organization         = "acme"
    owns_account         = true
    project              = ""
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
    assumed_role_arns    = []
    ci_runner            = "ubuntu-latest"
    database_schedule    = "9,39 * * * *"
    default_branch       = "main"
    install_scaffold     = null
    permissions_boundary = null
    plan_policy_arns     = []
    platform_team        = "platform"
    required_boundary    = null
    role_path            = "/"
    scaffold_version     = "v0.1.0"
    service_requests     = true
    terraform_cloud_oidc = "create"
    terraform_project    = "{environment}"
    upgrade_schedule     = "23 5 * * 1"
    validate_schedule    = "41 * * * *"
  }
  files = {
    "bootstrap/production/main.tf"                    = "67999107c1bfa474aaf5b76d25522bd488a47c83"
    "bootstrap/production/outputs.tf"                 = "b6f7cc403d5a6e110d08e298ad8935e673d744c3"
    "bootstrap/production/plan.tf"                    = "c8fab91b80cdc77de1b3470d414a3b83ffb42c1c"
    "bootstrap/production/roles.tf"                   = "343178e587043962696d1b0c607a0f3f00804256"
    "bootstrap/production/tests/bootstrap.tftest.hcl" = "9f0e0461745189743816ea4c310a073aeba4ff16"
    "bootstrap/production/tests/mocks/aws.tfmock.hcl" = "3b3ef6ee6d4b4ca1055d3726a52a9b4914518c1d"
    "bootstrap/production/tests/mocks/own.tfmock.hcl" = "24891550bfb3c0e8d040de465651f286613ea975"
    "bootstrap/production/tests/plan.tftest.hcl"      = "66f7c07c03346315118c0a9a22606a40becb493d"
    "bootstrap/production/versions.tf"                = "f04055a8dc27e594132e3f2b4e23ef35d4e66a2f"
  }
}

render "environment" "staging" {
  pack        = "repository@1.0.0"
  pack_digest = "sha256:dd7e3048bf52bf58a53e8912b0044b5b9aad47ce944bae1817c7f729ce03aeb1"
  context = {
    account              = "111111111111"
    account_environments = ["dev", "staging"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    environments         = [{ account = "111111111111", auto_apply = true, name = "dev", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "dev", terraform_version = "1.16.2" }, { account = "111111111111", auto_apply = true, name = "staging", production = false, region = "us-east-1", required_approvals = 1, run_triggers = "layers", short = "stg", terraform_version = "1.16.2" }, { account = "222222222222", auto_apply = false, name = "production", production = true, region = "us-east-1", required_approvals = 2, run_triggers = "layers", short = "prd", terraform_version = "1.16.2" }]
    hostname             = "app.terraform.io"
    layers               = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation", "platform"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }, { depends_on = ["foundation"], directory = "05-data-lake", holds = "", name = "data-lake" }]
    notifications        = [{ kind = "slack", url_variable = "SLACK_WEBHOOK_URL" }]
    organization         = "acme"
    owns_account         = false
    project              = ""
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
    assumed_role_arns    = []
    ci_runner            = "ubuntu-latest"
    database_schedule    = "9,39 * * * *"
    default_branch       = "main"
    install_scaffold     = null
    permissions_boundary = null
    plan_policy_arns     = []
    platform_team        = "platform"
    required_boundary    = null
    role_path            = "/"
    scaffold_version     = "v0.1.0"
    service_requests     = true
    terraform_cloud_oidc = "create"
    terraform_project    = "{environment}"
    upgrade_schedule     = "23 5 * * 1"
    validate_schedule    = "41 * * * *"
  }
  files = {
  }
}
