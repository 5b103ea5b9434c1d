# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

# What is asserted of ARNs is known once it is applied.
run "applied" {
  command = apply
}

run "tasks_stay_private" {
  command = plan

  assert {
    condition     = !aws_ecs_service.app.network_configuration[0].assign_public_ip && length(setsubtract(aws_ecs_service.app.network_configuration[0].subnets, ["subnet-private-a", "subnet-private-b"])) == 0
    error_message = "Tasks run in private subnets and have no public address."
  }

  assert {
    condition     = length(setsubtract([aws_security_group.app.id, "sg-app"], aws_ecs_service.app.network_configuration[0].security_groups)) == 0
    error_message = "Tasks wear their own group and the one for all applications."
  }
}
