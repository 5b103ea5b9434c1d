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

run "each_role_is_its_own" {
  command = plan

  assert {
    condition     = aws_ecs_task_definition.app.execution_role_arn == "arn:aws:iam::123456789012:role/test-execution" && aws_ecs_task_definition.app.task_role_arn == "arn:aws:iam::123456789012:role/test-task"
    error_message = "The application has another role than ECS has for starting it."
  }

  assert {
    condition     = length(distinct([aws_iam_role.execution.name, aws_iam_role.task.name, aws_iam_role.deploy.name])) == 3
    error_message = "Starting, running and deploying are three roles."
  }

  assert {
    condition = setunion(
      try(jsondecode(aws_iam_role.deploy.assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"], []),
      try(jsondecode(aws_iam_role.deploy.assume_role_policy).Statement[0].Condition.StringLike["token.actions.githubusercontent.com:sub"], []),
      ) == toset([
        "repo:acme/catalog:environment:production",
        "repo:acme@*/catalog@*:environment:production",
    ])
    error_message = "Only the application repository deploys, and only from its environment production."
  }

  assert {
    condition     = jsondecode(aws_iam_role.deploy.assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com"
    error_message = "Tokens made for somebody else than AWS open nothing."
  }

  assert {
    condition = [
      for statement in jsondecode(aws_iam_role_policy.deploy.policy).Statement : statement.Condition.StringEquals["iam:PassedToService"] if statement.Action == "iam:PassRole"
    ] == ["ecs-tasks.amazonaws.com"]
    error_message = "A deploy passes the roles to ECS tasks only."
  }
}
