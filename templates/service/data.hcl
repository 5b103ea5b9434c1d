# What holds data, and what the task may do besides.

locals {
  # A worker scales by the backlog of its first queue, unless worker_queue names another.
  queue  = worker_queue != null ? worker_queue : exposure == "none" && length(queues) > 0 ? queues[0] : null
  queues = sort(distinct(concat(queues, compact([worker_queue]))))
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
