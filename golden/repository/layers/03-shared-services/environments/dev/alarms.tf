# Each alarm says what to look at. One that you don't want is named in the spec's alarms_off; or delete its block here, and
# the file of its name in tests/. The metrics are described on
#   https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
#   https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html
#   https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
locals {
  # Ends what an alarm says.
  runbook = "Runbook: https://github.com/acme/infrastructure/blob/HEAD/layers/03-shared-services/README.md#when-an-alarm-rings"

  # The nodes as ElastiCache names them: the replication group's id and a number.
  redis_nodes = toset([for number in range(var.redis_nodes) : format("%s-redis-%03d", local.name, number + 1)])
}

resource "aws_cloudwatch_metric_alarm" "postgres_storage" {
  alarm_name          = "${local.name}-postgres-storage"
  alarm_description   = "PostgreSQL has less than 5 GiB of storage left: it stops when none is. Look at what grew, and raise postgres_max_allocated_storage. ${local.runbook}"
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  dimensions          = { DBInstanceIdentifier = aws_db_instance.postgres.identifier }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 5 * 1024 * 1024 * 1024
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.platform.alarm_topic_arn]
  ok_actions          = [local.platform.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "postgres_cpu" {
  alarm_name          = "${local.name}-postgres-cpu"
  alarm_description   = "PostgreSQL uses more than 85 % of its CPU for 15 minutes. Look at the slow statements in its log and at Performance Insights. ${local.runbook}"
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  dimensions          = { DBInstanceIdentifier = aws_db_instance.postgres.identifier }
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  period              = 300
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.platform.alarm_topic_arn]
  ok_actions          = [local.platform.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "postgres_connections" {
  alarm_name          = "${local.name}-postgres-connections"
  alarm_description   = "PostgreSQL has more than 60 connections. Look at which service holds them: past max_connections it refuses all others. ${local.runbook}"
  namespace           = "AWS/RDS"
  metric_name         = "DatabaseConnections"
  dimensions          = { DBInstanceIdentifier = aws_db_instance.postgres.identifier }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 60
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.platform.alarm_topic_arn]
  ok_actions          = [local.platform.alarm_topic_arn]
}

# What no metric tells: the standby took over, the instance failed, its storage is full. RDS itself publishes these
# (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html).
resource "aws_db_event_subscription" "postgres" {
  name             = "${local.name}-postgres"
  sns_topic        = local.platform.alarm_topic_arn
  source_type      = "db-instance"
  source_ids       = [aws_db_instance.postgres.identifier]
  event_categories = ["failover", "failure", "low storage"]
}

resource "aws_cloudwatch_metric_alarm" "redis_cpu" {
  for_each = local.redis_nodes

  alarm_name          = "${each.key}-cpu"
  alarm_description   = "Redis uses more than 85 % of its CPU for 10 minutes. Look at its slow log and at expensive commands. ${local.runbook}"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  evaluation_periods  = 10

  # Redis works on one core: on a small node the host is the limit, on a large one that core.
  metric_query {
    id          = "cpu"
    expression  = "MAX([engine, host])"
    label       = "CPU in percent"
    return_data = true
  }

  metric_query {
    id = "engine"

    metric {
      namespace   = "AWS/ElastiCache"
      metric_name = "EngineCPUUtilization"
      dimensions  = { CacheClusterId = each.key }
      stat        = "Average"
      period      = 60
    }
  }

  metric_query {
    id = "host"

    metric {
      namespace   = "AWS/ElastiCache"
      metric_name = "CPUUtilization"
      dimensions  = { CacheClusterId = each.key }
      stat        = "Average"
      period      = 60
    }
  }

  treat_missing_data = "notBreaching"
  alarm_actions      = [local.platform.alarm_topic_arn]
  ok_actions         = [local.platform.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "redis_memory" {
  for_each = local.redis_nodes

  alarm_name          = "${each.key}-memory"
  alarm_description   = "Redis uses more than 85 % of its memory for 10 minutes. Look at what has no expiry: when it is full it forgets or refuses. ${local.runbook}"
  namespace           = "AWS/ElastiCache"
  metric_name         = "DatabaseMemoryUsagePercentage"
  dimensions          = { CacheClusterId = each.key }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  period              = 60
  evaluation_periods  = 10
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.platform.alarm_topic_arn]
  ok_actions          = [local.platform.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "redis_connections" {
  for_each = local.redis_nodes

  alarm_name          = "${each.key}-connections"
  alarm_description   = "Redis has more than 50000 connections; 65000 is its limit. Look at which service opens them. ${local.runbook}"
  namespace           = "AWS/ElastiCache"
  metric_name         = "CurrConnections"
  dimensions          = { CacheClusterId = each.key }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 50000
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.platform.alarm_topic_arn]
  ok_actions          = [local.platform.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "redis_failover" {
  for_each = local.redis_nodes

  alarm_name          = "${each.key}-failover"
  alarm_description   = "A node of Redis became the primary one, or is it no more. Look at its events: the other node failed, or was maintained. ${local.runbook}"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1

  # ElastiCache publishes its events to no encrypted topic
  # (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html): so what changes is the role of the node.
  metric_query {
    id          = "turn"
    expression  = "ABS(DIFF(primary))"
    label       = "Changes of the primary node"
    return_data = true
  }

  metric_query {
    id = "primary"

    metric {
      namespace   = "AWS/ElastiCache"
      metric_name = "IsMaster"
      dimensions  = { CacheClusterId = each.key }
      stat        = "Maximum"
      period      = 60
    }
  }

  treat_missing_data = "notBreaching"
  alarm_actions      = [local.platform.alarm_topic_arn]
  ok_actions         = [local.platform.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "jobs_dlq" {
  alarm_name          = aws_sqs_queue.jobs_dlq.name
  alarm_description   = "A message of queue jobs failed for good and lies in its dead letter queue. Look at it there, mend the service that receives, and send it back. ${local.runbook}"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.jobs_dlq.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  period              = 300
  evaluation_periods  = 1

  # A queue that nobody touches for hours has no metrics; what lies in it still does.
  treat_missing_data = "ignore"
  alarm_actions      = [local.platform.alarm_topic_arn]
  ok_actions         = [local.platform.alarm_topic_arn]
}
