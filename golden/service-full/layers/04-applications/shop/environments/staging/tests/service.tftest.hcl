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

run "infrastructure_first" {
  command   = apply
  state_key = "service"

  assert {
    condition     = !output.live && aws_ecs_service.app.desired_count == 0
    error_message = "Before the first deploy no task runs."
  }

  assert {
    condition     = aws_ecs_service.app.tags["desired-count"] == "3"
    error_message = "The tag desired-count tells the first deploy how many tasks to start."
  }

  assert {
    condition     = one([for container in jsondecode(aws_ecs_task_definition.app.container_definitions) : container if container.name == "shop"]).image == var.placeholder_image
    error_message = "Before the first deploy the image is the placeholder."
  }

  assert {
    condition     = !contains(keys(one([for container in jsondecode(aws_ecs_task_definition.app.container_definitions) : container if container.name == "shop"])), "command")
    error_message = "A command would be carried on into the revisions of real images."
  }
}

# A mock can't write the parameter as a deploy does. Another placeholder has the same effect: the two differ.
run "first_deploy_makes_it_live" {
  command   = apply
  state_key = "service"

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
  }

  assert {
    condition     = output.live && !can(aws_ecs_service.app.tags["desired-count"])
    error_message = "With a real image the service is live, and the tag of the first deploy goes."
  }
}

run "deploys_never_touch_terraform" {
  command   = plan
  state_key = "service"

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
    cpu               = 1024
    memory            = 2048
  }

  # A mock would change the revision in place; AWS makes a new one.
  plan_options {
    replace = [aws_ecs_task_definition.app]
  }

  assert {
    condition     = aws_ecs_service.app.task_definition == "arn:aws:ecs:us-east-1:123456789012:task-definition/test:1"
    error_message = "The service keeps the revision of its last deploy, whatever Terraform registers."
  }

  assert {
    condition     = one([for container in jsondecode(aws_ecs_task_definition.app.container_definitions) : container if container.name == "shop"]).image != var.placeholder_image
    error_message = "Terraform registers the image that a deploy has put into the parameter."
  }
}

# Terraform would not clean up what has prevent_destroy: this takes it down, with a configuration that has none of it.
run "taken_down" {
  state_key = "service"

  module {
    source = "./tests/nothing"
  }
}
