# Guards an alarm of alarms.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "postgres_connections_rings" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.postgres_connections.namespace == "AWS/RDS" && aws_cloudwatch_metric_alarm.postgres_connections.metric_name == "DatabaseConnections" && aws_cloudwatch_metric_alarm.postgres_connections.comparison_operator == "GreaterThanThreshold"
    error_message = "The metric is DatabaseConnections."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.postgres_connections.dimensions == tomap({ DBInstanceIdentifier = aws_db_instance.postgres.identifier })
    error_message = "The metric is this database's."
  }

  assert {
    condition     = contains(aws_cloudwatch_metric_alarm.postgres_connections.alarm_actions, "arn:aws:sns:us-east-1:123456789012:alarms") && strcontains(aws_cloudwatch_metric_alarm.postgres_connections.alarm_description, "Runbook: ")
    error_message = "The alarm reaches the platform's topic, and says where to look."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.postgres_connections.treat_missing_data == "notBreaching"
    error_message = "Missing data is no answer."
  }
}
