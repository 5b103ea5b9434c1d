# Bounds by the clock. An action sets both, and they stay until the next one fires; times are in the action's zone.
locals {
  schedules = {}
}

resource "aws_appautoscaling_scheduled_action" "app" {
  for_each = { for name, action in local.schedules : name => action if local.live }

  name               = each.key
  service_namespace  = aws_appautoscaling_target.app[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.app[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.app[0].resource_id
  schedule           = each.value.schedule
  timezone           = each.value.timezone

  scalable_target_action {
    min_capacity = each.value.min
    max_capacity = each.value.max
  }
}
