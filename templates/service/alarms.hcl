# What rings.

locals {
  # Minutes in which the alarm on missing tasks may find its share of bad ones.
  tasks_window = ceil(alarms.tasks * 1.5)

  rings = {
    cpu       = !contains(alarms_off, "cpu")
    memory    = !contains(alarms_off, "memory")
    tasks     = !contains(alarms_off, "tasks")
    errors    = local.public && !contains(alarms_off, "errors")
    latency   = local.public && !contains(alarms_off, "latency")
    unhealthy = local.public && !contains(alarms_off, "unhealthy")
    queue_age = local.queue != null && !contains(alarms_off, "queue_age")
  }
}

input "alarms" {
  type = object({
    cpu        = optional(number, 90)
    memory     = optional(number, 90)
    error_rate = optional(number, 5)
    errors     = optional(number, 10)
    latency    = optional(number, 2)
    tasks      = optional(number, 10)
    unhealthy  = optional(number, 5)
    queue_age  = optional(number, 900)
  })
  default     = {}
  nullable    = false
  description = "Thresholds of the alarms: cpu and memory in percent; error_rate in percent of the requests of 5 minutes that are answered with 5xx, where they are errors or more; latency in seconds within which 99 of 100 are answered; tasks in minutes for which fewer run than shall, unhealthy in minutes for which one fails its health checks; queue_age in seconds that the oldest message of the worker's queue waits"

  validation {
    condition     = alltrue([for name, threshold in alarms : threshold > 0 || name == "errors" && threshold == 0])
    error_message = "Thresholds of alarms are above 0; errors may be 0."
  }
  validation {
    condition     = alarms.cpu <= 100 && alarms.memory <= 100 && alarms.error_rate < 100
    error_message = "cpu, memory and error_rate are percentages."
  }
  validation {
    condition     = alltrue([for minutes in [alarms.tasks, alarms.unhealthy] : floor(minutes) == minutes && minutes <= 120])
    error_message = "tasks and unhealthy are whole minutes, at most 120."
  }
}

input "alarms_off" {
  type        = list(string)
  default     = []
  nullable    = false
  description = "Alarms that the service goes without: cpu, memory, tasks, errors, latency, unhealthy or queue_age"

  validation {
    condition     = length(setsubtract(alarms_off, keys(local.rings))) == 0
    error_message = "There is no alarm ${join(", ", setsubtract(alarms_off, keys(local.rings)))}; there are ${join(", ", keys(local.rings))}."
  }
}

input "runbook_url" {
  type        = string
  default     = "https://github.com/${vcs}/blob/HEAD/${unit_path}/README.md#when-an-alarm-rings"
  nullable    = false
  description = "Where an alarm says that its runbook is"

  validation {
    condition     = can(regex("^https?://[!-~]{1,400}$", runbook_url))
    error_message = "runbook_url is an address such as https://wiki.example.com/runbooks/shop."
  }
}

file "environments/*/alarms.tf" {
  when = anytrue(values(local.rings))
}

file "environments/*/tests/alarm_cpu.tftest.hcl" {
  when = local.rings.cpu
}

file "environments/*/tests/alarm_memory.tftest.hcl" {
  when = local.rings.memory
}

file "environments/*/tests/alarm_tasks.tftest.hcl" {
  when = local.rings.tasks
}

file "environments/*/tests/alarm_errors.tftest.hcl" {
  when = local.rings.errors
}

file "environments/*/tests/alarm_latency.tftest.hcl" {
  when = local.rings.latency
}

file "environments/*/tests/alarm_unhealthy.tftest.hcl" {
  when = local.rings.unhealthy
}

file "environments/*/tests/alarm_queue_age.tftest.hcl" {
  when = local.rings.queue_age
}
