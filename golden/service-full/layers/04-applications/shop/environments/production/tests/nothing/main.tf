# Nothing: what the last run of a test leaves.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}
