# Guards an alarm of alarms.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "cpu_rings" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.cpu.namespace == "AWS/ECS" && aws_cloudwatch_metric_alarm.cpu.metric_name == "CPUUtilization"
    error_message = "The metric is CPUUtilization."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.cpu.dimensions == tomap({ ClusterName = "test-cluster", ServiceName = "shop" })
    error_message = "The metric is this service's."
  }

  assert {
    condition     = contains(aws_cloudwatch_metric_alarm.cpu.alarm_actions, local.platform.alarm_topic_arn) && strcontains(aws_cloudwatch_metric_alarm.cpu.alarm_description, "Runbook: ")
    error_message = "The alarm reaches the platform's topic, and says where to look."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.cpu.treat_missing_data == "notBreaching"
    error_message = "No alarm rings because no task runs."
  }
}
