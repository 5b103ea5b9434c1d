# Guards queues.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "queue_jobs" {
  command = plan

  assert {
    condition     = jsondecode(aws_sqs_queue.jobs.redrive_policy).deadLetterTargetArn == "arn:aws:sqs:us-east-1:123456789012:${aws_sqs_queue.jobs_dlq.name}"
    error_message = "What cannot be worked off goes to this queue's own dead letter queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.jobs.redrive_policy).maxReceiveCount <= max(100, 5)
    error_message = "What cannot be worked off is not tried for ever."
  }

  assert {
    condition     = aws_sqs_queue.jobs.sqs_managed_sse_enabled && aws_sqs_queue.jobs_dlq.sqs_managed_sse_enabled
    error_message = "Messages are encrypted in both queues."
  }

  assert {
    condition = jsondecode(aws_sqs_queue_redrive_allow_policy.jobs_dlq.redrive_allow_policy).redrivePermission == "byQueue" && contains(
      jsondecode(aws_sqs_queue_redrive_allow_policy.jobs_dlq.redrive_allow_policy).sourceQueueArns,
      "arn:aws:sqs:us-east-1:123456789012:${aws_sqs_queue.jobs.name}",
    )
    error_message = "Only named queues may send their dead letters here, this queue's own among them."
  }
}
