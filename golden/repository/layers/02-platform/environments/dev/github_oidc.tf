# Lets GitHub's workflows in without a stored key: each service's deploy role says which repository may take it.
# An account holds one such provider for all its environments (dev, staging).
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

locals {
  github_oidc_provider_arn = aws_iam_openid_connect_provider.github.arn
}
