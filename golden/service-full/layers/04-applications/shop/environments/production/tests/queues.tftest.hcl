# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "queue_jobs" {
  command = plan

  assert {
    condition     = local.environment_variables.QUEUE_JOBS_URL == local.shared_services.queues["jobs"].url
    error_message = "The application finds the queue's address."
  }

  assert {
    condition = length(setsubtract(["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage", "sqs:SendMessage"], flatten([
      for statement in jsondecode(aws_iam_role_policy.queues.policy).Statement : try(statement.Action, []) if contains(flatten([try(statement.Resource, [])]), local.shared_services.queues["jobs"].arn)
    ]))) == 0
    error_message = "The application may do with the queue what the spec says."
  }
}
