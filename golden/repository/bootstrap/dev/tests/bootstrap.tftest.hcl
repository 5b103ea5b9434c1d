# Offline: `terraform init -backend=false && terraform test`. No account, no credentials.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "trusts_this_terraform_cloud" {
  assert {
    condition     = aws_iam_openid_connect_provider.terraform_cloud.url == "https://app.terraform.io"
    error_message = "Runs of app.terraform.io get in, and of no other host."
  }

  assert {
    condition     = contains(aws_iam_openid_connect_provider.terraform_cloud.client_id_list, "aws.workload.identity")
    error_message = "Tokens that were made for AWS count."
  }
}

run "dev_admits_its_own_workspaces_only" {
  assert {
    condition = alltrue(flatten([
      for phase, role in { plan = aws_iam_role.dev_plan, apply = aws_iam_role.dev_apply } : [
        for statement in jsondecode(role.assume_role_policy).Statement :
        try(statement.Condition.StringLike["app.terraform.io:sub"], []) == "organization:acme:project:dev:workspace:aws-*-dev:run_phase:${phase}" if can(statement.Principal.Federated) && statement.Effect == "Allow"
      ]
    ]))
    error_message = "Each role is for one phase of runs in the workspaces of dev."
  }

  assert {
    condition = alltrue(flatten([
      for role in [aws_iam_role.dev_plan, aws_iam_role.dev_apply] : [
        for statement in jsondecode(role.assume_role_policy).Statement :
        try(statement.Condition.StringEquals["app.terraform.io:aud"], []) == "aws.workload.identity" if can(statement.Principal.Federated) && statement.Effect == "Allow"
      ]
    ]))
    error_message = "A token for another audience is refused."
  }
}

run "dev_applies_by_named_policies" {
  assert {
    condition     = length(setsubtract(["arn:aws:iam::aws:policy/AdministratorAccess"], keys(aws_iam_role_policy_attachment.dev_apply))) == 0
    error_message = "An apply has the policies that the spec names."
  }
}

run "staging_admits_its_own_workspaces_only" {
  assert {
    condition = alltrue(flatten([
      for phase, role in { plan = aws_iam_role.staging_plan, apply = aws_iam_role.staging_apply } : [
        for statement in jsondecode(role.assume_role_policy).Statement :
        try(statement.Condition.StringLike["app.terraform.io:sub"], []) == "organization:acme:project:staging:workspace:aws-*-staging:run_phase:${phase}" if can(statement.Principal.Federated) && statement.Effect == "Allow"
      ]
    ]))
    error_message = "Each role is for one phase of runs in the workspaces of staging."
  }

  assert {
    condition = alltrue(flatten([
      for role in [aws_iam_role.staging_plan, aws_iam_role.staging_apply] : [
        for statement in jsondecode(role.assume_role_policy).Statement :
        try(statement.Condition.StringEquals["app.terraform.io:aud"], []) == "aws.workload.identity" if can(statement.Principal.Federated) && statement.Effect == "Allow"
      ]
    ]))
    error_message = "A token for another audience is refused."
  }
}

run "staging_applies_by_named_policies" {
  assert {
    condition     = length(setsubtract(["arn:aws:iam::aws:policy/AdministratorAccess"], keys(aws_iam_role_policy_attachment.staging_apply))) == 0
    error_message = "An apply has the policies that the spec names."
  }
}

run "workspaces_get_their_variables" {
  assert {
    condition     = length(setsubtract(["dev", "staging"], keys(output.workspace_variables))) == 0
    error_message = "Every environment of this account has its variables."
  }

  assert {
    condition     = alltrue([for variables in output.workspace_variables : length(setsubtract(["TFC_AWS_PROVIDER_AUTH", "TFC_AWS_PLAN_ROLE_ARN", "TFC_AWS_APPLY_ROLE_ARN"], keys(variables))) == 0])
    error_message = "Terraform Cloud takes the roles by these names."
  }
}
