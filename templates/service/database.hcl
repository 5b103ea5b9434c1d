# PostgreSQL: shared-services', or the service's own.

locals {
  has_database = database != "none"

  # Own: an instance, or a cluster of Aurora. An instance of the smallest storage where nothing describes it.
  has_own = database == "own" || own_database != null
  described = merge({
    engine                = "postgres"
    allocated_storage     = 20
    max_allocated_storage = 100
    min_capacity          = 0.5
    max_capacity          = 4
    backup_retention_days = 14
    task_image            = "public.ecr.aws/docker/library/postgres:17.11-bookworm@sha256:639ab7ceb90e13123085b741fb31ef493fba25463002f6da665352e7b534b652"
  }, own_database)
  own = merge(local.described, { for name, value in {
    version        = local.described.engine == "postgres" ? "17" : "17.4"
    instance_class = production ? "db.m7g.large" : "db.t4g.micro"
    multi_az       = production
  } : name => try(coalesce(own_database[name], value), value) })
  own_instance = database == "own" && local.own.engine == "postgres"
  own_cluster  = database == "own" && local.own.engine == "aurora-postgresql"
  own_family   = local.own.engine == "postgres" ? "postgres${local.own.version}" : "aurora-postgresql${split(".", local.own.version)[0]}"

  # What Terraform lets go of when the database is no longer the service's own: all that it needs to be read again.
  own_addresses = [
    "aws_db_instance.database",
    "aws_db_parameter_group.database",
    "aws_rds_cluster.database",
    "aws_rds_cluster_instance.database",
    "aws_rds_cluster_parameter_group.database",
    "aws_db_subnet_group.database",
    "aws_security_group.database",
    "aws_vpc_security_group_ingress_rule.database",
    "aws_cloudwatch_log_group.database",
    "aws_iam_role.database_monitoring",
    "aws_iam_role_policy_attachment.database_monitoring",
    "aws_ecs_task_definition.database",
    "aws_cloudwatch_log_group.database_task",
    "aws_iam_role.database_task",
    "aws_iam_role_policy.database_task",
    "aws_iam_role_policy_attachment.database_task",
  ]
}

input "database" {
  type        = string
  default     = "none"
  nullable    = false
  prompt      = "Which PostgreSQL database does it use?"
  choices     = ["none", "shared", "own"]
  aliases     = { true = "shared", false = "none" }
  description = "shared: a database and a role of the service's own on shared-services' PostgreSQL. own: a server of its own, which own_database describes. It logs in by IAM token, with DATABASE_HOST, DATABASE_PORT, DATABASE_NAME and DATABASE_USER"
}

input "own_database" {
  type = object({
    engine                = optional(string, "postgres")
    version               = optional(string)
    instance_class        = optional(string)
    allocated_storage     = optional(number, 20)
    max_allocated_storage = optional(number, 100)
    multi_az              = optional(bool)
    min_capacity          = optional(number, 0.5)
    max_capacity          = optional(number, 4)
    backup_retention_days = optional(number, 14)
    task_image            = optional(string, "public.ecr.aws/docker/library/postgres:17.11-bookworm@sha256:639ab7ceb90e13123085b741fb31ef493fba25463002f6da665352e7b534b652")
  })
  default     = null
  when        = database == "own"
  description = "The service's own PostgreSQL, an RDS instance where nothing is said. engine postgres is an RDS instance: instance_class, allocated_storage and max_allocated_storage in GiB, and multi_az (both in production larger, unless set). aurora-postgresql is Aurora Serverless v2: min_capacity and max_capacity in ACU, and a whole version such as 17.4. It stays, {} at least, when database is no longer own: Terraform then lets go of the server and destroys nothing"

  validation {
    condition     = own_database == null ? true : contains(["postgres", "aurora-postgresql"], own_database.engine)
    error_message = "own_database has the engine postgres or aurora-postgresql."
  }
  validation {
    condition     = own_database == null ? true : own_database.version == null ? true : can(regex(own_database.engine == "postgres" ? "^1[4-8]$" : "^1[4-8][.][0-9]+$", own_database.version))
    error_message = "version of own_database is 14 to 18: of engine postgres the major version, as minor ones come by themselves, and of aurora-postgresql a whole one such as 17.4."
  }
  validation {
    condition     = own_database == null ? true : own_database.instance_class == null ? true : can(regex("^db\\.[a-z0-9-]+\\.[a-z0-9]+$", own_database.instance_class))
    error_message = "An instance class looks like db.t4g.micro."
  }
  validation {
    condition     = own_database == null ? true : own_database.allocated_storage >= 20 && own_database.max_allocated_storage * 10 >= own_database.allocated_storage * 11 && own_database.max_allocated_storage <= 65536 && floor(own_database.allocated_storage) == own_database.allocated_storage && floor(own_database.max_allocated_storage) == own_database.max_allocated_storage
    error_message = "Storage of own_database is 20 to 65536 GiB, and max_allocated_storage at least a tenth above allocated_storage."
  }
  validation {
    condition     = own_database == null ? true : own_database.min_capacity >= 0.5 && own_database.max_capacity >= max(1, own_database.min_capacity) && own_database.max_capacity <= 256 && floor(own_database.min_capacity * 2) == own_database.min_capacity * 2 && floor(own_database.max_capacity * 2) == own_database.max_capacity * 2
    error_message = "Aurora's capacity is in halves: min_capacity from 0.5, max_capacity from 1 to 256 and not below it."
  }
  validation {
    condition     = own_database == null ? true : own_database.backup_retention_days >= 1 && own_database.backup_retention_days <= 35 && floor(own_database.backup_retention_days) == own_database.backup_retention_days
    error_message = "Backups are kept 1 to 35 days; 0 would switch them off and delete them."
  }
}

input "database_name" {
  type        = string
  default     = replace(unit, "-", "_")
  nullable    = false
  pinned      = true
  when        = local.has_database
  description = "Name of the database and of the role that owns it. Another name is another, empty database"

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", database_name)) && !can(regex("^(pg|rds)_", database_name)) && !contains(["db", "postgres", "rdsadmin", "template0", "template1"], database_name)
    error_message = "database_name is lower-case letters, digits and underscores, begins with a letter but not with pg_ or rds_, has at most 63 characters, and is none of db, postgres, rdsadmin, template0, template1. It is not a name that shared-services' own database or master user has."
  }
}

file "environments/*/database.tf" {
  when = local.has_database
}

file "environments/*/own_database.tf" {
  when = local.has_own
}

file "environments/*/database.sh" {
  when       = database == "own"
  executable = true
}

file "environments/*/tests/own_database.tftest.hcl" {
  when = database == "own"
}

file "environments/*/tests/database.tftest.hcl" {
  when = local.has_database
}

notice {
  when    = try(previous.database == "own" && database != "own", false)
  message = "${environment}: the database is no longer the service's own. The next apply forgets the server with all that it needs and destroys none of it: it goes on running and costing until somebody deletes it. Its data do not move by themselves."
}

notice {
  when    = try(previous.database != "own" && database == "own" && previous.own_database != null, false)
  message = "${environment}: the database is the service's own again. Where an earlier apply made it, import it before the next plan: its names are ${unit}-${environment} and ${unit}-${environment}-database. Without that the apply stops, as the names are taken."
}

notice {
  when    = try(previous.database != database && previous.database != "none" && database != "none", false)
  message = "${environment}: database changes from ${try(previous.database, "")} to ${database}: the new one starts empty. Copy the data first."
}

notice {
  when    = try(previous.database == "own" && database == "own" && previous.own_database.engine != own_database.engine, false)
  message = "${environment}: the engine of own_database changes: that is another server, and Terraform would drop the old one. Go by database = \"none\" first, which lets go of it."
}
