# What rings. The platform has the topic: its state is read where something rings, and nothing does where this layer's
# depends_on lacks the platform, as in repositories from before there were alarms.

locals {
  topic   = contains(upstream, "platform")
  alarmed = anytrue(values(local.rings))

  rings = {
    postgres_storage     = local.topic && postgres && !contains(alarms_off, "postgres_storage")
    postgres_cpu         = local.topic && postgres && !contains(alarms_off, "postgres_cpu")
    postgres_connections = local.topic && postgres && !contains(alarms_off, "postgres_connections")
    postgres_events      = local.topic && postgres && !contains(alarms_off, "postgres_events")
    redis_cpu            = local.topic && redis && !contains(alarms_off, "redis_cpu")
    redis_memory         = local.topic && redis && !contains(alarms_off, "redis_memory")
    redis_connections    = local.topic && redis && !contains(alarms_off, "redis_connections")
    redis_failover       = local.topic && redis && !contains(alarms_off, "redis_failover")
    dlq                  = local.topic && anytrue([for queue in values(queues) : queue.enabled]) && !contains(alarms_off, "dlq")
  }
}

input "alarms" {
  type = object({
    postgres_storage     = optional(number, 5)
    postgres_cpu         = optional(number, 85)
    postgres_connections = optional(number, 60)
    redis_cpu            = optional(number, 85)
    redis_memory         = optional(number, 85)
    redis_connections    = optional(number, 50000)
    dlq                  = optional(number, 1)
  })
  default     = production && size == "standard" ? { postgres_connections = 600 } : {}
  nullable    = false
  description = "Thresholds of the alarms: postgres_storage in GiB that are left, cpu and memory in percent, connections in number (PostgreSQL takes about 110 for each GiB of the instance's memory), dlq in messages of a dead letter queue"

  validation {
    condition     = alltrue([for threshold in values(alarms) : threshold == null ? true : threshold > 0])
    error_message = "Thresholds of alarms are above 0."
  }
  validation {
    condition     = alltrue([for percent in [alarms.postgres_cpu, alarms.redis_cpu, alarms.redis_memory] : percent <= 100])
    error_message = "postgres_cpu, redis_cpu and redis_memory are percentages."
  }
}

input "alarms_off" {
  type        = list(string)
  default     = []
  nullable    = false
  description = "Alarms that the layer goes without: postgres_storage, postgres_cpu, postgres_connections, postgres_events, redis_cpu, redis_memory, redis_connections, redis_failover or dlq"

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
    error_message = "runbook_url is an address such as https://wiki.example.com/runbooks/stores."
  }
}

file "environments/*/alarms.tf" {
  when = local.alarmed
}

file "environments/*/tests/alarm_postgres_storage.tftest.hcl" {
  when = local.rings.postgres_storage
}

file "environments/*/tests/alarm_postgres_cpu.tftest.hcl" {
  when = local.rings.postgres_cpu
}

file "environments/*/tests/alarm_postgres_connections.tftest.hcl" {
  when = local.rings.postgres_connections
}

file "environments/*/tests/alarm_postgres_events.tftest.hcl" {
  when = local.rings.postgres_events
}

file "environments/*/tests/alarm_redis_cpu.tftest.hcl" {
  when = local.rings.redis_cpu
}

file "environments/*/tests/alarm_redis_memory.tftest.hcl" {
  when = local.rings.redis_memory
}

file "environments/*/tests/alarm_redis_connections.tftest.hcl" {
  when = local.rings.redis_connections
}

file "environments/*/tests/alarm_redis_failover.tftest.hcl" {
  when = local.rings.redis_failover
}

file "environments/*/tests/alarm_dlq.tftest.hcl" {
  when = local.rings.dlq
}

notice {
  when    = !local.topic && length(setsubtract(keys(local.rings), alarms_off)) > 0
  message = "${unit} has no alarms, as they need the platform's topic: add \"platform\" to depends_on of layer \"${unit_layer}\" in scaffold.hcl, then run scaffold generate and scaffold workspaces apply. Or name them all in alarms_off."
}
