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
      for subject in one(jsondecode(aws_iam_role.validate.assume_role_policy).Statement).Condition.StringLike["token.actions.githubusercontent.com:sub"] :
      endswith(subject, ":ref:refs/heads/main") && can(regex("^repo:acme(@[*])?/infrastructure(@[*])?:", subject))
    ])
    error_message = "What a pull request runs, or another repository, must not look into this account."
  }

  assert {
    condition     = one(jsondecode(aws_iam_role.validate.assume_role_policy).Statement).Condition.StringEquals["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com"
    error_message = "A token for another audience is refused."
  }
}

run "validation_changes_nothing" {
  command = plan

  assert {
    condition = alltrue([
      for action in flatten([for statement in jsondecode(aws_iam_role_policy.validate.policy).Statement : statement.Action]) :
      can(regex("^[a-z-]+:(Describe|Get|List)[A-Z]", action))
    ])
    error_message = "Looking whether all is well reads, and changes nothing."
  }

  assert {
    condition = length(setsubtract(
      ["cloudwatch:DescribeAlarms", "ecs:DescribeServices", "tag:GetResources"],
      flatten([for statement in jsondecode(aws_iam_role_policy.validate.policy).Statement : statement.Action])
    )) == 0
    error_message = "scripts/validate.sh asks for services, alarms and what carries this repository's tags."
  }
}
