# Lets GitHub's workflows in without a stored key. An account holds one such provider, and this one was made elsewhere.
data "aws_iam_openid_connect_provider" "github" {
  url = "https://token.actions.githubusercontent.com"
}

locals {
  github_oidc_provider_arn = data.aws_iam_openid_connect_provider.github.arn
}

# If Terraform ever made it here, it lets go of it: every deploy role of the account trusts the same one.
removed {
  from = aws_iam_openid_connect_provider.github

  lifecycle {
    destroy = false
  }
}
