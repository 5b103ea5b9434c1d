# How the service is reached, and what it may reach.

locals {
  public    = exposure == "public"
  reachable = exposure != "none"

  path_depth = path == null ? 0 : length(compact(split("/", path)))

  # Names that lead to its load balancer, as the platform says: *.DOMAIN, and those of further certificates.
  wildcard = host == null ? null : "*.${join(".", slice(split(".", host), 1, length(split(".", host))))}"

  # A health check that takes longer has failed.
  health_check_timeout = floor(health_check_interval / 3)

  # Where the service answers whoever asks from outside: its health check, or, where a path is the route and the check
  # stands elsewhere, that path. A tag says it, so only what a tag can hold.
  # https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html
  probe    = path == null ? health_check_path : startswith("${health_check_path}/", "${path}/") ? health_check_path : path
  taggable = can(regex("^[A-Za-z0-9_.:/=+@-]{1,120}$", local.probe))

  # The host name in the tests, where the platform's domain is example.com.
  test_host = host != null ? host : load_balancer == "main" ? "${unit}.example.com" : "${unit}.other.example.com"
}

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
  description = "Full host name, where it is not the service's name under the platform's domain. A certificate of the load balancer must cover it: *.DOMAIN, or one of the platform's certificates"

  validation {
    condition     = host == null ? true : length(host) <= 128 && can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$", host))
    error_message = "host is a full host name in lower case, such as shop.example.com."
  }
  validation {
    condition     = host == null || !local.public ? true : length(setintersection([host, local.wildcard], exposed("platform").hosts[load_balancer])) > 0
    error_message = "Neither a certificate nor DNS leads ${host} to load balancer ${load_balancer}, which serves ${join(", ", exposed("platform").hosts[load_balancer])}. Choose a name that these cover, or give the platform a certificate for it: its input certificates."
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
  validation {
    condition     = !local.public || contains(keys(exposed("platform").hosts), load_balancer)
    error_message = "The platform has no load balancer ${load_balancer}; it has ${join(", ", keys(exposed("platform").hosts))}. Name one of these, or add it to the platform's load_balancers."
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

  number {
    whole = true
    from  = 6
    to    = 300
  }
}

input "health_check_grace_period" {
  type        = number
  default     = 60
  nullable    = false
  when        = local.public
  description = "Seconds a new task has to start before failed health checks count"

  number {
    whole = true
    from  = 0
    to    = 3600
  }
}

input "deregistration_delay" {
  type        = number
  default     = 30
  nullable    = false
  when        = local.public
  description = "Seconds a stopping task has to answer the requests it has begun"

  number {
    whole = true
    from  = 0
    to    = 3600
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

# What leads to a service leads to no other.
unique "route" {
  values  = [load_balancer, host != null || path != null ? host : "${unit}.${exposed("platform").lb_domains[load_balancer]}", path]
  when    = local.public
  message = "A listener's first rule that fits answers, so one of them would get nothing: give one another host or path."
}

# AWS allows 100 rules a load balancer, defaults aside (docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html);
# some are left for what people make by hand.
limit "load balancer" {
  of      = load_balancer
  when    = local.public
  warn    = 80
  max     = 95
  message = "load balancer ${load_balancer} has ${count} of at most 95 services, as AWS allows 100 rules: add one to the platform's load_balancers, and name it in load_balancer of new services."
}
