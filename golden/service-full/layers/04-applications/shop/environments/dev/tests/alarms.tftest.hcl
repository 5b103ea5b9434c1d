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

run "alarms_reach_somebody" {
  command   = plan
  state_key = "service"

  assert {
    condition = alltrue([
      for alarm in [aws_cloudwatch_metric_alarm.cpu, aws_cloudwatch_metric_alarm.memory, aws_cloudwatch_metric_alarm.errors, aws_cloudwatch_metric_alarm.unhealthy, aws_cloudwatch_metric_alarm.queue_age] :
      contains(alarm.alarm_actions, local.platform.alarm_topic_arn) && alarm.treat_missing_data == "notBreaching"
    ])
    error_message = "Alarms go to the platform's topic, and none rings because no task runs."
  }
}

# Terraform would not clean up what has prevent_destroy: this takes it down, with a configuration that has none of it.
run "taken_down" {
  state_key = "service"

  module {
    source = "./tests/nothing"
  }
}
