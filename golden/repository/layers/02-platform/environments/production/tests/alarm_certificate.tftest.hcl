# Guards an alarm of monitoring.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "dying_certificate_raises_an_alarm" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.certificate.namespace == "AWS/CertificateManager" && aws_cloudwatch_metric_alarm.certificate.metric_name == "DaysToExpiry" && aws_cloudwatch_metric_alarm.certificate.comparison_operator == "LessThanThreshold"
    error_message = "A certificate that does not renew is told before its end."
  }

  assert {
    condition     = contains(aws_cloudwatch_metric_alarm.certificate.alarm_actions, local.alarm_topic_arn) && strcontains(aws_cloudwatch_metric_alarm.certificate.alarm_description, "Runbook: ")
    error_message = "The alarm reaches somebody, and says where to look."
  }
}
