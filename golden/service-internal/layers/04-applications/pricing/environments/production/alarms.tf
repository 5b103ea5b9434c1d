# Each alarm says what to look at. One that you don't want is named in the spec's alarms_off; or delete its block here, and
# the file of its name in tests/. Missing data raises none: a service without tasks has no metrics. The metrics are
# described on
#   https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
#   https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
#   https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
#   https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
locals {
  # Ends what an alarm says.
  runbook = "Runbook: https://github.com/acme/infrastructure/blob/HEAD/layers/04-applications/pricing/README.md#when-an-alarm-rings"

  of_service = {
    ClusterName = local.platform.cluster_name
    ServiceName = aws_ecs_service.app.name
  }
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "${local.name}-${local.environment}-cpu"
  alarm_description   = "CPU above 90 % for 10 minutes. Look at the load and at the number of tasks: scale, or find the loop. ${local.runbook}"
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
  alarm_description   = "Memory above 90 % for 10 minutes; at 100 % ECS kills the task. Look for a leak, or give it more. ${local.runbook}"
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

resource "aws_cloudwatch_metric_alarm" "tasks" {
  alarm_name          = "${local.name}-${local.environment}-tasks"
  alarm_description   = "Fewer tasks run than shall, in 10 of 15 minutes. Look at the events of the service and at why its last tasks stopped. ${local.runbook}"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 15
  datapoints_to_alarm = 10

  # Of Container Insights, which the platform's cluster has on. Put to sleep the service shall run none and runs none.
  metric_query {
    id          = "missing"
    expression  = "desired - running"
    label       = "Tasks that are missing"
    return_data = true
  }

  metric_query {
    id = "desired"

    metric {
      namespace   = "ECS/ContainerInsights"
      metric_name = "DesiredTaskCount"
      dimensions  = local.of_service
      stat        = "Average"
      period      = 60
    }
  }

  metric_query {
    id = "running"

    metric {
      namespace   = "ECS/ContainerInsights"
      metric_name = "RunningTaskCount"
      dimensions  = local.of_service
      stat        = "Average"
      period      = 60
    }
  }

  treat_missing_data = "notBreaching"
  alarm_actions      = [local.platform.alarm_topic_arn]
  ok_actions         = [local.platform.alarm_topic_arn]
}
