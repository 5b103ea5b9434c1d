# Where the names of services live: the Route 53 zone, and whose account it is in.

locals {
  # A zone that exists is most likely the whole domain's; a zone made here is this environment's alone.
  default_zone = dns_zone == "lookup" && endswith(".${domain_name}", ".${domain}") ? domain : domain_name
  zone         = zone_name == null ? local.default_zone : zone_name
  parent_zone  = parent_zone_name == null ? domain : parent_zone_name
}

input "dns_zone" {
  type        = string
  default     = account != "" && production_account != "" && account != production_account ? "create" : "lookup"
  nullable    = false
  prompt      = "Route 53 zone"
  description = "lookup finds an existing Route 53 zone; create makes one for domain_name, to which the parent domain must delegate: by dns_role_arn, or by hand (output zone_delegation). Left out it is create in an account that is not production's, where the domain's zone can't be found"
  choices     = ["lookup", "create"]
}

input "zone_name" {
  type        = string
  default     = null
  description = "Name of the Route 53 zone. Left out it is the repository's domain with lookup, and domain_name with create"

  validation {
    condition     = can(regex(local.domain_pattern, local.zone))
    error_message = "A zone is a domain in lower case, such as example.com."
  }
  validation {
    condition     = endswith(".${domain_name}", ".${local.zone}")
    error_message = "domain_name must lie in the zone: it is the zone's name or ends in it."
  }
}

input "dns_role_arn" {
  type        = string
  default     = null
  description = "Role in another account by which runs write DNS records there: with create the parent zone's NS record, which delegates to the zone made here; with lookup all records, as the zone itself is there. The runs' own roles must be let into it, and it stands in assumed_role_arns of the repository"

  validation {
    condition     = dns_role_arn == null || can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$", dns_role_arn))
    error_message = "dns_role_arn is a role's ARN, such as arn:aws:iam::222222222222:role/dns."
  }
}

input "parent_zone_name" {
  type        = string
  default     = null
  description = "Name of the zone in which dns_role_arn writes the NS record. Left out it is the repository's domain"
  when        = dns_role_arn != null && dns_zone == "create"

  validation {
    condition     = can(regex(local.domain_pattern, local.parent_zone))
    error_message = "A zone is a domain in lower case, such as example.com."
  }
  validation {
    condition     = dns_role_arn == null || dns_zone != "create" || (endswith(local.zone, ".${local.parent_zone}") && local.zone != local.parent_zone)
    error_message = "The zone made here must lie below the parent zone: parent_zone_name names the one that delegates to it."
  }
}

notice {
  when    = dns_zone == "create" && try(previous.dns_zone, "lookup") != "create" && dns_role_arn == null
  message = "The platform's first apply in ${environment} makes the zone ${local.zone}, and then waits for its certificate until the parent domain delegates to it. While it waits, add to the parent domain's zone the record ${local.zone}, type NS, with the four name servers that Route 53 shows for the new zone (later: output zone_delegation). Or let the apply do it: dns_role_arn names a role in the parent's account."
}

notice {
  when    = dns_zone == "lookup" && dns_role_arn == null && account != "" && account == production_account && try(previous.dns_zone, "") == "" && length(account_environments) == 1 && local.zone == domain
  message = "The zone ${local.zone} is expected in account ${account}. If it is in another one, dns_role_arn of the platform names a role there."
}

notice {
  when    = dns_role_arn != null && try(previous.dns_role_arn, null) != dns_role_arn
  message = "Runs of the platform in ${environment} take the role ${dns_role_arn}: it must trust their plan and apply roles, and stand in assumed_role_arns in the repository block, so that plans may take it."
}

notice {
  when    = try(previous.dns_zone, "") == "create" && dns_zone == "lookup"
  message = "Terraform lets go of the zone it made (removed block, nothing is destroyed) and looks the zone ${local.zone} up from now on."
}
