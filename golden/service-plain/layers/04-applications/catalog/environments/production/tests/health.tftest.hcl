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

run "a_task_is_well_when_its_application_says_so" {
  command = plan

  assert {
    condition     = length(try(one([for container in jsondecode(aws_ecs_task_definition.app.container_definitions) : container if container.name == "catalog"]).healthCheck.command, [])) > 1
    error_message = "ECS asks the container: a task that only runs may be deaf."
  }

  assert {
    condition     = try(one([for container in jsondecode(aws_ecs_task_definition.app.container_definitions) : container if container.name == "catalog"]).healthCheck.startPeriod, 1) > 0
    error_message = "A period of 0 seconds is none to AWS, and every plan would change it."
  }
}
