# Each alarm says what to look at. One that you don't want is named in the spec's alarms_off; or delete its block here, and
# the file of its name in tests/. Missing data raises none: a service without tasks has no metrics. The metrics are
# described on
#   https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
#   https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
#   https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
#   https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
locals {
  # Ends what an alarm says.
  runbook = "Runbook: https://wiki.acme.dev/runbooks/shop"

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
  alarm_description   = "CPU above 80 % for 10 minutes. Look at the load and at the number of tasks: scale, or find the loop. ${local.runbook}"
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
  alarm_description   = "Memory above 85 % for 10 minutes; at 100 % ECS kills the task. Look for a leak, or give it more. ${local.runbook}"
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

resource "aws_cloudwatch_metric_alarm" "tasks" {
  alarm_name          = "${local.name}-${local.environment}-tasks"
  alarm_description   = "Fewer tasks run than shall, in 5 of 8 minutes. Look at the events of the service and at why its last tasks stopped. ${local.runbook}"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 8
  datapoints_to_alarm = 5

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

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${local.name}-${local.environment}-5xx"
  alarm_description   = "More than 2 % of the requests of 5 minutes, and 5 at least, were answered with 5xx. Look at the logs and at the last deploy: roll it back. ${local.runbook}"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 2
  evaluation_periods  = 1

  # The floor keeps one error of a quiet night from being 100 %.
  metric_query {
    id          = "rate"
    expression  = "IF(errors >= 5, 100 * errors / requests, 0)"
    label       = "Percent of the requests that failed"
    return_data = true
  }

  metric_query {
    id = "errors"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "HTTPCode_Target_5XX_Count"
      dimensions  = local.of_target_group
      stat        = "Sum"
      period      = 300
    }
  }

  metric_query {
    id = "requests"

    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      dimensions  = local.of_target_group
      stat        = "Sum"
      period      = 300
    }
  }

  treat_missing_data = "notBreaching"
  alarm_actions      = [local.platform.alarm_topic_arn]
  ok_actions         = [local.platform.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "latency" {
  alarm_name          = "${local.name}-${local.environment}-latency"
  alarm_description   = "One request of a hundred takes longer than 0.8 seconds, for 15 minutes. Look at CPU, at what it calls and at the last deploy. ${local.runbook}"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  dimensions          = local.of_target_group
  extended_statistic  = "p99"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0.8
  period              = 300
  evaluation_periods  = 3

  # A handful of requests has no hundredth.
  evaluate_low_sample_count_percentiles = "ignore"

  treat_missing_data = "notBreaching"
  alarm_actions      = [local.platform.alarm_topic_arn]
  ok_actions         = [local.platform.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  alarm_name          = "${local.name}-${local.environment}-unhealthy"
  alarm_description   = "A task fails its health checks for 3 minutes. Look at the reason in the target group, then at the logs. ${local.runbook}"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  dimensions          = local.of_target_group
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.platform.alarm_topic_arn]
  ok_actions          = [local.platform.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "queue_age" {
  alarm_name          = "${local.name}-${local.environment}-queue-age"
  alarm_description   = "The oldest message of queue jobs waits for more than 300 seconds. Look at the tasks that receive from it, and at its dead letter queue. ${local.runbook}"
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
