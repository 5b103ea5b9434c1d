# Guards validate.tf, and goes with it.

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

run "validation_runs_on_the_default_branch_only" {
  command = plan

  assert {
    condition = alltrue([
      for subject in flatten([
        for statement in jsondecode(aws_iam_role.validate.assume_role_policy).Statement : try(statement.Condition.StringLike["token.actions.githubusercontent.com:sub"], "*") if can(statement.Principal.Federated) && statement.Effect == "Allow"
      ]) :
      endswith(subject, ":ref:refs/heads/main") && can(regex("^repo:acme(@[*])?/infrastructure(@[*])?:", subject))
    ])
    error_message = "What a pull request runs, or another repository, must not look into this account."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role.validate.assume_role_policy).Statement :
      try(statement.Condition.StringEquals["token.actions.githubusercontent.com:aud"], "") == "sts.amazonaws.com" if can(statement.Principal.Federated) && statement.Effect == "Allow"
    ])
    error_message = "A token for another audience is refused."
  }
}

run "validation_changes_nothing" {
  command = plan

  assert {
    condition = alltrue([
      for action in flatten([for statement in jsondecode(aws_iam_role_policy.validate.policy).Statement : try(statement.Action, "*") if statement.Effect == "Allow"]) :
      can(regex("^[a-z-]+:(Describe|Get|List)[A-Z]", action))
    ])
    error_message = "Looking whether all is well reads, and changes nothing."
  }

  assert {
    condition = length(setsubtract(
      ["cloudwatch:DescribeAlarms", "ecs:DescribeServices", "tag:GetResources"],
      flatten([for statement in jsondecode(aws_iam_role_policy.validate.policy).Statement : try(statement.Action, [])])
    )) == 0
    error_message = "scripts/validate.sh asks for services, alarms and what carries this repository's tags."
  }
}
