# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

# What is asserted of ARNs is known once it is applied.
run "applied" {
  command   = apply
  state_key = "service"
}

run "each_role_is_its_own" {
  command   = plan
  state_key = "service"

  assert {
    condition     = aws_ecs_task_definition.app.execution_role_arn == "arn:aws:iam::123456789012:role/test-execution" && aws_ecs_task_definition.app.task_role_arn == "arn:aws:iam::123456789012:role/test-task"
    error_message = "The application has another role than ECS has for starting it."
  }

  assert {
    condition     = length(distinct([aws_iam_role.execution.name, aws_iam_role.task.name, aws_iam_role.deploy.name])) == 3
    error_message = "Starting, running and deploying are three roles."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role.deploy.assume_role_policy).Statement : [
        try(statement.Condition.StringEquals["token.actions.githubusercontent.com:sub"], []),
        try(statement.Condition.StringLike["token.actions.githubusercontent.com:sub"], []),
      ] if can(statement.Principal.Federated)
      ])) == toset([
      "repo:acme/shop-web:environment:production",
      "repo:acme@4021/shop-web@7719:environment:production",
    ])
    error_message = "Only the application repository deploys, and only from its environment production."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role.deploy.assume_role_policy).Statement :
      try(statement.Condition.StringEquals["token.actions.githubusercontent.com:aud"], "") == "sts.amazonaws.com" if can(statement.Principal.Federated)
    ])
    error_message = "Tokens made for somebody else than AWS open nothing."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.deploy.policy).Statement :
      try(statement.Condition.StringEquals["iam:PassedToService"], "") == "ecs-tasks.amazonaws.com" if contains(flatten([try(statement.Action, [])]), "iam:PassRole")
    ])
    error_message = "A deploy passes the roles to ECS tasks only."
  }
}

# Terraform would not clean up what has prevent_destroy: this takes it down, with a configuration that has none of it.
run "taken_down" {
  state_key = "service"

  module {
    source = "./tests/nothing"
  }
}
