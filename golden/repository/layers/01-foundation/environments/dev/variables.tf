# Values live in terraform.tfvars. Structure (address block, zones, NAT, endpoints) lives in the spec, layers/01-foundation/scaffold.hcl.

variable "flow_log_retention_days" {
  description = "Days that CloudWatch keeps the VPC's flow logs"
  type        = number
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.flow_log_retention_days)
    error_message = "CloudWatch keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days."
  }
}
