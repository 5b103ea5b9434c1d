pack "service" {
  version           = "1.0.0"
  requires_scaffold = ">= 0.1"
  layer             = "applications"
  exposes           = ["port", "exposure"]
  reads = [
    "organization",
    "hostname",
    "workspace_name",
    "vcs",
    "region",
    "account",
    "short",
    "production",
    "aws_provider_version",
    "accounts",
  ]
  identity = ["organization", "hostname", "region", "account", "short"]
}

# 21 characters leave room for the environment and a hash in a target group's 32.
name {
  pattern            = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
  min                = 2
  max                = 21
  reserved           = ["foundation", "platform", "shared-services", "applications", "execute-command", "internal*", "aws*"]
  forbidden_suffixes = ["-dev", "-staging", "-production"]
  message            = "A service's name is 2 to 21 lower-case letters and digits with single hyphens between, starts with a letter, is no layer's name, starts with neither internal nor aws, and does not end in an environment."
}

locals {
  public    = exposure == "public"
  reachable = exposure != "none"

  # A worker scales by the backlog of its first queue, unless worker_queue names another.
  queue  = worker_queue != null ? worker_queue : exposure == "none" && length(queues) > 0 ? queues[0] : null
  queues = sort(distinct(concat(queues, compact([worker_queue]))))

  # Whose state it reads.
  shared_services = database || cache || length(local.queues) > 0
  states          = concat(["foundation", "platform"], local.shared_services ? ["shared-services"] : [], uses)

  path_depth = path == null ? 0 : length(compact(split("/", path)))

  # A health check that takes longer has failed.
  health_check_timeout = floor(health_check_interval / 3)

  # ECS Exec's agent writes to the root file system.
  read_only = readonly_root_filesystem && !enable_exec

  # Names of environment variables that the pack sets itself.
  generated_variables = concat(
    ["ENVIRONMENT", "SERVICE_NAME"],
    local.reachable ? ["PORT"] : [],
    database ? ["DATABASE_HOST", "DATABASE_PORT", "DATABASE_NAME", "DATABASE_SECRET_ARN"] : [],
    cache ? ["REDIS_HOST", "REDIS_PORT"] : [],
    [for name in local.queues : "QUEUE_${upper(replace(name, "-", "_"))}_URL"],
    [for name in setunion(uses, calls) : "${upper(replace(name, "-", "_"))}_URL"],
    [for name in distinct(uses) : "${upper(replace(name, "-", "_"))}_DISCOVERY"],
  )

  # Resources of the secrets: a Secrets Manager ARN may go on with a JSON key, which is no part of the resource.
  secret_arns = distinct([for arn in values(secrets) : join(":", slice(split(":", arn), 0, min(7, length(split(":", arn)))))])

  # What the tests compare with.
  schedule_names = keys(schedules)
  shares         = [for name, share in capacity_providers : "${name} ${share.base} ${share.weight}"]

  # The host name in the tests, where the platform's domain is example.com.
  test_host = host != null ? host : load_balancer == "main" ? "${unit}.example.com" : "${unit}.other.example.com"

  repository_owner = split("/", repository)[0]
  repository_name  = try(split("/", repository)[1], "")

  # An image travels from one environment to the next: this one takes it from the one before and gives it to the one
  # behind. Accounts that nobody named are taken for one.
  place            = index(unit_environments, environment)
  before           = local.place > 0 ? unit_environments[local.place - 1] : null
  behind           = local.place < length(unit_environments) - 1 ? unit_environments[local.place + 1] : null
  account_before   = local.before == null ? "" : accounts[local.before]
  account_behind   = local.behind == null ? "" : accounts[local.behind]
  gives_to_account = local.account_behind != "" && account != "" && local.account_behind != account

  # Memory in MiB that Fargate has, by CPU units.
  fargate_memory = {
    "256"   = [512, 1024, 2048]
    "512"   = range(1024, 4097, 1024)
    "1024"  = range(2048, 8193, 1024)
    "2048"  = range(4096, 16385, 1024)
    "4096"  = range(8192, 30721, 1024)
    "8192"  = range(16384, 61441, 4096)
    "16384" = range(32768, 122881, 8192)
  }

  # Fargate's prices on demand for Linux in us-east-1, in USD an hour: of a vCPU, and of a GiB of memory. As of March 2026
  # on https://aws.amazon.com/fargate/pricing/.
  fargate_cpu_price    = { X86_64 = 0.04048, ARM64 = 0.03238 }
  fargate_memory_price = { X86_64 = 0.004445, ARM64 = 0.00356 }

  # What CloudWatch accepts as a retention.
  log_retention_days = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]
}

# What the service's application repository copies: it deploys by these names and serves what is promised here.
application "app-repo" {
  environment = {
    target = {
      environment      = environment
      region           = region
      account          = account == "" ? null : account
      production       = production
      cluster          = "${environment}-cluster"
      service          = unit
      family           = "${unit}-${environment}"
      container        = unit
      role             = "${unit}-${environment}-deploy"
      parameter        = "/${environment}/${unit}/image"
      image_repository = "${unit}-${environment}"
      workspace        = "https://${hostname}/app/${organization}/workspaces/${replace(replace(workspace_name, "{unit}", unit), "{environment}", environment)}"
    }
    health_check_path = split("?", health_check_path)[0]
    stop_timeout      = stop_timeout
    platform          = architecture == "ARM64" ? "linux/arm64" : "linux/amd64"
    database          = database
    cache             = cache
    queues            = local.queues
    queue             = local.queue
    services          = [for name in distinct(concat(uses, calls)) : name if references[name].exposure != "none"]
  }

  inputs = {
    owner              = owner
    repository         = repository
    exposure           = exposure
    port               = port
    path               = local.public ? path : null
    health_check_paths = distinct(concat([split("?", health_check_path)[0]], published[*].health_check_path))
    stop_timeout       = min(published[*].stop_timeout...)
    platforms          = distinct(published[*].platform)
    database           = anytrue(published[*].database)
    cache              = anytrue(published[*].cache)
    queues             = sort(distinct(flatten(published[*].queues)))
    worker_queue       = concat(compact(published[*].queue), [null])[0]
    services           = sort(distinct(flatten(published[*].services)))
    deploys_to         = published[*].target
  }
}

# Ownership

input "owner" {
  type        = string
  default     = "platform"
  nullable    = false
  role        = "owner"
  prompt      = "Which team owns the service?"
  description = "GitHub team that owns the service: reviews its dev and staging folders, and stands in the tag Owner"

  validation {
    condition     = can(regex("^[A-Za-z0-9]([A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$", owner))
    error_message = "owner is a GitHub team's name, such as payments, without @ and organization."
  }
}

input "repository" {
  type        = string
  default     = "${split("/", vcs)[0]}/${unit}"
  nullable    = false
  prompt      = "Which GitHub repository holds its code?"
  description = "GitHub repository of the application, OWNER/NAME: only its deploy workflow may deploy this service"

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+$", repository)) && length(local.repository_owner) <= 39 && length(local.repository_name) <= 100
    error_message = "repository is OWNER/NAME, such as acme/service-a."
  }
}

input "repository_ids" {
  type        = object({ owner = string, repository = string })
  default     = null
  role        = "repository_ids"
  description = "GitHub's numeric IDs of the owner and the repository: with them the deploy role trusts these IDs and no pattern"

  validation {
    condition     = repository_ids == null ? true : alltrue([for id in values(repository_ids) : can(regex("^[0-9]{1,20}$", id))])
    error_message = "repository_ids is { owner = \"1234\", repository = \"5678\" }, as the GitHub API's field id has them."
  }
}

input "tags" {
  type        = map(string)
  default     = {}
  nullable    = false
  description = "Further tags on everything the service has, such as a cost center"

  validation {
    condition     = length(setintersection(keys(tags), ["Environment", "ManagedBy", "Owner", "Repository", "Unit", "desired-count"])) == 0
    error_message = "Environment, ManagedBy, Owner, Repository, Unit and desired-count are set already."
  }
  validation {
    condition     = alltrue([for key, value in tags : can(regex("^[\\p{L}\\p{N} _.:/=+@-]{1,128}$", key)) && !startswith(lower(key), "aws:") && can(regex("^[\\p{L}\\p{N} _.:/=+@-]{0,256}$", value))])
    error_message = "Tags hold letters, digits, spaces and _ . : / = + - @, keys at most 128 of them and values 256, and no key starts with aws:."
  }
}

# Traffic

input "exposure" {
  type        = string
  default     = "public"
  nullable    = false
  prompt      = "Who calls the service?"
  choices     = ["public", "internal", "none"]
  description = "public: behind the load balancer, by HTTPS. internal: other services only, by service discovery. none: nobody, a worker"
}

input "port" {
  type        = number
  default     = 8080
  nullable    = false
  prompt      = "On which port does the container listen?"
  when        = local.reachable
  description = "Port the container listens on; it finds it in PORT"

  validation {
    condition     = port >= 1 && port <= 65535 && floor(port) == port
    error_message = "A port is 1 to 65535."
  }
}

input "host" {
  type        = string
  default     = null
  when        = local.public
  description = "Full host name, where it is not the service's name under the platform's domain. The load balancer's certificate must cover it"

  validation {
    condition     = host == null ? true : length(host) <= 128 && can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$", host))
    error_message = "host is a full host name in lower case, such as shop.example.com."
  }
}

input "path" {
  type        = string
  default     = null
  when        = local.public
  description = "Route by this path and what lies below it, on every host name of the load balancer or on the named host; null routes by host alone"

  validation {
    condition     = path == null ? true : length(path) <= 120 && can(regex("^(/[A-Za-z0-9_.~-]+)+$", path)) && !can(regex("/[.]{1,2}(/|$)", path))
    error_message = "path starts with a slash and does not end in one, such as /api/v1."
  }
}

input "load_balancer" {
  type        = string
  default     = "main"
  nullable    = false
  when        = local.public
  description = "Which of the platform's load balancers: a key of its output load_balancers"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}$", load_balancer))
    error_message = "load_balancer is a name such as main."
  }
}

input "listener_priority" {
  type        = number
  when        = local.public
  description = "Place of the listener rule, lowest first, unique on its load balancer; chosen once. Rules with a path stand below 20000, deeper ones lower; those without from 20000"

  allocate {
    low         = local.path_depth == 0 ? 20000 : 20000 - 4500 * min(local.path_depth, 4)
    high        = local.path_depth == 0 ? 49999 : 24499 - 4500 * min(local.path_depth, 4)
    unique_with = ["load_balancer"]
  }

  validation {
    condition     = listener_priority == null ? true : listener_priority >= 1 && listener_priority <= 50000 && floor(listener_priority) == listener_priority
    error_message = "A listener rule's priority is 1 to 50000."
  }
  validation {
    condition     = listener_priority == null || !local.public ? true : (listener_priority < 20000) == (path != null)
    error_message = "A rule with a path has a priority below 20000 and one without from 20000 up, or the general rule would hide the special one. Remove listener_priority from the spec to get a fitting one."
  }
}

input "health_check_path" {
  type        = string
  default     = "/health"
  nullable    = false
  prompt      = "Which path answers health checks?"
  when        = local.public
  description = "Path that the load balancer asks; it should not depend on other services"

  validation {
    condition     = length(health_check_path) <= 1024 && can(regex("^/([A-Za-z0-9_.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*$", health_check_path))
    error_message = "health_check_path starts with a slash and holds URL characters only; a % stands before two hexadecimal digits."
  }
}

input "health_check_matcher" {
  type        = string
  default     = "200-299"
  nullable    = false
  when        = local.public
  description = "HTTP codes that count as healthy: one, a list with commas, or a range"

  validation {
    condition     = can(regex("^[2-4][0-9][0-9](-[2-4][0-9][0-9]|(,[2-4][0-9][0-9])*)$", health_check_matcher))
    error_message = "health_check_matcher is such as 200, 200,204 or 200-299, from 200 to 499."
  }
}

input "health_check_interval" {
  type        = number
  default     = 15
  nullable    = false
  when        = local.public
  description = "Seconds between two health checks; each may take a third of it"

  validation {
    condition     = health_check_interval >= 6 && health_check_interval <= 300 && floor(health_check_interval) == health_check_interval
    error_message = "health_check_interval is 6 to 300 seconds."
  }
}

input "health_check_grace_period" {
  type        = number
  default     = 60
  nullable    = false
  when        = local.public
  description = "Seconds a new task has to start before failed health checks count"

  validation {
    condition     = health_check_grace_period >= 0 && health_check_grace_period <= 3600 && floor(health_check_grace_period) == health_check_grace_period
    error_message = "health_check_grace_period is 0 to 3600 seconds."
  }
}

input "deregistration_delay" {
  type        = number
  default     = 30
  nullable    = false
  when        = local.public
  description = "Seconds a stopping task has to answer the requests it has begun"

  validation {
    condition     = deregistration_delay >= 0 && deregistration_delay <= 3600 && floor(deregistration_delay) == deregistration_delay
    error_message = "deregistration_delay is 0 to 3600 seconds."
  }
}

input "stickiness" {
  type        = bool
  default     = false
  nullable    = false
  when        = local.public
  description = "Whether a cookie keeps a client on one task for a day; for applications that hold sessions in memory"
}

input "egress_ports" {
  type        = list(number)
  default     = []
  nullable    = false
  description = "TCP ports on which this service may call addresses outside the VPC, beside those that the foundation opens for all (443)"

  validation {
    condition     = alltrue([for port in egress_ports : port >= 1 && port <= 65535 && floor(port) == port])
    error_message = "Each of egress_ports is 1 to 65535."
  }
}

# What it uses

input "uses" {
  type        = list(string)
  default     = []
  nullable    = false
  prompt      = "Which services does it call, and wait for when it is created?"
  description = "Services whose state it reads: each gives NAME_URL and NAME_DISCOVERY. They must be applied before this one"

  references {
    pack = "service"
    via  = "state"
  }

  validation {
    condition     = length(distinct(uses)) == length(uses)
    error_message = "A service stands in uses twice."
  }
}

input "calls" {
  type        = list(string)
  default     = []
  nullable    = false
  prompt      = "Which services does it call by name alone?"
  description = "Services it calls inside the VPC by computed name: each gives NAME_URL. Needs no order, so two services may call each other"

  references {
    pack = "service"
    via  = "name"
  }

  validation {
    condition     = length(distinct(concat(uses, calls))) == length(distinct(uses)) + length(calls)
    error_message = "A service stands in uses or in calls, and once: either gives its URL."
  }
  validation {
    condition     = alltrue([for name in calls : try(references[name].exposure != "none", true)])
    error_message = "calls names a service with exposure none: it listens to nobody."
  }
}

input "database" {
  type        = bool
  default     = false
  nullable    = false
  prompt      = "Does it use the PostgreSQL database?"
  description = "Use shared-services' PostgreSQL: DATABASE_HOST, DATABASE_PORT, DATABASE_NAME and DATABASE_SECRET_ARN. The password rotates: read the secret on connecting"
}

input "cache" {
  type        = bool
  default     = false
  nullable    = false
  prompt      = "Does it use the Redis cache?"
  description = "Use shared-services' Redis: REDIS_HOST and REDIS_PORT"
}

input "queues" {
  type        = list(string)
  default     = []
  nullable    = false
  prompt      = "Which queues does it use?"
  description = "Queues of shared-services it sends to or receives from: each gives QUEUE_NAME_URL"

  validation {
    condition     = alltrue([for name in queues : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", name))])
    error_message = "Name queues as shared-services does, such as jobs or mail-out."
  }
}

input "worker_queue" {
  type        = string
  default     = null
  description = "Queue whose backlog scales the service; it need not stand in queues too. With exposure none the first of queues, unless this names another"

  validation {
    condition     = worker_queue == null ? true : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", worker_queue))
    error_message = "Name the queue as shared-services does, such as jobs."
  }
}

input "task_policy_arns" {
  type        = list(string)
  default     = []
  nullable    = false
  description = "IAM policies that the application's role has beside what the inputs above give"

  validation {
    condition     = length(task_policy_arns) <= 10 && alltrue([for arn in task_policy_arns : can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "task_policy_arns are at most 10 ARNs of IAM policies, such as arn:aws:iam::123456789012:policy/read-reports."
  }
}

# The container

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
    error_message = "Two of uses, calls, queues and database give environment variables of the same name: ${join(", ", local.generated_variables)}."
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
  description = "Share of tasks on FARGATE and on FARGATE_SPOT, which is cheaper and may stop a task after two minutes' notice; base counts tasks before weights apply. A later change replaces the ECS service, with an interruption"

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

input "ephemeral_storage" {
  type        = number
  default     = 20
  nullable    = false
  description = "Disk of a task in GiB; 20 are free"

  validation {
    condition     = ephemeral_storage >= 20 && ephemeral_storage <= 200 && floor(ephemeral_storage) == ephemeral_storage
    error_message = "ephemeral_storage is 20 to 200 GiB."
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

input "stop_timeout" {
  type        = number
  default     = 30
  nullable    = false
  description = "Seconds between SIGTERM and SIGKILL"

  validation {
    condition     = stop_timeout >= 2 && stop_timeout <= 120 && floor(stop_timeout) == stop_timeout
    error_message = "stop_timeout is 2 to 120 seconds."
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

  validation {
    condition     = image_retention_count >= 10 && image_retention_count <= 10000 && floor(image_retention_count) == image_retention_count
    error_message = "image_retention_count is 10 to 10000."
  }
}

# Scaling

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

# Numbers people change

input "desired_count" {
  type        = number
  default     = production ? 2 : 1
  nullable    = false
  stored_in   = "tfvars"
  role        = "desired_count"
  prompt      = "How many tasks?"
  description = "Number of tasks. With autoscaling: of the first deploy"

  validation {
    condition     = desired_count >= 0 && desired_count <= 5000 && floor(desired_count) == desired_count
    error_message = "desired_count is a whole number of tasks, 0 to 5000."
  }
}

input "min_capacity" {
  type        = number
  default     = production ? 2 : 1
  nullable    = false
  stored_in   = "tfvars"
  role        = "min_capacity"
  prompt      = "How many tasks at least?"
  when        = autoscaling
  description = "Fewest tasks that autoscaling keeps; 0 is for schedules only"

  validation {
    condition     = min_capacity >= 1 && floor(min_capacity) == min_capacity
    error_message = "min_capacity is at least 1: a service without tasks has no metrics to grow on."
  }
}

input "max_capacity" {
  type        = number
  default     = null
  stored_in   = "tfvars"
  role        = "max_capacity"
  prompt      = "How many tasks at most?"
  when        = autoscaling
  description = "Most tasks that autoscaling starts; required with autoscaling, as it caps the bill"

  validation {
    condition     = !autoscaling || max_capacity != null
    error_message = "Autoscaling needs max_capacity: the most tasks it may start, such as 10."
  }
  validation {
    condition     = max_capacity == null ? true : max_capacity >= min_capacity && max_capacity <= 5000 && floor(max_capacity) == max_capacity
    error_message = "max_capacity is a whole number, at most 5000 and not below min_capacity."
  }
}

input "cpu" {
  type        = number
  default     = 256
  nullable    = false
  stored_in   = "tfvars"
  role        = "cpu"
  prompt      = "How much CPU has a task?"
  offers      = [for units in [256, 512, 1024, 2048, 4096, 8192, 16384] : { value = units, label = "${units / 1024} vCPU" }]
  description = "CPU units of a task; 1024 are one vCPU"

  validation {
    condition     = contains(keys(local.fargate_memory), tostring(cpu))
    error_message = "Fargate has 256, 512, 1024, 2048, 4096, 8192 and 16384 CPU units."
  }
}

input "memory" {
  type        = number
  default     = 512
  nullable    = false
  stored_in   = "tfvars"
  role        = "memory"
  prompt      = "How much memory has a task?"
  offers      = [for size in lookup(local.fargate_memory, tostring(cpu), []) : { value = size, label = "${size / 1024} GiB" }]
  description = "Memory of a task in MiB"

  validation {
    condition     = contains(lookup(local.fargate_memory, tostring(cpu), [memory]), memory)
    error_message = "With cpu = ${cpu} Fargate has these sizes of memory: ${join(", ", lookup(local.fargate_memory, tostring(cpu), []))} MiB."
  }
}

# 730 hours are a month.
estimate "USD a month" {
  wanted  = (autoscaling ? max(desired_count, min_capacity) : desired_count) * 730 * (cpu * local.fargate_cpu_price[architecture] + memory * local.fargate_memory_price[architecture]) / 1024
  maximum = autoscaling ? max_capacity * 730 * (cpu * local.fargate_cpu_price[architecture] + memory * local.fargate_memory_price[architecture]) / 1024 : null
  note    = "Fargate on demand in us-east-1 at the prices of March 2026, without Spot, load balancer, logs and traffic"
}

files "unit" {
  root = "unit"
}

files "environment" {
  root = "environment"
}

file "environments/*/autoscaling.tf" {
  when = autoscaling
}

file "environments/*/schedules.tf" {
  when = autoscaling
}

file "environments/*/terraform.tfvars" {
  seed_once = true
}

notice {
  when    = try(previous.autoscaling, false) && !autoscaling
  message = "autoscaling is off again: the next apply sets the number of tasks to desired_count in terraform.tfvars. Set that to the number that runs now first."
}

notice {
  when    = try(length(previous.schedules) > 0, false) && length(schedules) == 0 && autoscaling
  message = "The last schedule is gone: the next apply sets the bounds to min_capacity and max_capacity in terraform.tfvars."
}

notice {
  when    = try(previous.capacity_providers != capacity_providers, false)
  message = "capacity_providers changed: the next apply replaces the ECS service, which interrupts it. The new one starts with ${autoscaling ? "0 tasks: set their number by the emergency command in the README" : "desired_count tasks"}."
}
