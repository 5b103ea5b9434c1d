# Guards database.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

override_resource {
  target          = aws_db_instance.postgres
  override_during = plan
  values = {
    address            = "postgres.test"
    port               = 5432
    resource_id        = "db-TEST"
    master_user_secret = [{ secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:master" }]
  }
}

override_resource {
  target          = aws_iam_role.database
  override_during = plan
  values = {
    id  = "database"
    arn = "arn:aws:iam::123456789012:role/database"
  }
}

run "services_log_in_by_token" {
  command = plan

  assert {
    condition     = aws_db_instance.postgres.iam_database_authentication_enabled
    error_message = "A service's role has no password: without IAM authentication it can't log in."
  }

  assert {
    condition     = output.postgres.resource_id == "db-TEST"
    error_message = "Services name the instance in rds-db:connect by its resource_id."
  }
}

run "databases_are_made_by_a_fixed_command" {
  command = plan

  assert {
    condition     = one(jsondecode(aws_ecs_task_definition.database.container_definitions)).command == [file("${path.module}/database.sh")]
    error_message = "The task runs database.sh and nothing else."
  }

  assert {
    condition     = aws_ecs_task_definition.database.task_role_arn == null && aws_ecs_task_definition.database.execution_role_arn == "arn:aws:iam::123456789012:role/database"
    error_message = "What runs in the task has no rights in AWS; what starts it has a role of its own."
  }

  assert {
    condition     = aws_iam_role.database.name == "shared-services-dev-database" && aws_ecs_task_definition.database.family == "shared-services-dev-database"
    error_message = "The workflow's role runs tasks and passes roles whose names end in -dev-database."
  }
}

run "only_the_database_task_reads_the_master_password" {
  command = plan

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_iam_role_policy.database.policy).Statement :
      statement.Effect == "Allow" && contains(flatten([try(statement.Action, [])]), "secretsmanager:GetSecretValue") && flatten([try(statement.Resource, [])]) == ["arn:aws:secretsmanager:us-east-1:123456789012:secret:master"]
    ])
    error_message = "It starts with the master user's password, and reads no other secret."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role.database.assume_role_policy).Statement : try(statement.Principal.Service, "") == "ecs-tasks.amazonaws.com" && length(keys(statement.Principal)) == 1 if statement.Effect == "Allow"
    ])
    error_message = "Nobody but ECS takes the role that reads the password."
  }
}

run "the_master_password_goes_to_the_database_only" {
  command = plan

  assert {
    condition = alltrue([
      for variable in [{ name = "PGSSLMODE", value = "require" }, { name = "PGCHANNELBINDING", value = "require" }] :
      contains(one(jsondecode(aws_ecs_task_definition.database.container_definitions)).environment, variable)
    ])
    error_message = "Without channel binding somebody between could end TLS."
  }
}
