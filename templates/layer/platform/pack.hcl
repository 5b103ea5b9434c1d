pack "platform" {
  version           = "1.0.0"
  requires_scaffold = ">= 0.1"
  includes          = ["dns.hcl", "roles.hcl", "certificates.hcl"]
  exposes           = ["local.hosts", "local.lb_domains"]
  reads = [
    "organization",
    "hostname",
    "workspace_name",
    "vcs",
    "domain",
    "region",
    "account",
    "production",
    "size",
    "aws_provider_version",
    "owns_account",
    "account_environments",
    "production_account",
  ]
  identity = ["organization", "hostname", "region", "account"]
}

locals {
  # Prices in us-east-1, in USD an hour: of a load balancer, of a public address, which it has in each zone, and of the
  # control plane of EKS under either support. As of March 2026 on https://aws.amazon.com/elasticloadbalancing/pricing/,
  # https://aws.amazon.com/vpc/pricing/ and https://aws.amazon.com/eks/pricing/.
  balancer_price = 0.0225
  address_price  = 0.005
  eks_price      = { standard = 0.1, extended = 0.6 }
  address_zones  = production && size == "standard" ? 3 : 2

  # At most 34 characters: the bucket of the access logs adds 22 to it and may have 63.
  full_name = "${unit}-${environment}"
  name      = length(local.full_name) <= 34 ? local.full_name : "${trimsuffix(substr(local.full_name, 0, 27), "-")}-${substr(sha256(local.full_name), 0, 6)}"

  # A load balancer's name has at most 32 characters and may not begin with "internal-".
  lb_prefix = startswith("${environment}-", "internal-") ? "x-${environment}" : environment
  lb_names = {
    for name in load_balancers : name => length("${local.lb_prefix}-${name}") <= 32 ? "${local.lb_prefix}-${name}" : "${trimsuffix(substr(local.lb_prefix, 0, 8), "-")}-${substr(sha256(local.lb_prefix), 0, 6)}-${name}"
  }

  # main serves *.DOMAIN; a further load balancer serves names of its own, *.NAME.DOMAIN, as one name leads to one of them.
  lb_domains = { for name in load_balancers : name => name == "main" ? domain_name : "${name}.${domain_name}" }

  # What CloudWatch accepts as a retention.
  log_retention_days = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]

  vcs_parts = concat(split("/", vcs), [""])

  domain_pattern = "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$"
  role_pattern   = "^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/[A-Za-z0-9_+=,.@/-]+$"
}

input "domain_name" {
  type        = string
  default     = production ? domain : "${environment}.${domain}"
  nullable    = false
  prompt      = "Domain of this environment's services"
  description = "Domain under which this environment's services answer: service-a at service-a.DOMAIN. Another one replaces the certificate and moves every service's address"

  validation {
    condition     = can(regex(local.domain_pattern, domain_name)) && length(domain_name) <= 62
    error_message = "A domain is written in lower case, such as dev.example.com; certificates allow 62 characters behind the wildcard."
  }
}

input "load_balancers" {
  type        = list(string)
  default     = ["main"]
  nullable    = false
  description = "Names of the public load balancers, main first of all. One holds 100 listener rules; a further one, such as b, serves SERVICE.b.DOMAIN"

  validation {
    condition     = contains(load_balancers, "main")
    error_message = "The load balancer main is always there: services use it where they name no other."
  }
  validation {
    condition     = length(distinct(load_balancers)) == length(load_balancers) && alltrue([for name in load_balancers : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", name)) && length(name) <= 16])
    error_message = "Each of load_balancers is another name of at most 16 lower-case letters, digits and single hyphens."
  }
}

input "strict_transport_security" {
  type        = string
  default     = "max-age=31536000"
  description = "The header Strict-Transport-Security on what load balancers answer: for so many seconds browsers come back by HTTPS alone. Add ; includeSubDomains where everything below the services' names speaks HTTPS, too. null sends none; max-age=0 makes browsers forget it"

  validation {
    condition     = strict_transport_security == null || can(regex("^max-age=[0-9]{1,10}(; includeSubDomains)?(; preload)?$", strict_transport_security))
    error_message = "strict_transport_security is max-age=SECONDS, and may go on with ; includeSubDomains and ; preload."
  }
}

input "web_acl_arn" {
  type        = string
  default     = null
  description = "ARN of a WAF web ACL (regional, in this region) that guards every load balancer"

  validation {
    condition     = web_acl_arn == null || can(regex("^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:[0-9]{12}:regional/webacl/[A-Za-z0-9_-]+/[a-f0-9-]+$", web_acl_arn))
    error_message = "web_acl_arn is the ARN of a regional web ACL: arn:aws:wafv2:REGION:ACCOUNT:regional/webacl/NAME/ID."
  }
}

input "namespace" {
  type        = string
  default     = "${environment}.internal"
  nullable    = false
  description = "Private DNS namespace in which services find each other: service-a.NAMESPACE. Another one replaces the namespace and with it every service's registration"

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", namespace)) && length(namespace) <= 200
    error_message = "A namespace is a domain name in lower case, such as dev.internal."
  }
  validation {
    condition     = !endswith(".${domain_name}", ".${namespace}")
    error_message = "A private namespace over the public domain would hide it inside the VPC: choose another name, such as dev.internal."
  }
}

input "container_insights" {
  type        = string
  default     = "enabled"
  nullable    = false
  description = "Metrics of the cluster: enabled, or enhanced with metrics of each task at a higher price"
  choices     = ["enabled", "enhanced"]
}

input "github_oidc" {
  type        = string
  default     = owns_account ? "create" : "lookup"
  nullable    = false
  description = "GitHub's OIDC provider, of which an AWS account holds one: create makes it, lookup reads the one that another environment or team made"
  choices     = ["create", "lookup"]
}

input "default_branch" {
  type        = string
  default     = "main"
  nullable    = false
  role        = "default_branch"
  description = "Branch of this repository whose workflows may take roles here: databases, which runs the tasks that make services' databases, and validate, which reads whether all is well"

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9._/-]*$", default_branch)) && !strcontains(default_branch, "..")
    error_message = "A branch's name holds letters, digits and . _ / -, such as main."
  }
}

input "alarm_emails" {
  type        = list(string)
  default     = []
  nullable    = false
  prompt      = "E-mail addresses for alarms"
  description = "E-mail addresses that receive alarms; AWS asks each to confirm"

  validation {
    condition     = length(distinct(alarm_emails)) == length(alarm_emails) && alltrue([for address in alarm_emails : can(regex("^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,63}$", address))])
    error_message = "Each of alarm_emails is another e-mail address, such as oncall@example.com."
  }
}

input "runbook_url" {
  type        = string
  default     = "https://github.com/${vcs}/blob/HEAD/${unit_path}/README.md#alarms"
  nullable    = false
  description = "Where an alarm says that its runbook is"

  validation {
    condition     = can(regex("^https?://[!-~]{1,400}$", runbook_url))
    error_message = "runbook_url is an address such as https://wiki.example.com/runbooks/platform."
  }
}

input "eks" {
  type        = bool
  default     = false
  nullable    = false
  description = "Adds an EKS cluster with a private endpoint beside ECS. The generated services run on ECS and do not use it"
}

input "eks_version" {
  type        = string
  default     = "1.35"
  nullable    = false
  description = "Kubernetes version of the EKS cluster, such as 1.35; a newer one is one minor version on. EKS gives a version standard support for 14 months (0.10 USD an hour for the cluster), then extended support for 12 more (0.60 USD an hour), and then upgrades it by itself"
  when        = eks

  validation {
    condition     = can(regex("^1\\.[0-9]{2}$", eks_version))
    error_message = "A Kubernetes version is written 1.35."
  }
}

input "eks_support" {
  type        = string
  default     = "extended"
  nullable    = false
  description = "What happens when the version's standard support ends: extended keeps it for another year at six times the price, 0.60 USD an hour, and leaves the upgrade to you; standard lets AWS upgrade the cluster then, after which eks_version must follow"
  choices     = ["extended", "standard"]
  when        = eks
}

input "eks_nodes" {
  type = object({
    instance_types = optional(list(string), ["m6i.large"])
    ami_type       = optional(string, "AL2023_x86_64_STANDARD")
    min_size       = optional(number, 2)
    max_size       = optional(number, 4)
    disk_gib       = optional(number, 50)
  })
  default     = {}
  nullable    = false
  description = "Nodes of the EKS cluster: instance types, AMI type (AL2023_ARM_64_STANDARD for Graviton), least and most nodes, disk of each"
  when        = eks

  validation {
    condition     = eks_nodes.min_size >= 1 && eks_nodes.min_size <= eks_nodes.max_size && floor(eks_nodes.min_size) == eks_nodes.min_size && floor(eks_nodes.max_size) == eks_nodes.max_size
    error_message = "eks_nodes needs whole numbers with 1 <= min_size <= max_size."
  }
  validation {
    condition     = eks_nodes.disk_gib >= 20 && eks_nodes.disk_gib <= 16384 && floor(eks_nodes.disk_gib) == eks_nodes.disk_gib
    error_message = "eks_nodes.disk_gib is 20 to 16384."
  }
  validation {
    condition     = length(eks_nodes.instance_types) > 0 && alltrue([for kind in eks_nodes.instance_types : can(regex("^[a-z0-9-]+\\.[a-z0-9-]+$", kind))]) && can(regex("^[A-Za-z0-9_]+$", eks_nodes.ami_type))
    error_message = "eks_nodes names instance types such as m6i.large and an AMI type such as AL2023_x86_64_STANDARD."
  }
}

input "eks_admin_arns" {
  type        = list(string)
  default     = []
  nullable    = false
  description = "ARNs of the IAM roles or users that administer the EKS cluster; nobody else does, not even its creator"
  when        = eks

  validation {
    condition     = length(distinct(eks_admin_arns)) == length(eks_admin_arns) && alltrue([for arn in eks_admin_arns : can(regex(local.role_pattern, arn))])
    error_message = "Each of eks_admin_arns is another role's or user's ARN, such as arn:aws:iam::111111111111:role/platform."
  }
}

input "log_retention_days" {
  type        = number
  default     = production ? 365 : 30
  nullable    = false
  description = "Days that CloudWatch keeps the platform's own logs"
  stored_in   = "tfvars"

  validation {
    condition     = contains(local.log_retention_days, log_retention_days)
    error_message = "CloudWatch keeps logs for ${join(", ", local.log_retention_days)} days."
  }
}

input "access_log_retention_days" {
  type        = number
  default     = production ? 365 : 30
  nullable    = false
  description = "Days that the load balancers' access logs are kept"
  stored_in   = "tfvars"

  validation {
    condition     = access_log_retention_days >= 1 && floor(access_log_retention_days) == access_log_retention_days
    error_message = "Access logs are kept for a whole number of days, 1 or more."
  }
}

input "alb_idle_timeout" {
  type        = number
  default     = 60
  nullable    = false
  description = "Seconds after which a load balancer closes an idle connection"
  stored_in   = "tfvars"

  validation {
    condition     = alb_idle_timeout >= 1 && alb_idle_timeout <= 4000 && floor(alb_idle_timeout) == alb_idle_timeout
    error_message = "The idle timeout is 1 to 4000 seconds."
  }
}

input "alb_5xx_threshold" {
  type        = number
  default     = 10
  nullable    = false
  description = "Errors of a load balancer itself (not of its targets) in five minutes that raise an alarm"
  stored_in   = "tfvars"

  validation {
    condition     = alb_5xx_threshold >= 1 && floor(alb_5xx_threshold) == alb_5xx_threshold
    error_message = "An alarm needs at least one error."
  }
}

input "tags" {
  type        = map(string)
  default     = {}
  nullable    = false
  description = "Further tags on everything this layer makes, such as a cost center"

  validation {
    condition     = length(setintersection(keys(tags), ["Environment", "ManagedBy", "Repository", "Unit"])) == 0
    error_message = "Environment, ManagedBy, Repository and Unit are set already."
  }
  validation {
    condition     = alltrue([for key, value in tags : can(regex("^[\\p{L}\\p{N} _.:/=+@-]{1,128}$", key)) && !startswith(lower(key), "aws:") && can(regex("^[\\p{L}\\p{N} _.:/=+@-]{0,256}$", value))])
    error_message = "Tags hold letters, digits, spaces and _ . : / = + - @, keys at most 128 of them and values 256, and no key starts with aws:."
  }
}

# 730 hours are a month; a key costs 1 USD, the zones of the domain and of the discovery 0.50 USD each. A version of
# Kubernetes has standard support for its first 14 months.
estimate "USD a month" {
  wanted  = 730 * (length(load_balancers) * (local.balancer_price + local.address_zones * local.address_price) + (eks ? local.eks_price.standard : 0)) + 1 + 0.5 + (dns_zone == "create" ? 0.5 : 0)
  maximum = 730 * (length(load_balancers) * (local.balancer_price + local.address_zones * local.address_price) + (eks ? local.eks_price[eks_support] : 0)) + 1 + 0.5 + (dns_zone == "create" ? 0.5 : 0)
  note    = "load balancers with their addresses, key, zones and EKS's control plane in us-east-1 at the prices of March 2026, without capacity units, nodes, metrics and logs"
}

files "unit" {
  root = "unit"
}

files "environment" {
  root = "environment"
}

file "environments/*/terraform.tfvars" {
  seed_once = true
}

file "environments/*/eks.tf" {
  when = eks
}

file "environments/*/tests/eks.tftest.hcl" {
  when = eks
}

file "environments/*/tests/strict_transport_security.tftest.hcl" {
  when = strict_transport_security != null && !startswith(coalesce(strict_transport_security, "-"), "max-age=0")
}

file "environments/*/tests/delegation.tftest.hcl" {
  when = dns_role_arn != null && dns_zone == "create"
}

file "environments/*/tests/web_acl.tftest.hcl" {
  when = web_acl_arn != null
}

notice {
  when    = try(previous.domain_name != domain_name, false)
  message = "domain_name changed from ${try(previous.domain_name, "")} to ${domain_name}: the certificate is replaced, services' addresses move with their next runs, and the old addresses stop answering."
}
