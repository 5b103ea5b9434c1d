# The infrastructure repository: its environments, layers and defaults.
# Every key is described in scaffold's docs/reference/scaffold-hcl.md.

repository {
  organization   = "acme"
  hostname       = "app.terraform.io"
  workspace_name = "aws-{unit}-{environment}"
  vcs            = "acme/infrastructure"
  pack           = "repository@1.0.0"
  domain         = "acme.dev"
}

environment "dev" {
  short                = "dev"
  region               = "us-east-1"
  account              = "111111111111"
  production           = false
  auto_apply           = true
  required_approvals   = 1
  run_triggers         = "layers"
  terraform_version    = "1.16.2"
  aws_provider_version = "6.66.0"
}

environment "staging" {
  short                = "stg"
  region               = "us-east-1"
  account              = "111111111111"
  production           = false
  auto_apply           = true
  required_approvals   = 1
  run_triggers         = "layers"
  terraform_version    = "1.16.2"
  aws_provider_version = "6.66.0"
}

environment "production" {
  short                = "prd"
  region               = "us-east-1"
  account              = "222222222222"
  production           = true
  auto_apply           = false
  required_approvals   = 2
  run_triggers         = "layers"
  terraform_version    = "1.16.2"
  aws_provider_version = "6.66.0"
}

layer "foundation" {
  directory = "01-foundation"
}

layer "platform" {
  directory  = "02-platform"
  depends_on = ["foundation"]
}

layer "shared-services" {
  directory  = "03-shared-services"
  depends_on = ["foundation", "platform"]
}

layer "applications" {
  directory  = "04-applications"
  depends_on = ["foundation", "platform", "shared-services"]
  holds      = "services"
}

notification "slack" {
  url_variable = "SLACK_WEBHOOK_URL"
}
