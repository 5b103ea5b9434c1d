pack "foundation" {
  version           = "1.0.0"
  requires_scaffold = ">= 0.1"
  extends           = "../shared"
  includes          = ["roles.hcl"]
  reads = [
    "organization",
    "hostname",
    "workspace_name",
    "vcs",
    "region",
    "account",
    "production",
    "size",
    "aws_provider_version",
    "environment_index",
  ]
  identity = ["organization", "hostname", "region", "account"]
}

locals {
  # Prices in us-east-1, in USD an hour: of a NAT gateway, of an interface endpoint in a zone, of a public address.
  # As of March 2026 on https://aws.amazon.com/vpc/pricing/ and https://aws.amazon.com/privatelink/pricing/.
  nat_price      = 0.045
  endpoint_price = 0.01
  address_price  = 0.005
  nat_gateways   = { none = 0, single = 1, zone = zones }

  # What CloudWatch accepts as a retention.
  log_retention_days = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]
}

input "vpc_cidr" {
  type        = string
  default     = cidrsubnet("10.0.0.0/8", 8, environment_index)
  pinned      = true
  nullable    = false
  prompt      = "Address block of the VPC"
  description = "Address block of the VPC, /16 to /21. A new block would replace the whole network, so choose once; blocks of environments that are ever to be connected must not overlap"

  validation {
    condition     = can(regex("^[0-9.]+/(1[6-9]|2[01])$", vpc_cidr)) && can(cidrhost(vpc_cidr, 0))
    error_message = "The VPC's block is an IPv4 network of /16 to /21, such as 10.0.0.0/16: smaller ones leave no room for a load balancer's subnets."
  }
  validation {
    condition     = try(cidrsubnet(vpc_cidr, 0, 0) == vpc_cidr, true)
    error_message = "Write the block by its first address, such as 10.0.0.0/16 and not 10.0.7.1/16."
  }
}

input "zones" {
  type        = number
  default     = production && size == "standard" ? 3 : 2
  nullable    = false
  prompt      = "Number of availability zones"
  description = "Number of availability zones, 2 to 8. More zones add subnets and renumber none"

  validation {
    condition     = zones >= 2 && zones <= 8 && floor(zones) == zones
    error_message = "A database needs two zones, and the address plan has room for eight: zones is 2 to 8."
  }
}

input "availability_zones" {
  type        = list(string)
  default     = []
  nullable    = false
  description = "Names of the zones, as many as zones says; empty takes the region's first ones. Only ever append: another name at a place moves its subnets"

  validation {
    condition     = length(availability_zones) == 0 || length(availability_zones) == zones
    error_message = "Name as many availability_zones as zones says, or none."
  }
  validation {
    condition     = length(distinct(availability_zones)) == length(availability_zones) && alltrue([for zone in availability_zones : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]+[a-z]$", zone))])
    error_message = "Each of availability_zones is a different zone's name, such as us-east-1a."
  }
}

input "nat" {
  type        = string
  default     = production && size == "standard" ? "zone" : "single"
  nullable    = false
  prompt      = "NAT gateways"
  description = "How private subnets reach the internet: none, a single NAT gateway, or one in each zone, which outlives the loss of a zone. A gateway that goes takes its public address with it"
  choices     = ["none", "single", "zone"]

  validation {
    condition     = nat != "none" || length(setsubtract(["ecr.api", "ecr.dkr", "logs"], interface_endpoints)) == 0 && contains(gateway_endpoints, "s3")
    error_message = "Without NAT no task can pull its image: nat = \"none\" needs interface_endpoints ecr.api, ecr.dkr and logs, and the gateway endpoint s3."
  }
}

input "gateway_endpoints" {
  type        = list(string)
  default     = ["dynamodb", "s3"]
  nullable    = false
  description = "Gateway endpoints, which are free: s3, dynamodb"
  choices     = ["dynamodb", "s3"]
}

input "interface_endpoints" {
  type        = list(string)
  default     = production && size == "standard" ? ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm"] : []
  nullable    = false
  description = "AWS services reached through an interface endpoint in each zone and not through NAT, such as ecr.api, ecr.dkr, logs, secretsmanager, ssm, kms, sts; each is paid by the hour and zone"

  validation {
    condition     = alltrue([for name in interface_endpoints : can(regex("^[a-z0-9]+([.-][a-z0-9]+)*$", name))])
    error_message = "Write an interface endpoint as AWS names the service after com.amazonaws.REGION, such as ecr.api."
  }
}

input "alb_ingress_cidrs" {
  type        = list(string)
  default     = ["0.0.0.0/0"]
  nullable    = false
  description = "Networks that may reach public load balancers on 443 and 80; empty closes them"

  validation {
    condition     = alltrue([for cidr in alb_ingress_cidrs : can(cidrhost(cidr, 0)) && !strcontains(cidr, ":")])
    error_message = "Each of alb_ingress_cidrs is an IPv4 network, such as 203.0.113.0/24."
  }
}

input "app_egress_ports" {
  type        = list(number)
  default     = [443]
  nullable    = false
  description = "TCP ports on which applications may call addresses outside the VPC"

  validation {
    condition     = alltrue([for port in app_egress_ports : port >= 1 && port <= 65535 && floor(port) == port])
    error_message = "Each of app_egress_ports is 1 to 65535."
  }
}

input "data_admin_cidrs" {
  type        = list(string)
  default     = []
  nullable    = false
  description = "Networks of people, such as a VPN, that may reach databases (5432) and caches (6379) directly"

  validation {
    condition     = alltrue([for cidr in data_admin_cidrs : can(cidrhost(cidr, 0)) && !strcontains(cidr, ":") && !endswith(cidr, "/0")])
    error_message = "Each of data_admin_cidrs is an IPv4 network, such as 10.200.0.0/16, and never the whole internet."
  }
}

input "flow_log_traffic" {
  type        = string
  default     = size == "small" ? "REJECT" : "ALL"
  nullable    = false
  description = "Which traffic flow logs record"
  choices     = ["ALL", "ACCEPT", "REJECT"]
}

input "flow_log_retention_days" {
  type        = number
  default     = production ? 365 : 30
  nullable    = false
  description = "Days that CloudWatch keeps the VPC's flow logs"
  stored_in   = "tfvars"

  validation {
    condition     = contains(local.log_retention_days, flow_log_retention_days)
    error_message = "CloudWatch keeps logs for ${join(", ", local.log_retention_days)} days."
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

# 730 hours are a month; a key costs 1 USD.
estimate "USD a month" {
  wanted = 730 * (local.nat_gateways[nat] * (local.nat_price + local.address_price) + length(interface_endpoints) * zones * local.endpoint_price) + 1
  note   = "NAT gateways, interface endpoints and the key of the flow logs in us-east-1 at the prices of March 2026, without traffic and logs"
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

notice {
  when    = try(previous.vpc_cidr != vpc_cidr, false)
  message = "${environment}: vpc_cidr changed. Terraform refuses the plan (prevent_destroy), because a VPC cannot change its block. To move, build a new environment beside this one."
}

notice {
  when    = try(previous.nat != nat && nat != "zone", false)
  message = "${environment}: nat changed from ${try(previous.nat, "")} to ${nat}. The NAT gateways that go take their public addresses with them. Whoever lists those addresses (output nat_public_ips) must know first."
}

notice {
  when    = try(previous.zones > zones, false)
  message = "${environment}: zones went from ${try(previous.zones, 0)} to ${zones}. The next apply destroys the subnets of the zones that go: nothing may stand in them any more."
}

notice {
  when    = try(length(availability_zones) > 0 && previous.availability_zones != availability_zones, false)
  message = "${environment}: availability_zones changed. A subnet whose zone has another name now would be replaced: see that the plan replaces none."
}
