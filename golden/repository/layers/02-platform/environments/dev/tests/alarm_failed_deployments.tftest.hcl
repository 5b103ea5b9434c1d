# Guards an event rule of monitoring.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "failed_deployments_raise_an_alarm" {
  command = plan

  assert {
    condition     = contains(jsondecode(aws_cloudwatch_event_rule.failed_deployments.event_pattern).detail.eventName, "SERVICE_DEPLOYMENT_FAILED")
    error_message = "The rule is for failed deployments."
  }

  assert {
    condition     = contains(jsondecode(aws_cloudwatch_event_rule.failed_deployments.event_pattern).resources[*].prefix, "arn:aws:ecs:us-east-1:123456789012:service/${output.cluster_name}/")
    error_message = "The rule is for this cluster's services."
  }

  assert {
    condition     = aws_cloudwatch_event_target.failed_deployments.arn == local.alarm_topic_arn
    error_message = "Failed deployments reach the people whom alarms reach."
  }
}
