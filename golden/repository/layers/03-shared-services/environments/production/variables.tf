# Values live in terraform.tfvars. Structure (which stores there are, versions, windows) lives in the spec, layers/03-shared-services/scaffold.hcl.

variable "postgres_instance_class" {
  description = "Instance class of PostgreSQL"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^db\\.[a-z0-9-]+\\.[a-z0-9]+$", var.postgres_instance_class))
    error_message = "An instance class looks like db.t4g.micro."
  }
}

variable "postgres_allocated_storage" {
  description = "Storage of PostgreSQL to begin with, in GiB; it can grow but never shrink"
  type        = number
  nullable    = false

  validation {
    condition     = var.postgres_allocated_storage >= 20 && var.postgres_allocated_storage <= 65536 && floor(var.postgres_allocated_storage) == var.postgres_allocated_storage
    error_message = "gp3 storage is 20 to 65536 GiB."
  }
}

variable "postgres_max_allocated_storage" {
  description = "Storage that PostgreSQL may grow to by itself, in GiB"
  type        = number
  nullable    = false

  validation {
    condition     = var.postgres_max_allocated_storage * 10 >= var.postgres_allocated_storage * 11 && var.postgres_max_allocated_storage <= 65536 && floor(var.postgres_max_allocated_storage) == var.postgres_max_allocated_storage
    error_message = "RDS wants room to grow by: postgres_max_allocated_storage is at least a tenth above postgres_allocated_storage and at most 65536 GiB."
  }
}

variable "postgres_backup_retention_days" {
  description = "Days that PostgreSQL can be restored to any moment of"
  type        = number
  nullable    = false

  validation {
    condition     = var.postgres_backup_retention_days >= 1 && var.postgres_backup_retention_days <= 35 && floor(var.postgres_backup_retention_days) == var.postgres_backup_retention_days
    error_message = "Backups are kept 1 to 35 days; 0 would switch them off and delete them."
  }
}

variable "redis_node_type" {
  description = "Node type of Redis"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^cache\\.[a-z0-9-]+\\.[a-z0-9]+$", var.redis_node_type))
    error_message = "A node type looks like cache.t4g.micro."
  }
}

variable "redis_nodes" {
  description = "Nodes of Redis: one that is written to, the others take over and serve reads"
  type        = number
  nullable    = false

  validation {
    condition     = var.redis_nodes >= 1 && var.redis_nodes <= 6 && floor(var.redis_nodes) == var.redis_nodes
    error_message = "Redis has 1 to 6 nodes."
  }
}

variable "redis_snapshot_retention_days" {
  description = "Days that daily snapshots of Redis are kept"
  type        = number
  nullable    = false

  validation {
    condition     = var.redis_snapshot_retention_days >= 1 && var.redis_snapshot_retention_days <= 35 && floor(var.redis_snapshot_retention_days) == var.redis_snapshot_retention_days
    error_message = "Snapshots are kept 1 to 35 days."
  }
}

variable "log_retention_days" {
  description = "Days that CloudWatch keeps the database's logs"
  type        = number
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}
