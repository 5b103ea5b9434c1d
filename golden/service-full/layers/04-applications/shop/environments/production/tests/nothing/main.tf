# Nothing: what the last run of a test leaves.
terraform {
  required_version = "~> 1.11"

  required_providers {
    # tflint-ignore: terraform_unused_required_providers # the tests hand their mocked provider to it
    aws = {
      source = "hashicorp/aws"
    }
  }
}
