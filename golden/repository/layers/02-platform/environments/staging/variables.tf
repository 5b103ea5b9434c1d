# Values live in terraform.tfvars. Structure (domain, load balancers, EKS) lives in the spec, layers/02-platform/scaffold.hcl.

variable "log_retention_days" {
  description = "Days that CloudWatch keeps the platform's own logs"
  type        = number
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}

variable "access_log_retention_days" {
  description = "Days that the load balancers' access logs are kept"
  type        = number
  nullable    = false

  validation {
    condition     = var.access_log_retention_days >= 1 && floor(var.access_log_retention_days) == var.access_log_retention_days
    error_message = "Access logs are kept for a whole number of days, 1 or more."
  }
}

variable "alb_idle_timeout" {
  description = "Seconds after which a load balancer closes an idle connection"
  type        = number
  nullable    = false

  validation {
    condition     = var.alb_idle_timeout >= 1 && var.alb_idle_timeout <= 4000 && floor(var.alb_idle_timeout) == var.alb_idle_timeout
    error_message = "The idle timeout is 1 to 4000 seconds."
  }
}

variable "alb_5xx_threshold" {
  description = "Errors of a load balancer itself (not of its targets) in five minutes that raise an alarm"
  type        = number
  nullable    = false

  validation {
    condition     = var.alb_5xx_threshold >= 1 && floor(var.alb_5xx_threshold) == var.alb_5xx_threshold
    error_message = "An alarm needs at least one error."
  }
}
