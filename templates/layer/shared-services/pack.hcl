pack "shared-services" {
  version           = "1.0.0"
  requires_scaffold = ">= 0.1"
  extends           = "../shared"
  includes          = ["roles.hcl", "alarms.hcl"]
  exposes           = ["local.queue_names", "postgres", "redis"]
  reads = [
    "organization",
    "hostname",
    "workspace_name",
    "vcs",
    "region",
    "account",
    "production",
    "size",
    "aws_provider_version",
  ]
  identity = ["organization", "hostname", "region", "account"]
}

locals {
  # Prices in us-east-1 of the classes that are defaults and those beside them, in USD an hour, and of storage, in USD a GiB
  # and month. As of March 2026 on https://aws.amazon.com/rds/postgresql/pricing/ (single-AZ; a standby costs as much again)
  # and https://aws.amazon.com/elasticache/pricing/. Of another class nothing is estimated.
  postgres_price = { "db.t4g.micro" = 0.016, "db.t4g.small" = 0.032, "db.t4g.medium" = 0.065, "db.m7g.large" = 0.168 }
  redis_price    = { "cache.t4g.micro" = 0.016, "cache.t4g.small" = 0.032, "cache.t4g.medium" = 0.065, "cache.m7g.large" = 0.158 }
  storage_price  = 0.115

  # At most 32 characters: ElastiCache allows 40, "-default" included.
  full_name = "${unit}-${environment}"
  name      = length(local.full_name) <= 32 ? local.full_name : "${trimsuffix(substr(local.full_name, 0, 25), "-")}-${substr(sha256(local.full_name), 0, 6)}"

  # What CloudWatch accepts as a retention.
  log_retention_days = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]

  # What Terraform lets go of when a store is switched off: the store and all that it needs to be read again.
  postgres_addresses = [
    "aws_db_instance.postgres",
    "aws_db_parameter_group.postgres",
    "aws_db_subnet_group.postgres",
    "aws_security_group.postgres",
    "aws_vpc_security_group_ingress_rule.postgres_app",
    "aws_kms_key.postgres",
    "aws_kms_alias.postgres",
    "aws_cloudwatch_log_group.postgres",
    "aws_cloudwatch_log_group.postgres_upgrade",
    "aws_iam_role.postgres_monitoring",
    "aws_iam_role_policy_attachment.postgres_monitoring",
    "aws_cloudwatch_metric_alarm.postgres_storage",
    "aws_cloudwatch_metric_alarm.postgres_cpu",
    "aws_cloudwatch_metric_alarm.postgres_connections",
    "aws_db_event_subscription.postgres",
    "aws_ecs_task_definition.database",
    "aws_cloudwatch_log_group.database",
    "aws_iam_role.database",
    "aws_iam_role_policy.database",
    "aws_iam_role_policy_attachment.database",
  ]
  redis_addresses = [
    "aws_elasticache_replication_group.redis",
    "aws_elasticache_parameter_group.redis",
    "aws_elasticache_subnet_group.redis",
    "aws_elasticache_user_group.redis",
    "aws_elasticache_user.redis_default",
    "aws_security_group.redis",
    "aws_kms_key.redis",
    "aws_kms_alias.redis",
    "aws_cloudwatch_metric_alarm.redis_cpu",
    "aws_cloudwatch_metric_alarm.redis_memory",
    "aws_cloudwatch_metric_alarm.redis_connections",
    "aws_cloudwatch_metric_alarm.redis_failover",
  ]

  # Queues that services may use.
  queue_names = [for name, queue in queues : name if queue.enabled]

  # What a person pastes to take a store back. What has no name of ours is found through data sources.
  import_how = "If an earlier apply made it, put this into ${unit_path}/environments/${environment}/import.tf before the next plan, see that the plan imports and creates nothing, apply, and delete the file:"

  postgres_import = <<-EOT
    data "aws_security_group" "postgres_before" {
      name   = "${local.name}-postgres"
      vpc_id = local.foundation.vpc_id
    }

    data "aws_vpc_security_group_rules" "postgres_before" {
      filter {
        name   = "group-id"
        values = [data.aws_security_group.postgres_before.id]
      }
    }

    data "aws_kms_alias" "postgres_before" {
      name = "alias/${local.name}-postgres"
    }

    import {
      to = aws_db_instance.postgres
      id = "${local.name}-postgres"
    }

    import {
      to = aws_db_parameter_group.postgres
      id = "${local.name}-postgres${postgres_version}"
    }

    import {
      to = aws_db_subnet_group.postgres
      id = "${local.name}-postgres"
    }

    import {
      to = aws_security_group.postgres
      id = data.aws_security_group.postgres_before.id
    }

    import {
      to = aws_vpc_security_group_ingress_rule.postgres_app
      id = one(data.aws_vpc_security_group_rules.postgres_before.ids)
    }

    import {
      to = aws_kms_key.postgres
      id = data.aws_kms_alias.postgres_before.target_key_id
    }

    import {
      to = aws_kms_alias.postgres
      id = "alias/${local.name}-postgres"
    }

    import {
      to = aws_cloudwatch_log_group.postgres
      id = "/aws/rds/instance/${local.name}-postgres/postgresql"
    }

    import {
      to = aws_cloudwatch_log_group.postgres_upgrade
      id = "/aws/rds/instance/${local.name}-postgres/upgrade"
    }

    import {
      to = aws_iam_role.postgres_monitoring
      id = "${local.name}-postgres-monitoring"
    }

    import {
      to = aws_iam_role_policy_attachment.postgres_monitoring
      id = "${local.name}-postgres-monitoring/arn:$${local.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
    }

    import {
      to = aws_cloudwatch_log_group.database
      id = "/ecs/${environment}/${unit}-database"
    }

    import {
      to = aws_iam_role.database
      id = "${unit}-${environment}-database"
    }

    import {
      to = aws_iam_role_policy.database
      id = "${unit}-${environment}-database:database"
    }

    import {
      to = aws_iam_role_policy_attachment.database
      id = "${unit}-${environment}-database/arn:$${local.partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
    }
  EOT

  events_import = <<-EOT

    import {
      to = aws_db_event_subscription.postgres
      id = "${local.name}-postgres"
    }
  EOT

  redis_import = <<-EOT
    data "aws_security_group" "redis_before" {
      name   = "${local.name}-redis"
      vpc_id = local.foundation.vpc_id
    }

    data "aws_kms_alias" "redis_before" {
      name = "alias/${local.name}-redis"
    }

    import {
      to = aws_elasticache_replication_group.redis
      id = "${local.name}-redis"
    }

    import {
      to = aws_elasticache_parameter_group.redis
      id = "${local.name}-redis7"
    }

    import {
      to = aws_elasticache_subnet_group.redis
      id = "${local.name}-redis"
    }

    import {
      to = aws_security_group.redis
      id = data.aws_security_group.redis_before.id
    }

    import {
      to = aws_elasticache_user_group.redis
      id = "${local.name}-redis"
    }

    import {
      to = aws_elasticache_user.redis_default
      id = "${local.name}-default"
    }

    import {
      to = aws_kms_key.redis
      id = data.aws_kms_alias.redis_before.target_key_id
    }

    import {
      to = aws_kms_alias.redis
      id = "alias/${local.name}-redis"
    }
  EOT

  # By queue; its label in Terraform is its name with underscores.
  queue_import = {
    for name, queue in queues : name => <<-EOT
      data "aws_sqs_queue" "${replace(name, "-", "_")}_before" {
        name = "${local.name}-${name}${try(queue.fifo, false) ? ".fifo" : ""}"
      }

      data "aws_sqs_queue" "${replace(name, "-", "_")}_dlq_before" {
        name = "${local.name}-${name}-dlq${try(queue.fifo, false) ? ".fifo" : ""}"
      }

      import {
        to = aws_sqs_queue.${replace(name, "-", "_")}
        id = data.aws_sqs_queue.${replace(name, "-", "_")}_before.url
      }

      import {
        to = aws_sqs_queue.${replace(name, "-", "_")}_dlq
        id = data.aws_sqs_queue.${replace(name, "-", "_")}_dlq_before.url
      }
    EOT
  }
}

input "postgres" {
  type        = bool
  default     = true
  nullable    = false
  prompt      = "PostgreSQL database"
  description = "RDS PostgreSQL. Switching it off lets go of the database and destroys nothing"
}

input "postgres_version" {
  type        = string
  default     = "17"
  pinned      = true
  nullable    = false
  description = "Major version of PostgreSQL; minor ones come by themselves in the maintenance window"
  choices     = ["14", "15", "16", "17", "18"]
  when        = postgres
}

input "postgres_allow_major_upgrade" {
  type        = bool
  default     = false
  nullable    = false
  description = "Whether the next apply may upgrade PostgreSQL to another major version. Switch it on for that one change"
  when        = postgres
}

input "postgres_db_name" {
  type        = string
  default     = "app"
  pinned      = true
  nullable    = false
  description = "Name of the database. Another name would replace the instance, which Terraform refuses"
  when        = postgres

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", postgres_db_name)) && !contains(["db", "postgres", "rdsadmin", "template0", "template1"], postgres_db_name)
    error_message = "A database name is lower-case letters, digits and underscores, begins with a letter, has at most 63 characters, and is none of db, postgres, rdsadmin, template0, template1."
  }
}

input "postgres_username" {
  type        = string
  default     = "dbadmin"
  pinned      = true
  nullable    = false
  description = "Name of the master user. Another name would replace the instance, which Terraform refuses"
  when        = postgres

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", postgres_username)) && !contains(["admin", "public", "rdsadmin", "user"], postgres_username) && !startswith(postgres_username, "pg_")
    error_message = "A master user's name is lower-case letters, digits and underscores, begins with a letter but not with pg_, has at most 63 characters, and is none of admin, public, rdsadmin, user."
  }
}

input "postgres_multi_az" {
  type        = bool
  default     = production && size == "standard"
  nullable    = false
  description = "Whether PostgreSQL keeps a standby in another zone"
  when        = postgres
}

input "postgres_parameters" {
  type        = map(string)
  default     = {}
  nullable    = false
  description = "Further settings of PostgreSQL's parameter group, such as max_connections; they take effect with the next restart"
  when        = postgres

  validation {
    condition     = alltrue([for name in keys(postgres_parameters) : can(regex("^[a-z][a-z0-9_.]*$", name))])
    error_message = "A parameter is named as PostgreSQL names it, such as max_connections."
  }
  validation {
    condition     = length(setintersection(keys(postgres_parameters), ["rds.force_ssl", "log_statement", "log_min_duration_statement"])) == 0
    error_message = "rds.force_ssl, log_statement and log_min_duration_statement are set already."
  }
}

input "database_task_image" {
  type        = string
  default     = "public.ecr.aws/docker/library/postgres:17.11-bookworm@sha256:639ab7ceb90e13123085b741fb31ef493fba25463002f6da665352e7b534b652"
  nullable    = false
  description = "Image, with psql of version 12 or later, of the one-off task that makes services' databases and roles"
  when        = postgres

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9._/:-]*(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?$", database_task_image))
    error_message = "database_task_image is an image such as public.ecr.aws/docker/library/postgres:17.11-bookworm, best with its digest."
  }
}

input "postgres_instance_class" {
  type        = string
  default     = production && size == "standard" ? "db.m7g.large" : "db.t4g.micro"
  nullable    = false
  description = "Instance class of PostgreSQL"
  stored_in   = "tfvars"
  when        = postgres

  validation {
    condition     = can(regex("^db\\.[a-z0-9-]+\\.[a-z0-9]+$", postgres_instance_class))
    error_message = "An instance class looks like db.t4g.micro."
  }
}

input "postgres_allocated_storage" {
  type        = number
  default     = production && size == "standard" ? 100 : 20
  nullable    = false
  description = "Storage of PostgreSQL to begin with, in GiB; it can grow but never shrink"
  stored_in   = "tfvars"
  when        = postgres

  validation {
    condition     = postgres_allocated_storage >= 20 && postgres_allocated_storage <= 65536 && floor(postgres_allocated_storage) == postgres_allocated_storage
    error_message = "gp3 storage is 20 to 65536 GiB."
  }
}

input "postgres_max_allocated_storage" {
  type        = number
  default     = production && size == "standard" ? 1000 : 100
  nullable    = false
  description = "Storage that PostgreSQL may grow to by itself, in GiB"
  stored_in   = "tfvars"
  when        = postgres

  validation {
    condition     = postgres_max_allocated_storage * 10 >= postgres_allocated_storage * 11 && postgres_max_allocated_storage <= 65536 && floor(postgres_max_allocated_storage) == postgres_max_allocated_storage
    error_message = "RDS wants room to grow by: postgres_max_allocated_storage is at least a tenth above postgres_allocated_storage and at most 65536 GiB."
  }
}

input "postgres_backup_retention_days" {
  type        = number
  default     = production ? 30 : 7
  nullable    = false
  description = "Days that PostgreSQL can be restored to any moment of"
  stored_in   = "tfvars"
  when        = postgres

  validation {
    condition     = postgres_backup_retention_days >= 1 && postgres_backup_retention_days <= 35 && floor(postgres_backup_retention_days) == postgres_backup_retention_days
    error_message = "Backups are kept 1 to 35 days; 0 would switch them off and delete them."
  }
}

input "redis" {
  type        = bool
  default     = true
  nullable    = false
  prompt      = "Redis cache"
  description = "ElastiCache Redis. Switching it off lets go of the cache and destroys nothing"
}

input "redis_version" {
  type        = string
  default     = "7.1"
  nullable    = false
  description = "Version of Redis"
  choices     = ["7.0", "7.1"]
  when        = redis
}

input "redis_maxmemory_policy" {
  type        = string
  default     = "volatile-lru"
  nullable    = false
  description = "What Redis forgets when its memory is full"
  choices     = ["volatile-lru", "allkeys-lru", "volatile-lfu", "allkeys-lfu", "volatile-random", "allkeys-random", "volatile-ttl", "noeviction"]
  when        = redis
}

input "redis_node_type" {
  type        = string
  default     = production && size == "standard" ? "cache.m7g.large" : "cache.t4g.micro"
  nullable    = false
  description = "Node type of Redis"
  stored_in   = "tfvars"
  when        = redis

  validation {
    condition     = can(regex("^cache\\.[a-z0-9-]+\\.[a-z0-9]+$", redis_node_type))
    error_message = "A node type looks like cache.t4g.micro."
  }
}

input "redis_nodes" {
  type        = number
  default     = production && size == "standard" ? 2 : 1
  nullable    = false
  description = "Nodes of Redis: one that is written to, the others take over and serve reads"
  stored_in   = "tfvars"
  when        = redis

  validation {
    condition     = redis_nodes >= 1 && redis_nodes <= 6 && floor(redis_nodes) == redis_nodes
    error_message = "Redis has 1 to 6 nodes."
  }
}

input "redis_snapshot_retention_days" {
  type        = number
  default     = production ? 7 : 1
  nullable    = false
  description = "Days that daily snapshots of Redis are kept"
  stored_in   = "tfvars"
  when        = redis

  validation {
    condition     = redis_snapshot_retention_days >= 1 && redis_snapshot_retention_days <= 35 && floor(redis_snapshot_retention_days) == redis_snapshot_retention_days
    error_message = "Snapshots are kept 1 to 35 days."
  }
}

input "queues" {
  type = map(object({
    enabled                       = optional(bool, true)
    fifo                          = optional(bool, false)
    content_based_deduplication   = optional(bool, false)
    visibility_timeout_seconds    = optional(number, 60)
    message_retention_seconds     = optional(number, 345600)
    delay_seconds                 = optional(number, 0)
    max_receive_count             = optional(number, 5)
    dlq_message_retention_seconds = optional(number, 1209600)
  }))
  default     = { jobs = {} }
  nullable    = false
  description = "SQS queues by name, each with a dead letter queue. enabled = false lets go of one and destroys nothing; an entry that is simply deleted would destroy its queue, which Terraform refuses"

  validation {
    condition     = alltrue([for name in keys(queues) : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", name)) && length(name) <= 36 && !endswith(name, "-dlq")])
    error_message = "A queue's name is lower-case letters, digits and single hyphens, begins with a letter, has at most 36 characters and does not end in -dlq, as its dead letter queue's does."
  }
  validation {
    condition     = alltrue([for queue in values(queues) : queue != null])
    error_message = "A queue with nothing to say is written {}, not null."
  }
  validation {
    condition     = alltrue([for queue in values(queues) : queue.enabled != null && queue.fifo != null && queue.content_based_deduplication != null])
    error_message = "enabled, fifo and content_based_deduplication of a queue are true or false."
  }
  validation {
    condition     = alltrue([for queue in values(queues) : queue.fifo || !queue.content_based_deduplication])
    error_message = "Only a FIFO queue has content_based_deduplication."
  }
  validation {
    condition     = alltrue([for queue in values(queues) : alltrue([for n in [queue.visibility_timeout_seconds, queue.message_retention_seconds, queue.delay_seconds, queue.max_receive_count, queue.dlq_message_retention_seconds] : try(floor(n) == n, false)])])
    error_message = "The numbers of a queue are whole."
  }
  validation {
    condition     = alltrue([for queue in values(queues) : queue.visibility_timeout_seconds >= 0 && queue.visibility_timeout_seconds <= 43200])
    error_message = "visibility_timeout_seconds of a queue is 0 to 43200: longer than its work takes."
  }
  validation {
    condition     = alltrue([for queue in values(queues) : alltrue([for n in [queue.message_retention_seconds, queue.dlq_message_retention_seconds] : n >= 60 && n <= 1209600])])
    error_message = "SQS keeps messages for 60 to 1209600 seconds, which are 14 days."
  }
  validation {
    condition     = alltrue([for queue in values(queues) : queue.fifo || queue.dlq_message_retention_seconds >= queue.message_retention_seconds])
    error_message = "A message ages on in the dead letter queue: dlq_message_retention_seconds is no less than message_retention_seconds, or messages vanish the moment they get there."
  }
  validation {
    condition     = alltrue([for queue in values(queues) : queue.delay_seconds >= 0 && queue.delay_seconds <= 900])
    error_message = "delay_seconds of a queue is 0 to 900."
  }
  validation {
    condition     = alltrue([for queue in values(queues) : queue.max_receive_count >= 1 && queue.max_receive_count <= 1000])
    error_message = "max_receive_count of a queue is 1 to 1000."
  }
}

input "backup_window" {
  type        = string
  default     = "02:00-03:00"
  nullable    = false
  description = "When PostgreSQL and Redis are backed up, in UTC; at least an hour, outside maintenance_window"

  validation {
    condition     = can(regex("^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$", backup_window))
    error_message = "A backup window looks like 02:00-03:00."
  }
}

input "maintenance_window" {
  type        = string
  default     = "sun:04:00-sun:05:00"
  nullable    = false
  description = "When AWS may patch PostgreSQL and Redis, in UTC; at least an hour"

  validation {
    condition     = can(regex("^(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]$", maintenance_window))
    error_message = "A maintenance window looks like sun:04:00-sun:05:00."
  }
}

input "apply_immediately" {
  type        = bool
  default     = !production
  nullable    = false
  description = "Whether changes that interrupt PostgreSQL or Redis happen at once rather than in the maintenance window"
}

input "log_retention_days" {
  type        = number
  default     = production ? 365 : 30
  nullable    = false
  description = "Days that CloudWatch keeps the database's logs"
  stored_in   = "tfvars"

  validation {
    condition     = contains(local.log_retention_days, log_retention_days)
    error_message = "CloudWatch keeps logs for ${join(", ", local.log_retention_days)} days."
  }
}

input "tags" {
  type        = map(string)
  default     = {}
  nullable    = false
  description = "Further tags on everything this layer makes, such as a cost center"

  validation {
    condition     = length(setintersection(keys(tags), ["Environment", "ManagedBy", "Repository", "Unit"])) == 0
    error_message = "Environment, ManagedBy, Repository and Unit are set already."
  }
  validation {
    condition     = alltrue([for key, value in tags : can(regex("^[\\p{L}\\p{N} _.:/=+@-]{1,128}$", key)) && !startswith(lower(key), "aws:") && can(regex("^[\\p{L}\\p{N} _.:/=+@-]{0,256}$", value))])
    error_message = "Tags hold letters, digits, spaces and _ . : / = + - @, keys at most 128 of them and values 256, and no key starts with aws:."
  }
}

# 730 hours are a month; a key costs 1 USD. The storage grows by itself, up to its maximum.
estimate "USD a month" {
  wanted  = (postgres ? 1 + (postgres_multi_az ? 2 : 1) * (730 * local.postgres_price[postgres_instance_class] + postgres_allocated_storage * local.storage_price) : 0) + (redis ? 1 + 730 * redis_nodes * local.redis_price[redis_node_type] : 0)
  maximum = (postgres ? 1 + (postgres_multi_az ? 2 : 1) * (730 * local.postgres_price[postgres_instance_class] + postgres_max_allocated_storage * local.storage_price) : 0) + (redis ? 1 + 730 * redis_nodes * local.redis_price[redis_node_type] : 0)
  note    = "PostgreSQL with its storage, Redis and their keys in us-east-1 at the prices of March 2026, without backups, queues and traffic"
}

files "unit" {
  root = "unit"
}

files "environment" {
  root = "environment"
}

file "environments/*/terraform.tfvars" {
  seed_once = true
}

file "environments/*/tests/postgres.tftest.hcl" {
  when = postgres
}

file "environments/*/tests/redis.tftest.hcl" {
  when = redis
}

file "environments/*/tests/queues.tftest.hcl" {
  when = anytrue([for queue in values(queues) : queue.enabled])
}

file "environments/*/database.*" {
  when = postgres
}

file "environments/*/tests/database.*" {
  when = postgres
}

file "environments/*/database.sh" {
  executable = true
}

notice {
  when    = try(previous.postgres && !postgres, false)
  message = "${environment}: PostgreSQL is switched off. The next apply forgets ${length(local.postgres_addresses)} resources and destroys none. The database goes on running and costing; services that read it fail their next plan until they stop."
}

notice {
  when    = try(previous.redis && !redis, false)
  message = "${environment}: Redis is switched off. The next apply forgets ${length(local.redis_addresses)} resources and destroys none. The cache goes on running and costing; services that read it fail their next plan until they stop."
}

notice {
  when    = anytrue([for name, queue in queues : try(previous.queues[name].enabled && !queue.enabled, false)])
  message = "${environment}: switched off: ${join(", ", [for name, queue in queues : "queue ${name}" if try(previous.queues[name].enabled && !queue.enabled, false)])}. The next apply forgets each with its dead letter queue and destroys none."
}

notice {
  when    = try(!previous.postgres && postgres, false)
  message = "${environment}: PostgreSQL is switched on again. ${local.import_how}\n\n${local.postgres_import}${local.rings.postgres_events ? local.events_import : ""}"
}

notice {
  when    = try(!previous.redis && redis, false)
  message = "${environment}: Redis is switched on again. ${local.import_how}\n\n${local.redis_import}"
}

notice {
  when    = anytrue([for name, queue in queues : try(!previous.queues[name].enabled && queue.enabled, false)])
  message = "${environment}: queues are switched on again. ${local.import_how}\n\n${join("\n", [for name, queue in queues : local.queue_import[name] if try(!previous.queues[name].enabled && queue.enabled, false)])}"
}

notice {
  when    = try(previous.postgres && postgres && previous.postgres_version != postgres_version && !postgres_allow_major_upgrade, false)
  message = "${environment}: postgres_version changed from ${try(previous.postgres_version, "")} to ${postgres_version}, which AWS refuses without postgres_allow_major_upgrade = true. An upgrade interrupts the database and cannot be undone: take a snapshot first."
}

notice {
  when    = try(previous.postgres && postgres && (previous.postgres_db_name != postgres_db_name || previous.postgres_username != postgres_username), false)
  message = "${environment}: postgres_db_name and postgres_username cannot change on a database that exists. Terraform refuses the plan (prevent_destroy), because it would replace the database."
}

notice {
  when    = anytrue([for name, queue in queues : try(previous.queues[name].fifo != queue.fifo, false)])
  message = "${environment}: a queue's kind changed (fifo). Terraform refuses the plan (prevent_destroy), because it would replace the queue and its messages. Make a queue of another name and move the senders first."
}
