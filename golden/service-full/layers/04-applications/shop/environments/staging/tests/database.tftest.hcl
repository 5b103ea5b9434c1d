# Guards database.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

override_resource {
  target          = aws_security_group.app
  override_during = plan
  values = {
    id = "sg-service"
  }
}

run "logs_in_as_its_own_user_alone" {
  command = plan

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.database.policy).Statement : alltrue([
        for resource in flatten([try(statement.Resource, "*")]) : endswith(resource, ":dbuser:db-TEST/shop")
      ]) if contains(flatten([try(statement.Action, [])]), "rds-db:connect")
    ])
    error_message = "The application logs in to its own database only, as its own user."
  }

  assert {
    condition     = local.environment_variables.DATABASE_NAME == "shop" && local.environment_variables.DATABASE_USER == "shop"
    error_message = "It finds the name of its database and of its user in its environment."
  }
}

run "the_workflow_finds_what_it_wants" {
  command = plan

  assert {
    condition     = aws_ssm_parameter.database.name == "/staging/shop/database" && aws_ssm_parameter.database_ready.name == "/staging/shop/database-ready"
    error_message = "The workflow databases and deploys look for these two parameters."
  }

  assert {
    condition     = aws_ssm_parameter.database_ready.insecure_value == "none"
    error_message = "Nothing is there before the workflow made it: a first deploy waits for it."
  }

  assert {
    condition = {
      for key, value in jsondecode(aws_ssm_parameter.database.insecure_value) : key => value if contains(["name", "ready", "task"], key)
    } == { name = "shop", ready = "db-TEST/shop", task = "arn:aws:ecs:us-east-1:123456789012:task-definition/shared-services-database:1" }
    error_message = "The workflow runs the task that makes databases with the name of this service's."
  }
}
