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

run "the_image_is_that_of_the_last_deploy" {
  command   = plan
  state_key = "service"

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
  }

  assert {
    condition     = one([for container in jsondecode(aws_ecs_task_definition.app.container_definitions) : container if container.name == "shop"]).image == data.aws_ssm_parameter.image.insecure_value
    error_message = "Terraform registers the image that the parameter names, to which deploys write it."
  }

  # A plan that knows its image would put that back, however many deploys there were before somebody approved it.
  assert {
    condition     = data.aws_ssm_parameter.image.name == aws_ssm_parameter.image.name && can(regex("data \"aws_ssm_parameter\" \"image\" \\{[^}]*depends_on *= *\\[[^]]*terraform_data[.]shape\\b", file("main.tf")))
    error_message = "While CPU, memory or the container change, Terraform reads the image during the apply, and not before."
  }

  assert {
    condition     = terraform_data.shape.input.cpu == var.cpu && terraform_data.shape.input.memory == var.memory && terraform_data.shape.input.container == local.container
    error_message = "The shape is all that Terraform changes about a task."
  }
}

# Terraform would not clean up what has prevent_destroy: this takes it down, with a configuration that has none of it.
run "taken_down" {
  state_key = "service"

  module {
    source = "./tests/nothing"
  }
}
