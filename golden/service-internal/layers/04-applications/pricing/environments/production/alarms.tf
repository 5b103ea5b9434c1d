# Missing data raises no alarm: a service without tasks has no metrics.
locals {
  of_service = {
    ClusterName = local.platform.cluster_name
    ServiceName = aws_ecs_service.app.name
  }
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "${local.name}-${local.environment}-cpu"
  alarm_description   = "CPU above 90 % for 10 minutes."
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  dimensions          = local.of_service
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 90
  period              = 60
  evaluation_periods  = 10
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.platform.alarm_topic_arn]
  ok_actions          = [local.platform.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "memory" {
  alarm_name          = "${local.name}-${local.environment}-memory"
  alarm_description   = "Memory above 90 % for 10 minutes: at 100 % ECS kills the task."
  namespace           = "AWS/ECS"
  metric_name         = "MemoryUtilization"
  dimensions          = local.of_service
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 90
  period              = 60
  evaluation_periods  = 10
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.platform.alarm_topic_arn]
  ok_actions          = [local.platform.alarm_topic_arn]
}
