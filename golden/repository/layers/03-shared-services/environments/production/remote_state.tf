# Read across workspaces: the foundation and the platform must have been applied in this environment before.
data "terraform_remote_state" "foundation" {
  backend = "remote"

  config = {
    organization = "acme"
    workspaces = {
      name = "aws-foundation-production"
    }
  }
}

data "terraform_remote_state" "platform" {
  backend = "remote"

  config = {
    organization = "acme"
    workspaces = {
      name = "aws-platform-production"
    }
  }
}
