# Queues of shared-services, and what the task may do with each.

locals {
  # A queue that is worked off is received from, whether queues names it or not.
  queues = merge(queues, { for name in compact([worker_queue]) : name => lookup(queues, name, "receive") })

  # A worker scales by the backlog of the first queue it receives from, unless worker_queue names another.
  received = [for name, use in queues : name if use != "send"]
  queue    = worker_queue != null ? worker_queue : exposure == "none" && length(local.received) > 0 ? local.received[0] : null

  # What each use needs of SQS.
  queue_actions = {
    send    = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]
    receive = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
    both    = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage", "sqs:SendMessage"]
  }
}

input "queues" {
  type        = map(string)
  default     = {}
  nullable    = false
  choices     = ["send", "receive", "both"]
  listed      = "both"
  prompt      = "Which queues does it use?"
  description = "Queues of shared-services, each with what the service may do with it; names alone, such as jobs,mail-out, stand for both. Each gives QUEUE_NAME_URL"

  validation {
    condition     = alltrue([for name in keys(queues) : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", name))])
    error_message = "Name queues as shared-services does, such as jobs or mail-out."
  }
  validation {
    condition     = length(setsubtract(keys(queues), exposed("shared-services").queue_names)) == 0
    error_message = "shared-services has no queue ${join(", ", setsubtract(keys(queues), exposed("shared-services").queue_names))}${length(exposed("shared-services").queue_names) == 0 ? "" : "; it has ${join(", ", exposed("shared-services").queue_names)}"}. Add it to the input queues there, or take its name out here."
  }
}

input "worker_queue" {
  type        = string
  default     = null
  description = "Queue whose backlog scales the service; it need not stand in queues too. With exposure none the first by name that it receives from, unless this names another"

  validation {
    condition     = worker_queue == null ? true : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", worker_queue))
    error_message = "Name the queue as shared-services does, such as jobs."
  }
  validation {
    condition     = worker_queue == null ? true : contains(exposed("shared-services").queue_names, worker_queue)
    error_message = "shared-services has no queue ${worker_queue == null ? "" : worker_queue}${length(exposed("shared-services").queue_names) == 0 ? "" : "; it has ${join(", ", exposed("shared-services").queue_names)}"}. Add it to the input queues there, or name another."
  }
  validation {
    condition     = worker_queue == null ? true : lookup(queues, worker_queue, "receive") != "send"
    error_message = "worker_queue is a queue that the service works off, but queues lets it only send there: make it receive or both."
  }
}

file "environments/*/queues.tf" {
  when = length(local.queues) > 0
}

file "environments/*/tests/queues.tftest.hcl" {
  when = length(local.queues) > 0
}
