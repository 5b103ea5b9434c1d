# Guards databases.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

override_resource {
  target          = aws_iam_openid_connect_provider.github
  override_during = plan
  values = {
    arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
  }
}

override_resource {
  target          = aws_ecs_cluster.main
  override_during = plan
  values = {
    arn = "arn:aws:ecs:us-east-1:123456789012:cluster/dev-cluster"
  }
}

run "databases_are_made_from_the_default_branch_only" {
  command = plan

  assert {
    condition = alltrue([
      for subject in flatten([
        for statement in jsondecode(aws_iam_role.databases.assume_role_policy).Statement : try(statement.Condition.StringLike["token.actions.githubusercontent.com:sub"], "*") if can(statement.Principal.Federated) && statement.Effect == "Allow"
      ]) :
      endswith(subject, ":ref:refs/heads/main") && can(regex("^repo:acme(@[*])?/infrastructure(@[*])?:", subject))
    ])
    error_message = "What a pull request runs, or another repository, must not make databases: it could read a master user's password."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role.databases.assume_role_policy).Statement :
      try(statement.Condition.StringEquals["token.actions.githubusercontent.com:aud"], "") == "sts.amazonaws.com" if can(statement.Principal.Federated) && statement.Effect == "Allow"
    ])
    error_message = "A token for another audience is refused."
  }
}

run "only_database_tasks_are_run" {
  command = plan

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.databases.policy).Statement : alltrue([
        for resource in flatten([try(statement.Resource, "*")]) : endswith(resource, "-dev-database:*") || endswith(resource, "-dev-database")
      ]) if length(setintersection(flatten([try(statement.Action, ["ecs:RunTask"])]), ["ecs:RunTask", "iam:PassRole"])) > 0 && statement.Effect == "Allow"
    ])
    error_message = "The role runs the tasks that make databases, and passes their roles: no others."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.databases.policy).Statement :
      try(statement.Condition.ArnEquals["ecs:cluster"], "") == "arn:aws:ecs:us-east-1:123456789012:cluster/dev-cluster" if statement.Effect == "Allow" && contains(flatten([try(statement.Action, [])]), "ecs:RunTask")
    ])
    error_message = "Tasks run in this environment's cluster."
  }
}
