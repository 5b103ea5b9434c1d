# What lower layers and other services made. Each block is a dependency: its workspace must have been applied first.

data "terraform_remote_state" "foundation" {
  backend = "remote"

  config = {
    organization = "acme"
    workspaces   = { name = "aws-foundation-production" }
  }
}

data "terraform_remote_state" "platform" {
  backend = "remote"

  config = {
    organization = "acme"
    workspaces   = { name = "aws-platform-production" }
  }
}

locals {
  foundation = data.terraform_remote_state.foundation.outputs
  platform   = data.terraform_remote_state.platform.outputs
}
