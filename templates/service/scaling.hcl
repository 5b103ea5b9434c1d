# How many tasks run, and when. Their numbers stand in sizes.hcl.

locals {
  # What the tests compare with.
  schedule_names = keys(schedules)
  shares         = [for name, share in capacity_providers : "${name} ${share.base} ${share.weight}"]
}

input "autoscaling" {
  type        = bool
  default     = false
  nullable    = false
  prompt      = "Should the number of tasks follow the load?"
  description = "false: desired_count in terraform.tfvars is the number of tasks. true: autoscaling sets it, between min_capacity and max_capacity"

  validation {
    condition     = !autoscaling || cpu_target != null || memory_target != null || local.public && requests_target != null || local.queue != null && backlog_target != null
    error_message = "Autoscaling needs something to follow: cpu_target, memory_target, requests_target or backlog_target."
  }
}

input "cpu_target" {
  type        = number
  default     = 75
  when        = autoscaling
  description = "CPU in percent that autoscaling steers to; null ignores CPU"

  validation {
    condition     = cpu_target == null ? true : cpu_target > 0 && cpu_target <= 100
    error_message = "cpu_target is a percentage."
  }
}

input "memory_target" {
  type        = number
  default     = null
  when        = autoscaling
  description = "Memory in percent that autoscaling steers to; null ignores memory"

  validation {
    condition     = memory_target == null ? true : memory_target > 0 && memory_target <= 100
    error_message = "memory_target is a percentage."
  }
}

input "requests_target" {
  type        = number
  default     = 1000
  when        = autoscaling && local.public
  description = "Requests a minute and task that autoscaling steers to; null ignores requests"

  validation {
    condition     = requests_target == null ? true : requests_target > 0
    error_message = "requests_target is above 0."
  }
}

input "backlog_target" {
  type        = number
  default     = 100
  when        = autoscaling && local.queue != null
  description = "Waiting messages a task that autoscaling steers to: what a task works off in the time a message may wait; null ignores the queue"

  validation {
    condition     = backlog_target == null ? true : backlog_target > 0
    error_message = "backlog_target is above 0."
  }
}

input "schedules" {
  type        = map(object({ schedule = string, timezone = optional(string, "UTC"), min = number, max = number }))
  default     = {}
  nullable    = false
  prompt      = "Should its bounds follow the clock?"
  format      = { schedule = "aws_cron", timezone = "timezone" }
  when        = autoscaling
  description = "Bounds by the clock: name to schedule (cron(minutes hours day-of-month month day-of-week year), at(yyyy-mm-ddThh:mm:ss) or rate(…)), timezone, min and max. They stay until the next schedule fires"

  validation {
    condition     = autoscaling || length(schedules) == 0
    error_message = "Schedules move the bounds of autoscaling: they need autoscaling = true."
  }
  validation {
    condition     = alltrue([for name in keys(schedules) : can(regex("^[a-z][a-z0-9_-]{0,63}$", name))])
    error_message = "Name schedules in lower case, such as business_hours."
  }
  validation {
    condition     = alltrue([for action in values(schedules) : aws_cron(action.schedule)])
    error_message = "AWS wants cron(minutes hours day-of-month month day-of-week year) with ? for exactly one of the two days, such as cron(0 8 ? * MON-FRI *) or cron(0 20 * * ? *); at(yyyy-mm-ddThh:mm:ss) for a holiday. Wrong: ${join(", ", [for name, action in schedules : "${name} ${action.schedule}" if !aws_cron(action.schedule)])}."
  }
  validation {
    condition     = alltrue([for action in values(schedules) : timezone(action.timezone)])
    error_message = "A timezone is an IANA name such as Europe/Berlin. Wrong: ${join(", ", [for name, action in schedules : "${name} ${action.timezone}" if !timezone(action.timezone)])}."
  }
  validation {
    condition     = alltrue([for action in values(schedules) : action.min >= 0 && action.max >= action.min && floor(action.min) == action.min && floor(action.max) == action.max])
    error_message = "A schedule's min and max are whole numbers, 0 <= min <= max."
  }
  validation {
    condition     = alltrue([for action in values(schedules) : action.min > 0]) || anytrue([for action in values(schedules) : action.min > 0])
    error_message = "A schedule puts the service to sleep (min = 0) and none wakes it (min of 1 or more)."
  }
  validation {
    condition     = try(!aws_cron_collide([for action in values(schedules) : { schedule = action.schedule, timezone = action.timezone }]), true)
    error_message = "Two schedules can fire in the same minute: which bounds would hold is chance."
  }
}

file "environments/*/autoscaling.tf" {
  when = autoscaling
}

file "environments/*/schedules.tf" {
  when = autoscaling
}

file "environments/*/tests/autoscaling.tftest.hcl" {
  when = autoscaling
}

file "environments/*/tests/schedules.tftest.hcl" {
  when = length(schedules) > 0
}

notice {
  when    = try(previous.autoscaling, false) && !autoscaling
  message = "autoscaling is off again: the next apply sets the number of tasks to desired_count in terraform.tfvars. Set that to the number that runs now first."
}

notice {
  when    = try(length(previous.schedules) > 0, false) && length(schedules) == 0 && autoscaling
  message = "The last schedule is gone: the next apply sets the bounds to min_capacity and max_capacity in terraform.tfvars."
}
