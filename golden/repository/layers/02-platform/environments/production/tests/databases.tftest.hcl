# Offline: `terraform init -backend=false && terraform test`. No account, no credentials.
# The role of the workflow that makes services' databases. Every run plans only: after an apply prevent_destroy would stop
# Terraform from cleaning up.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }

  mock_data "aws_partition" {
    defaults = {
      partition = "aws"
    }
  }

  mock_data "aws_route53_zone" {
    defaults = {
      zone_id = "Z0TEST"
    }
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
      arn = "arn:aws:ecs:us-east-1:123456789012:cluster/production-cluster"
    }
  }
}

override_data {
  target = data.terraform_remote_state.foundation

  values = {
    outputs = {
      vpc_id                = "vpc-test"
      public_subnet_ids     = ["subnet-public-a", "subnet-public-b"]
      private_subnet_ids    = ["subnet-private-a", "subnet-private-b"]
      alb_security_group_id = "sg-alb"
    }
  }
}

variables {
  log_retention_days        = 30
  access_log_retention_days = 30
  alb_idle_timeout          = 60
  alb_5xx_threshold         = 10
}

run "databases_are_made_from_the_default_branch_only" {
  command = plan

  assert {
    condition = alltrue([
      for subject in one(jsondecode(aws_iam_role.databases.assume_role_policy).Statement).Condition.StringLike["token.actions.githubusercontent.com:sub"] :
      endswith(subject, ":ref:refs/heads/main") && can(regex("^repo:acme(@[*])?/infrastructure(@[*])?:", subject))
    ])
    error_message = "What a pull request runs, or another repository, must not make databases: it could read a master user's password."
  }

  assert {
    condition     = one(jsondecode(aws_iam_role.databases.assume_role_policy).Statement).Condition.StringEquals["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com"
    error_message = "A token for another audience is refused."
  }
}

run "only_database_tasks_are_run" {
  command = plan

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.databases.policy).Statement : alltrue([
        for resource in flatten([statement.Resource]) : endswith(resource, "-production-database:*") || endswith(resource, "-production-database")
      ]) if length(setintersection(flatten([statement.Action]), ["ecs:RunTask", "iam:PassRole"])) > 0
    ])
    error_message = "The role runs the tasks that make databases, and passes their roles: no others."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.databases.policy).Statement :
      statement.Condition.ArnEquals["ecs:cluster"] == "arn:aws:ecs:us-east-1:123456789012:cluster/production-cluster" if contains(flatten([statement.Action]), "ecs:RunTask")
    ])
    error_message = "Tasks run in this environment's cluster."
  }
}
