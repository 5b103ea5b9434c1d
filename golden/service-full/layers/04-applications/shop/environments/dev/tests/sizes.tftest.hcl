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
  command   = plan
  state_key = "service"

  variables {
    desired_count = -1
    cpu           = 300
    min_capacity  = 0
  }

  expect_failures = [var.desired_count, var.cpu, var.min_capacity]
}

run "refuses_pairs_that_do_not_fit" {
  command   = plan
  state_key = "service"

  variables {
    cpu          = 256
    memory       = 4096
    min_capacity = 7
  }

  expect_failures = [var.memory, var.max_capacity]
}

run "applied" {
  command   = apply
  state_key = "service"
}

run "sizes_arrive_by_the_apply" {
  command   = apply
  state_key = "service"

  variables {
    cpu    = 1024
    memory = 2048
  }

  # A mock would change the revision in place; AWS makes a new one.
  plan_options {
    replace = [aws_ecs_task_definition.app]
  }

  override_resource {
    target = aws_ecs_task_definition.app
    values = {
      arn                  = "arn:aws:ecs:us-east-1:123456789012:task-definition/test:2"
      arn_without_revision = "arn:aws:ecs:us-east-1:123456789012:task-definition/test"
    }
  }

  assert {
    condition     = aws_ecs_service.app.task_definition == "arn:aws:ecs:us-east-1:123456789012:task-definition/test:2"
    error_message = "The service gets the revision with the new size by the apply that makes it."
  }
}

# Terraform would not clean up what has prevent_destroy: this takes it down, with a configuration that has none of it.
run "taken_down" {
  state_key = "service"

  module {
    source = "./tests/nothing"
  }
}
