# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

# Whatever terraform.tfvars says, the tests scale between these.
variables {
  desired_count = 3
  cpu           = 512
  memory        = 1024
  min_capacity  = 2
  max_capacity  = 6
}

run "refuses_sizes_that_fargate_lacks" {
  command = plan

  variables {
    desired_count = -1
    cpu           = 300
    min_capacity  = 0
  }

  expect_failures = [var.desired_count, var.cpu, var.min_capacity]
}

run "refuses_pairs_that_do_not_fit" {
  command = plan

  variables {
    cpu          = 256
    memory       = 4096
    min_capacity = 7
  }

  expect_failures = [var.memory, var.max_capacity]
}
