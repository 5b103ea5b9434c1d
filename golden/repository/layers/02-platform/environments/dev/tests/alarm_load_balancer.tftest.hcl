# Guards an alarm of monitoring.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "load_balancer_main_raises_an_alarm" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.main_5xx.namespace == "AWS/ApplicationELB" && aws_cloudwatch_metric_alarm.main_5xx.metric_name == "HTTPCode_ELB_5XX_Count" && contains(keys(aws_cloudwatch_metric_alarm.main_5xx.dimensions), "LoadBalancer")
    error_message = "The alarm is for errors of the load balancer itself."
  }

  assert {
    condition     = contains(aws_cloudwatch_metric_alarm.main_5xx.alarm_actions, local.alarm_topic_arn) && strcontains(aws_cloudwatch_metric_alarm.main_5xx.alarm_description, "Runbook: ")
    error_message = "The alarm reaches somebody, and says where to look."
  }
}
