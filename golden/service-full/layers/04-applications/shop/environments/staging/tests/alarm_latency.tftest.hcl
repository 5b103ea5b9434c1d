# Guards an alarm of alarms.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "latency_rings" {
  command   = apply
  state_key = "service"

  assert {
    condition     = aws_cloudwatch_metric_alarm.latency.namespace == "AWS/ApplicationELB" && aws_cloudwatch_metric_alarm.latency.metric_name == "TargetResponseTime"
    error_message = "The metric is TargetResponseTime."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.latency.dimensions == tomap({ LoadBalancer = "app/main/50dc6c495c0c9188", TargetGroup = "targetgroup/test/6d0ecf831eec9f09" })
    error_message = "The metric is this service's."
  }

  assert {
    condition     = startswith(aws_cloudwatch_metric_alarm.latency.extended_statistic, "p")
    error_message = "Averages hide the slow ones."
  }

  assert {
    condition     = contains(aws_cloudwatch_metric_alarm.latency.alarm_actions, local.platform.alarm_topic_arn) && strcontains(aws_cloudwatch_metric_alarm.latency.alarm_description, "Runbook: ")
    error_message = "The alarm reaches the platform's topic, and says where to look."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.latency.treat_missing_data == "notBreaching"
    error_message = "No alarm rings because no task runs."
  }
}

# Terraform would not clean up what has prevent_destroy: this takes it down, with a configuration that has none of it.
run "taken_down" {
  state_key = "service"

  module {
    source = "./tests/nothing"
  }
}
