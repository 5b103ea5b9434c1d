# Guards an alarm of alarms.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "dlq_of_jobs_rings" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.jobs_dlq.namespace == "AWS/SQS" && aws_cloudwatch_metric_alarm.jobs_dlq.metric_name == "ApproximateNumberOfMessagesVisible"
    error_message = "The metric is the depth of a queue."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.jobs_dlq.dimensions == tomap({ QueueName = aws_sqs_queue.jobs_dlq.name })
    error_message = "The queue is the dead letter queue."
  }

  assert {
    condition     = contains(aws_cloudwatch_metric_alarm.jobs_dlq.alarm_actions, "arn:aws:sns:us-east-1:123456789012:alarms") && strcontains(aws_cloudwatch_metric_alarm.jobs_dlq.alarm_description, "Runbook: ")
    error_message = "The alarm reaches the platform's topic, and says where to look."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.jobs_dlq.treat_missing_data == "ignore"
    error_message = "Missing data is no answer."
  }
}
