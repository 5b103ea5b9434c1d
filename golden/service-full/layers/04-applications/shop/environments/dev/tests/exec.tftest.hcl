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

run "exec_opens_shells_and_records_them" {
  command   = plan
  state_key = "service"

  assert {
    condition     = aws_ecs_service.app.enable_execute_command
    error_message = "ECS Exec is on in the spec."
  }

  # https://github.com/aws/amazon-ssm-agent/issues/203: without the groups it finds no place to record to, and no shell opens.
  assert {
    condition = length(setsubtract(
      ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel", "logs:DescribeLogGroups"],
      flatten([for statement in jsondecode(aws_iam_role_policy.task.policy).Statement : try(statement.Action, []) if statement.Effect == "Allow" && try(statement.Resource, []) == "*"])
    )) == 0
    error_message = "The agent in the container opens channels and looks for the cluster's log group."
  }

  assert {
    condition = length(setsubtract(
      ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      flatten([for statement in jsondecode(aws_iam_role_policy.task.policy).Statement : try(statement.Action, []) if statement.Effect == "Allow"])
    )) == 0
    error_message = "What people type is recorded."
  }
}

# Terraform would not clean up what has prevent_destroy: this takes it down, with a configuration that has none of it.
run "taken_down" {
  state_key = "service"

  module {
    source = "./tests/nothing"
  }
}
