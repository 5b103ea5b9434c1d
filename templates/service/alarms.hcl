# What rings.

input "alarms" {
  type = object({
    cpu       = optional(number, 90)
    memory    = optional(number, 90)
    errors    = optional(number, 10)
    queue_age = optional(number, 900)
  })
  default     = {}
  nullable    = false
  description = "Thresholds of the alarms: cpu and memory in percent, errors in 5xx answers in 5 minutes, queue_age in seconds that the oldest message of the worker's queue waits"

  validation {
    condition     = alarms.cpu > 0 && alarms.memory > 0 && alarms.errors >= 0 && alarms.queue_age > 0
    error_message = "Thresholds of alarms are above 0; errors may be 0."
  }
}
