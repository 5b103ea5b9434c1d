# Guards an alarm of alarms.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "memory_rings" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.memory.namespace == "AWS/ECS" && aws_cloudwatch_metric_alarm.memory.metric_name == "MemoryUtilization"
    error_message = "The metric is MemoryUtilization."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.memory.dimensions == tomap({ ClusterName = "test-cluster", ServiceName = "catalog" })
    error_message = "The metric is this service's."
  }

  assert {
    condition     = contains(aws_cloudwatch_metric_alarm.memory.alarm_actions, local.platform.alarm_topic_arn) && strcontains(aws_cloudwatch_metric_alarm.memory.alarm_description, "Runbook: ")
    error_message = "The alarm reaches the platform's topic, and says where to look."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.memory.treat_missing_data == "notBreaching"
    error_message = "No alarm rings because no task runs."
  }
}
