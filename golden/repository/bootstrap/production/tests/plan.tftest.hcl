# Offline, as bootstrap.tftest.hcl is: a plan changes nothing and reads no data.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "production_plans_by_named_policies" {
  assert {
    condition     = contains(keys(aws_iam_role_policy_attachment.production_plan), "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess")
    error_message = "A plan has the policies that the spec names."
  }
}

run "production_plans_without_changing_anything" {
  assert {
    condition = alltrue([
      for action in flatten([for statement in jsondecode(aws_iam_role_policy.production_plan.policy).Statement : try(statement.Action, "*") if statement.Effect == "Allow"]) :
      can(regex("^[a-z0-9-]+:(Describe|Get|List)", action))
    ])
    error_message = "A plan runs before anybody has approved it: its role reads only."
  }
}

run "production_plans_without_reading_data" {
  assert {
    condition = length(setintersection(flatten([for statement in jsondecode(aws_iam_role_policy.production_plan.policy).Statement : try(statement.Action, "*") if statement.Effect == "Allow"]), [
      "*", "dynamodb:*", "dynamodb:Get*", "dynamodb:GetItem", "logs:*", "logs:Get*", "logs:GetLogEvents", "s3:*", "s3:Get*", "s3:GetObject",
      "secretsmanager:*", "secretsmanager:Get*", "secretsmanager:GetSecretValue", "ssm:*", "ssm:Get*", "ssm:GetParametersByPath",
    ])) == 0
    error_message = "Whoever opens a pull request would read data: name it in plan_policy_arns if that is what you want."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.production_plan.policy).Statement :
      alltrue([for resource in flatten([try(statement.Resource, "*")]) : can(regex("parameter/production/[*]/image$", resource))])
      if statement.Effect == "Allow" && contains(flatten([try(statement.Action, [])]), "ssm:GetParameter")
    ])
    error_message = "Of the parameters a plan reads the names of the images of production, and no other."
  }
}
