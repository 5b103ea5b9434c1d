# Guards an alarm of alarms.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "errors_ring" {
  command   = apply
  state_key = "service"

  assert {
    condition     = length(setsubtract(["AWS/ApplicationELB HTTPCode_Target_5XX_Count", "AWS/ApplicationELB RequestCount"], [for query in aws_cloudwatch_metric_alarm.errors.metric_query : "${query.metric[0].namespace} ${query.metric[0].metric_name}" if length(query.metric) > 0])) == 0
    error_message = "The metrics are HTTPCode_Target_5XX_Count and RequestCount."
  }

  assert {
    condition     = alltrue([for query in aws_cloudwatch_metric_alarm.errors.metric_query : query.metric[0].dimensions == tomap({ LoadBalancer = "app/main/50dc6c495c0c9188", TargetGroup = "targetgroup/test/6d0ecf831eec9f09" }) if length(query.metric) > 0])
    error_message = "The metrics are this service's."
  }

  assert {
    condition     = can(regex("^IF\\(errors >= [0-9.]+, 100 \\* errors / requests, 0\\)$", one([for query in aws_cloudwatch_metric_alarm.errors.metric_query : query.expression if query.return_data == true])))
    error_message = "Errors are counted by their share of the requests, from a floor on."
  }

  assert {
    condition     = contains(aws_cloudwatch_metric_alarm.errors.alarm_actions, local.platform.alarm_topic_arn) && strcontains(aws_cloudwatch_metric_alarm.errors.alarm_description, "Runbook: ")
    error_message = "The alarm reaches the platform's topic, and says where to look."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.errors.treat_missing_data == "notBreaching"
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
