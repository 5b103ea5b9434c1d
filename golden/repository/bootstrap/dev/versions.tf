terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.66.0"
    }
  }

  # The workspace only keeps the state: its execution mode is "Local" (see ../README.md).
  cloud {
    organization = "acme"

    workspaces {
      name = "bootstrap-dev"
    }
  }
}

provider "aws" {
  region = "us-east-1"

  # A run with another account's credentials stops here.
  allowed_account_ids = ["111111111111"]

  default_tags {
    tags = {
      ManagedBy  = "terraform"
      Repository = "acme/infrastructure"
      Unit       = "bootstrap"
    }
  }
}
