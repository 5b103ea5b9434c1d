# Other services: whom it calls, and who may call it.

locals {
  # Whose state it reads.
  shared_services = database == "shared" || cache || length(local.queues) > 0
  states          = concat(["foundation", "platform"], local.shared_services ? ["shared-services"] : [], uses)

  # Whose tasks it reaches through a rule of its own.
  callees = [for name in uses : name if try(references[name].exposure != "none", true)]

  # Who does not let it in. A version of the pack that knew no admit let all services in.
  closed = [for name in calls : name if try(references[name].admit != "all", false)]
}

input "admit" {
  type        = string
  default     = "callers"
  nullable    = false
  when        = local.reachable
  choices     = ["callers", "all"]
  description = "Which services reach its tasks: callers are those that name it in uses, all is every service, which calls needs. Clients of a public service come by the load balancer either way"
}

input "uses" {
  type        = list(string)
  default     = []
  nullable    = false
  prompt      = "Which services does it call, and wait for when it is created?"
  description = "Services whose state it reads: each gives NAME_URL and NAME_DISCOVERY, and a rule in its security group that lets this one in. They must be applied before this one"

  references {
    kind = "service"
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
  description = "Services it calls inside the VPC by computed name: each gives NAME_URL and must have admit = \"all\". Needs no order, so two services may call each other"

  references {
    kind = "service"
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
  validation {
    condition     = length(local.closed) == 0
    error_message = "calls names ${join(", ", local.closed)}, which lets in only services that name it in uses. Name it there instead, or open it to all services: ${join("; ", [for name in local.closed : "scaffold generate ${name} --set admit=all"])}."
  }
}

file "environments/*/callees.tf" {
  when = length(local.callees) > 0
}

file "environments/*/tests/callees.tftest.hcl" {
  when = length(local.callees) > 0
}
