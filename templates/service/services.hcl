# Other services.

locals {
  # Whose state it reads.
  shared_services = database || cache || length(local.queues) > 0
  states          = concat(["foundation", "platform"], local.shared_services ? ["shared-services"] : [], uses)
}

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
