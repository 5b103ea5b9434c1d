# Guards an alarm of alarms.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "redis_failover_rings" {
  command = plan

  variables {
    redis_nodes = 2
  }

  assert {
    condition     = length(setsubtract(["AWS/ElastiCache IsMaster"], [for query in aws_cloudwatch_metric_alarm.redis_failover["shared-services-production-redis-002"].metric_query : "${query.metric[0].namespace} ${query.metric[0].metric_name}" if length(query.metric) > 0])) == 0
    error_message = "The metrics are ElastiCache's."
  }

  assert {
    condition     = alltrue([for query in aws_cloudwatch_metric_alarm.redis_failover["shared-services-production-redis-002"].metric_query : query.metric[0].dimensions == tomap({ CacheClusterId = "shared-services-production-redis-002" }) if length(query.metric) > 0])
    error_message = "Each node has its own."
  }

  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.redis_failover["shared-services-production-redis-002"].metric_query : query.expression if query.return_data == true]) == "ABS(DIFF(primary))"
    error_message = "A change of the role counts, either way."
  }

  assert {
    condition     = contains(aws_cloudwatch_metric_alarm.redis_failover["shared-services-production-redis-002"].alarm_actions, "arn:aws:sns:us-east-1:123456789012:alarms") && strcontains(aws_cloudwatch_metric_alarm.redis_failover["shared-services-production-redis-002"].alarm_description, "Runbook: ")
    error_message = "The alarm reaches the platform's topic, and says where to look."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.redis_failover["shared-services-production-redis-002"].treat_missing_data == "notBreaching"
    error_message = "Missing data is no answer."
  }
}
