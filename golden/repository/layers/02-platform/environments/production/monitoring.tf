locals {
  # Spelled out, so that a plan shows it before the topic exists.
  alarm_topic_arn = "arn:${local.partition}:sns:${local.region}:${local.account_id}:${aws_sns_topic.alarms.name}"

  # Ends what an alarm says.
  runbook = "Runbook: https://github.com/acme/infrastructure/blob/HEAD/layers/02-platform/README.md#alarms"
}

# Alarms of the platform, of its services and of what holds their data go to one topic.
resource "aws_sns_topic" "alarms" {
  name              = "${local.name}-alarms"
  kms_master_key_id = aws_kms_alias.main.name
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "arn:${local.partition}:iam::${local.account_id}:root" }
        Action    = ["sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:Publish", "sns:SetTopicAttributes", "sns:Subscribe"]
        Resource  = local.alarm_topic_arn
      },
      {
        Sid       = "AlarmsPublish"
        Effect    = "Allow"
        Principal = { Service = ["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"] }
        Action    = "sns:Publish"
        Resource  = local.alarm_topic_arn
        Condition = {
          StringEquals = { "aws:SourceAccount" = local.account_id }
        }
      },
      {
        # EventBridge publishes to no topic whose policy has a condition for it
        # (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-troubleshooting.html).
        Sid       = "EventsPublish"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = local.alarm_topic_arn
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "email" {
  for_each = toset([])

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.key
}

# A load balancer's own errors: no target answered, or none in time.

resource "aws_cloudwatch_metric_alarm" "main_5xx" {
  alarm_name          = "production-main-alb-5xx"
  alarm_description   = "The load balancer production-main answers with errors of its own: no target answered, or none in time. Look at its healthy targets and at the services that were deployed last. ${local.runbook}"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_ELB_5XX_Count"
  dimensions          = { LoadBalancer = aws_lb.main.arn_suffix }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = var.alb_5xx_threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.alarm_topic_arn]
  ok_actions          = [local.alarm_topic_arn]
}

# AWS renews sixty days ahead; thirty days left means that it cannot, such as after a lost DNS record.
resource "aws_cloudwatch_metric_alarm" "certificate" {
  alarm_name          = "${local.name}-certificate"
  alarm_description   = "The certificate of *.${local.domain_name} is not being renewed. Look at its validation records in the zone, and whether the parent domain still delegates to it. ${local.runbook}"
  namespace           = "AWS/CertificateManager"
  metric_name         = "DaysToExpiry"
  dimensions          = { CertificateArn = aws_acm_certificate.main.arn }
  statistic           = "Minimum"
  period              = 86400
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 30
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.alarm_topic_arn]
  ok_actions          = [local.alarm_topic_arn]
}

# A deployment that ECS gave up, whichever service's it was.
resource "aws_cloudwatch_event_rule" "failed_deployments" {
  name        = "${local.name}-failed-deployments"
  description = "Failed deployments in the cluster ${aws_ecs_cluster.main.name}"

  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Deployment State Change"]
    detail      = { eventName = ["SERVICE_DEPLOYMENT_FAILED"] }
    resources   = [{ prefix = "arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${aws_ecs_cluster.main.name}/" }]
  })
}

resource "aws_cloudwatch_event_target" "failed_deployments" {
  rule = aws_cloudwatch_event_rule.failed_deployments.name
  arn  = local.alarm_topic_arn
}
