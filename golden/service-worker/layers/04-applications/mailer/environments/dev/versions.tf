terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.66.0"
    }
  }

  cloud {
    organization = "acme"

    workspaces {
      name = "aws-mailer-dev"
    }
  }
}

provider "aws" {
  region = "us-east-1"

  # A run with another account's credentials stops here.
  allowed_account_ids = ["111111111111"]

  default_tags {
    tags = {
      Environment = "dev"
      ManagedBy   = "terraform"
      Owner       = "messaging"
      Repository  = "acme/infrastructure"
      Unit        = "mailer"
    }
  }
}
