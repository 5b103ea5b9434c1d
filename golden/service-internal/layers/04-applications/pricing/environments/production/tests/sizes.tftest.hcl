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

run "applied" {
  command = apply
}

run "sizes_arrive_by_the_apply" {
  command = apply

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
