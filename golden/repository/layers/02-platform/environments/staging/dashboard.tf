locals {
  # Searches and not names, so that a new service appears by itself.
  service_widgets = [
    for metric in ["CPUUtilization", "MemoryUtilization"] : {
      title      = "${metric} of services (percent)"
      expression = "SEARCH('{AWS/ECS,ClusterName,ServiceName} MetricName=\"${metric}\" ClusterName=\"${aws_ecs_cluster.main.name}\"', 'Average', 300)"
    }
  ]

  load_balancer_widgets = [
    { title = "Requests", metric = "RequestCount", statistic = "Sum" },
    { title = "Response time (seconds, 95th percentile)", metric = "TargetResponseTime", statistic = "p95" },
    { title = "Errors of targets", metric = "HTTPCode_Target_5XX_Count", statistic = "Sum" },
    { title = "Errors of load balancers", metric = "HTTPCode_ELB_5XX_Count", statistic = "Sum" },
  ]

  load_balancer_suffixes = [aws_lb.main.arn_suffix]

  consoles = { aws-cn = "console.amazonaws.cn", aws-us-gov = "console.amazonaws-us-gov.com" }
  console  = lookup(local.consoles, local.partition, "console.aws.amazon.com")
}

resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = local.name

  dashboard_body = jsonencode({
    widgets = concat(
      [
        for i, widget in local.load_balancer_widgets : {
          type   = "metric"
          x      = i % 2 * 12
          y      = floor(i / 2) * 6
          width  = 12
          height = 6
          properties = {
            title   = widget.title
            region  = local.region
            period  = 300
            stat    = widget.statistic
            metrics = [for suffix in local.load_balancer_suffixes : ["AWS/ApplicationELB", widget.metric, "LoadBalancer", suffix]]
          }
        }
      ],
      [
        for i, widget in local.service_widgets : {
          type   = "metric"
          x      = i % 2 * 12
          y      = 12 + floor(i / 2) * 6
          width  = 12
          height = 6
          properties = {
            title   = widget.title
            region  = local.region
            period  = 300
            metrics = [[{ expression = widget.expression }]]
          }
        }
      ],
    )
  })
}
