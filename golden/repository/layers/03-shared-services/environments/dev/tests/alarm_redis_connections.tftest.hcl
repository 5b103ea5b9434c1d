# Guards an alarm of alarms.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "redis_connections_rings" {
  command = plan

  variables {
    redis_nodes = 2
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.redis_connections["shared-services-dev-redis-002"].namespace == "AWS/ElastiCache" && aws_cloudwatch_metric_alarm.redis_connections["shared-services-dev-redis-002"].metric_name == "CurrConnections"
    error_message = "The metric is CurrConnections."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.redis_connections["shared-services-dev-redis-002"].dimensions == tomap({ CacheClusterId = "shared-services-dev-redis-002" })
    error_message = "Each node has its own."
  }

  assert {
    condition     = contains(aws_cloudwatch_metric_alarm.redis_connections["shared-services-dev-redis-002"].alarm_actions, "arn:aws:sns:us-east-1:123456789012:alarms") && strcontains(aws_cloudwatch_metric_alarm.redis_connections["shared-services-dev-redis-002"].alarm_description, "Runbook: ")
    error_message = "The alarm reaches the platform's topic, and says where to look."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.redis_connections["shared-services-dev-redis-002"].treat_missing_data == "notBreaching"
    error_message = "Missing data is no answer."
  }
}
