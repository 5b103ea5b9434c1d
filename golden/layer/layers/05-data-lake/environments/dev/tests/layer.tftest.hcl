# Offline: `terraform init -backend=false && terraform test`. No account, no credentials.
# A run block for each property that must hold; `command = plan` is fast and enough for most.

mock_provider "aws" {}

override_data {
  target = data.terraform_remote_state.foundation
  values = {
    outputs = {
      vpc_id              = "vpc-test"
      private_subnet_ids  = ["subnet-private-a", "subnet-private-b"]
      database_subnet_ids = ["subnet-database-a", "subnet-database-b"]
      public_subnet_ids   = ["subnet-public-a", "subnet-public-b"]
      security_group_app  = "sg-app"
    }
  }
}

run "plans_without_an_account" {
  command = plan

  assert {
    condition     = output.name == "data-lake-dev"
    error_message = "Names in this layer begin with its own name and the environment."
  }
}
