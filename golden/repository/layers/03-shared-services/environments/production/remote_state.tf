# Read across workspaces: the foundation must have been applied in this environment before.
data "terraform_remote_state" "foundation" {
  backend = "remote"

  config = {
    organization = "acme"
    workspaces = {
      name = "aws-foundation-production"
    }
  }
}
