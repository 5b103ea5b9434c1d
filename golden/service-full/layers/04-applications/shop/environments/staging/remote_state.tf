# What lower layers and other services made. Each block is a dependency: its workspace must have been applied first.

data "terraform_remote_state" "foundation" {
  backend = "remote"

  config = {
    organization = "acme"
    workspaces   = { name = "aws-foundation-staging" }
  }
}

data "terraform_remote_state" "platform" {
  backend = "remote"

  config = {
    organization = "acme"
    workspaces   = { name = "aws-platform-staging" }
  }
}

data "terraform_remote_state" "shared_services" {
  backend = "remote"

  config = {
    organization = "acme"
    workspaces   = { name = "aws-shared-services-staging" }
  }
}

data "terraform_remote_state" "catalog" {
  backend = "remote"

  config = {
    organization = "acme"
    workspaces   = { name = "aws-catalog-staging" }
  }
}

data "terraform_remote_state" "pricing" {
  backend = "remote"

  config = {
    organization = "acme"
    workspaces   = { name = "aws-pricing-staging" }
  }
}

locals {
  foundation      = data.terraform_remote_state.foundation.outputs
  platform        = data.terraform_remote_state.platform.outputs
  shared_services = data.terraform_remote_state.shared_services.outputs
}
