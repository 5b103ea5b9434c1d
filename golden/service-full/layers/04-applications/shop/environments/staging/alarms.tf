# Missing data raises no alarm: a service without tasks has no metrics.
locals {
  of_service = {
    ClusterName = local.platform.cluster_name
    ServiceName = aws_ecs_service.app.name
  }

  of_target_group = {
    LoadBalancer = local.load_balancer.arn_suffix
    TargetGroup  = aws_lb_target_group.app.arn_suffix
  }

  queue_name = split(":", local.shared_services.queues["jobs"].arn)[5]
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "${local.name}-${local.environment}-cpu"
  alarm_description   = "CPU above 80 % for 10 minutes."
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  dimensions          = local.of_service
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  period              = 60
  evaluation_periods  = 10
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.platform.alarm_topic_arn]
  ok_actions          = [local.platform.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "memory" {
  alarm_name          = "${local.name}-${local.environment}-memory"
  alarm_description   = "Memory above 85 % for 10 minutes: at 100 % ECS kills the task."
  namespace           = "AWS/ECS"
  metric_name         = "MemoryUtilization"
  dimensions          = local.of_service
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  period              = 60
  evaluation_periods  = 10
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.platform.alarm_topic_arn]
  ok_actions          = [local.platform.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${local.name}-${local.environment}-5xx"
  alarm_description   = "More than 5 answers with 5xx in 5 minutes."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_Target_5XX_Count"
  dimensions          = local.of_target_group
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.platform.alarm_topic_arn]
  ok_actions          = [local.platform.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  alarm_name          = "${local.name}-${local.environment}-unhealthy"
  alarm_description   = "A task fails its health checks for 5 minutes."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  dimensions          = local.of_target_group
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.platform.alarm_topic_arn]
  ok_actions          = [local.platform.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "queue_age" {
  alarm_name          = "${local.name}-${local.environment}-queue-age"
  alarm_description   = "The oldest message of queue jobs waits for more than 300 seconds."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = local.queue_name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 300
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.platform.alarm_topic_arn]
  ok_actions          = [local.platform.alarm_topic_arn]
}
