# Guards an alarm of alarms.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "queue_age_rings" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.queue_age.namespace == "AWS/SQS" && aws_cloudwatch_metric_alarm.queue_age.metric_name == "ApproximateAgeOfOldestMessage"
    error_message = "The metric is ApproximateAgeOfOldestMessage."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.queue_age.dimensions == tomap({ QueueName = "test-jobs" })
    error_message = "The metric is this service's."
  }

  assert {
    condition     = contains(aws_cloudwatch_metric_alarm.queue_age.alarm_actions, local.platform.alarm_topic_arn) && strcontains(aws_cloudwatch_metric_alarm.queue_age.alarm_description, "Runbook: ")
    error_message = "The alarm reaches the platform's topic, and says where to look."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.queue_age.treat_missing_data == "notBreaching"
    error_message = "No alarm rings because no task runs."
  }
}
