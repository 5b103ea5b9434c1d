# The container, and where it runs.

locals {
  # ECS Exec's agent writes to the root file system.
  read_only = readonly_root_filesystem && !enable_exec

  # Names of environment variables that the pack sets itself.
  generated_variables = concat(
    ["ENVIRONMENT", "SERVICE_NAME"],
    local.reachable ? ["PORT"] : [],
    local.has_database ? ["DATABASE_HOST", "DATABASE_PORT", "DATABASE_NAME", "DATABASE_USER"] : [],
    cache ? ["REDIS_HOST", "REDIS_PORT", "REDIS_NAME", "REDIS_USER", "REDIS_KEY_PREFIX"] : [],
    [for name in keys(local.queues) : "QUEUE_${upper(replace(name, "-", "_"))}_URL"],
    [for name in keys(local.buckets) : "BUCKET_${upper(replace(name, "-", "_"))}"],
    [for name in keys(local.tables) : "TABLE_${upper(replace(name, "-", "_"))}"],
    [for name in setunion(uses, calls) : "${upper(replace(name, "-", "_"))}_URL"],
    [for name in distinct(uses) : "${upper(replace(name, "-", "_"))}_DISCOVERY"],
  )

  # What the tests look for.
  variable_names = keys(environment_variables)

  # Resources of the secrets: a Secrets Manager ARN may go on with a JSON key, which is no part of the resource.
  secret_arns = distinct([for arn in values(secrets) : join(":", slice(split(":", arn), 0, min(7, length(split(":", arn)))))])

  # From 6.15 on the AWS provider refuses what it once replaced the service for:
  # https://github.com/hashicorp/terraform-provider-aws/pull/43533.
  refuses_capacity  = tonumber(split(".", aws_provider_version)[0]) * 1000 + tonumber(split(".", aws_provider_version)[1]) >= 6015
  forces_deployment = force_new_deployment != null ? force_new_deployment : autoscaling || contains(keys(capacity_providers), "FARGATE_SPOT")

  # Secrets of another region or account, as far as the environment's account is known.
  foreign_secrets = [for name, arn in secrets : name if split(":", arn)[3] != region || account != "" && split(":", arn)[4] != account]

  # What CloudWatch accepts as a retention.
  log_retention_days = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]
}

input "environment_variables" {
  type        = map(string)
  default     = {}
  nullable    = false
  description = "Environment variables of the container. Nothing secret: they stand in the state, the console and this repository"

  validation {
    condition     = alltrue([for name in keys(environment_variables) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name))])
    error_message = "Environment variables are named with letters, digits and underscores, and start with no digit."
  }
  validation {
    condition     = alltrue([for value in values(environment_variables) : value != null])
    error_message = "An environment variable has a value; leave out the one that is null."
  }
  validation {
    condition     = length(setintersection(concat(keys(environment_variables), keys(secrets)), local.generated_variables)) == 0
    error_message = "Set already: ${join(", ", sort(setintersection(concat(keys(environment_variables), keys(secrets)), local.generated_variables)))}."
  }
  validation {
    condition     = length(distinct(local.generated_variables)) == length(local.generated_variables)
    error_message = "Two of uses, calls, queues, buckets, tables and database give environment variables of the same name: ${join(", ", local.generated_variables)}."
  }
}

input "secrets" {
  type        = map(string)
  default     = {}
  nullable    = false
  description = "Environment variables that ECS fills from a secret: name to the ARN of a Secrets Manager secret (:KEY:: for one of its JSON keys) or an SSM parameter"

  validation {
    condition     = alltrue([for name in keys(secrets) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name))])
    error_message = "Environment variables are named with letters, digits and underscores, and start with no digit."
  }
  validation {
    condition     = alltrue([for arn in values(secrets) : can(regex("^arn:aws[a-z-]*:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+(:[A-Za-z0-9/_+=.@-]*:[A-Za-z0-9_-]*:[A-Za-z0-9-]*)?|ssm:[a-z0-9-]+:[0-9]{12}:parameter/[A-Za-z0-9/_.-]+)$", arn))])
    error_message = "A secret is given by ARN, never by value: arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME or arn:aws:ssm:REGION:ACCOUNT:parameter/NAME."
  }
  validation {
    condition     = length(local.foreign_secrets) == 0
    error_message = "A task reads secrets of its own region${account == "" ? "" : " and account"} alone, here ${region}${account == "" ? "" : " of ${account}"}: keep a copy there, and name it for each environment in its block. Elsewhere: ${join(", ", local.foreign_secrets)}."
  }
  validation {
    condition     = length(setintersection(keys(secrets), keys(environment_variables))) == 0
    error_message = "Both in secrets and in environment_variables: ${join(", ", sort(setintersection(keys(secrets), keys(environment_variables))))}."
  }
}

input "secrets_kms_key_arns" {
  type        = list(string)
  default     = []
  nullable    = false
  description = "KMS keys that encrypt the secrets, where it is not the platform's or AWS' own"

  validation {
    condition     = alltrue([for arn in secrets_kms_key_arns : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-z0-9-]+$", arn))])
    error_message = "secrets_kms_key_arns are ARNs of KMS keys, no aliases."
  }
}

input "architecture" {
  type        = string
  default     = "X86_64"
  nullable    = false
  prompt      = "For which processor is the image built?"
  choices     = ["X86_64", "ARM64"]
  description = "Processor of the tasks; the image must be built for it"
}

input "capacity_providers" {
  type        = map(object({ weight = number, base = optional(number, 0) }))
  default     = { FARGATE = { weight = 1 } }
  nullable    = false
  pinned      = true
  description = "Share of tasks on FARGATE and on FARGATE_SPOT, which is cheaper and may stop a task after two minutes' notice; base counts tasks before weights apply. A later change needs force_new_deployment, which is on by itself where a change brings FARGATE_SPOT: without it, AWS provider 6.15 and newer fail the plan, and older ones replace the ECS service, with an interruption"

  validation {
    condition     = length(capacity_providers) > 0 && length(setsubtract(keys(capacity_providers), ["FARGATE", "FARGATE_SPOT"])) == 0
    error_message = "capacity_providers has the keys FARGATE, FARGATE_SPOT or both."
  }
  validation {
    condition     = alltrue([for name, share in capacity_providers : share.weight >= 0 && share.weight <= 1000 && floor(share.weight) == share.weight && share.base >= 0 && share.base <= 100000 && floor(share.base) == share.base])
    error_message = "A weight is 0 to 1000, a base 0 to 100000."
  }
  validation {
    condition     = anytrue([for name, share in capacity_providers : share.weight > 0]) && length([for name, share in capacity_providers : name if share.base > 0]) <= 1
    error_message = "At least one weight is above 0, and at most one base."
  }
}

input "force_new_deployment" {
  type        = bool
  default     = null
  description = "Whether each apply that changes the ECS service starts all its tasks anew, another desired_count too: a change of capacity_providers needs it. null: with autoscaling, where no apply sets desired_count, and with FARGATE_SPOT"
}

input "ephemeral_storage" {
  type        = number
  default     = 20
  nullable    = false
  description = "Disk of a task in GiB; 20 are free"

  number {
    whole = true
    from  = 20
    to    = 200
  }
}

input "readonly_root_filesystem" {
  type        = bool
  default     = true
  nullable    = false
  description = "Whether the container may write to writable_paths only"
}

input "writable_paths" {
  type        = list(string)
  default     = ["/tmp"]
  nullable    = false
  description = "Folders with room to write, empty at the start of each task. For a user other than root the Dockerfile names them in VOLUME"

  validation {
    condition     = alltrue([for path in writable_paths : can(regex("^(/[A-Za-z0-9_.-]+)+$", path))]) && length(distinct(writable_paths)) == length(writable_paths)
    error_message = "writable_paths are different absolute paths, such as /tmp."
  }
}

# Limits of both: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html.
input "health_check_command" {
  type        = list(string)
  default     = ["CMD", "/app/healthcheck"]
  description = "What ECS runs in the container every 30 seconds to learn whether it is well: CMD, the program and its arguments, or CMD-SHELL and one line. The images of scaffold app-repo have /app/healthcheck, whatever their runtime. null: a task counts as well as soon as it runs, unless the load balancer knows better"

  validation {
    condition     = health_check_command == null ? true : length(health_check_command) >= 2 && alltrue([for part in health_check_command : try(length(part) > 0, false)]) && (health_check_command[0] == "CMD" || health_check_command[0] == "CMD-SHELL" && length(health_check_command) == 2)
    error_message = "health_check_command is [\"CMD\", \"/app/healthcheck\"] or another program with its arguments, or [\"CMD-SHELL\", \"one line for the image's shell\"]."
  }
}

input "health_check_start_period" {
  type        = number
  default     = 60
  nullable    = false
  when        = health_check_command != null
  description = "Seconds a new task has to start before failed runs of health_check_command count"

  number {
    whole = true
    from  = 1
    to    = 300
  }
}

input "stop_timeout" {
  type        = number
  default     = 30
  nullable    = false
  description = "Seconds between SIGTERM and SIGKILL"

  number {
    whole = true
    from  = 2
    to    = 120
  }
}

input "enable_exec" {
  type        = bool
  default     = false
  nullable    = false
  description = "Whether ECS Exec opens shells in tasks; it makes the root file system writable"
}

input "log_retention_days" {
  type        = number
  default     = production ? 365 : 30
  nullable    = false
  description = "Days that CloudWatch keeps the logs; a year in production and 30 days elsewhere, unless set"

  validation {
    condition     = contains(local.log_retention_days, log_retention_days)
    error_message = "CloudWatch keeps logs for ${join(", ", local.log_retention_days)} days."
  }
}

input "image_retention_count" {
  type        = number
  default     = 100
  nullable    = false
  description = "How many images the registry keeps; a rollback needs an old one"

  number {
    whole = true
    from  = 10
    to    = 10000
  }
}

file "environments/*/tests/health.tftest.hcl" {
  when = health_check_command != null
}

file "environments/*/tests/exec.tftest.hcl" {
  when = enable_exec
}

notice {
  when    = try(previous.capacity_providers != capacity_providers, false) && !local.forces_deployment && local.refuses_capacity
  message = "capacity_providers changed: the plan fails unless force_new_deployment is true."
}

notice {
  when    = try(previous.capacity_providers != capacity_providers, false) && !local.forces_deployment && !local.refuses_capacity
  message = "capacity_providers changed: unless force_new_deployment is true, the next apply replaces the ECS service, which interrupts it. The new one starts with ${autoscaling ? "0 tasks: set their number by the emergency command in the README" : "desired_count tasks"}."
}

notice {
  when    = force_new_deployment == null ? false : force_new_deployment
  message = "force_new_deployment is on: each apply that changes the ECS service starts all its tasks anew. Set it to false once capacity_providers is applied."
}
