# Guards an alarm of alarms.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "postgres_storage_rings" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.postgres_storage.namespace == "AWS/RDS" && aws_cloudwatch_metric_alarm.postgres_storage.metric_name == "FreeStorageSpace" && aws_cloudwatch_metric_alarm.postgres_storage.comparison_operator == "LessThanThreshold"
    error_message = "The metric is FreeStorageSpace."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.postgres_storage.dimensions == tomap({ DBInstanceIdentifier = aws_db_instance.postgres.identifier })
    error_message = "The metric is this database's."
  }

  assert {
    condition     = contains(aws_cloudwatch_metric_alarm.postgres_storage.alarm_actions, "arn:aws:sns:us-east-1:123456789012:alarms") && strcontains(aws_cloudwatch_metric_alarm.postgres_storage.alarm_description, "Runbook: ")
    error_message = "The alarm reaches the platform's topic, and says where to look."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.postgres_storage.treat_missing_data == "notBreaching"
    error_message = "Missing data is no answer."
  }
}
