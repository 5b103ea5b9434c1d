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
}

run "refuses_sizes_that_fargate_lacks" {
  command = plan

  variables {
    desired_count = -1
    cpu           = 300
  }

  expect_failures = [var.desired_count, var.cpu]
}

run "refuses_pairs_that_do_not_fit" {
  command = plan

  variables {
    cpu    = 256
    memory = 4096
  }

  expect_failures = [var.memory]
}
