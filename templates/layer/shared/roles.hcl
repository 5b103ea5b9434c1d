# Every IAM role that is made here is bounded and placed as the company wants it: `defaults "*"` in the root scaffold.hcl
# says it once for everything.

input "permissions_boundary" {
  type        = string
  default     = null
  description = "Name of an IAM policy in the account that bounds the roles that this layer makes, without arn:…:policy/; null bounds none. Say it once for everything in defaults \"*\""

  validation {
    condition     = permissions_boundary == null || can(regex("^[A-Za-z0-9_+=,.@-][A-Za-z0-9_+=,.@/-]*$", permissions_boundary))
    error_message = "permissions_boundary is a policy's name, without arn:…:policy/."
  }
}

input "role_path" {
  type        = string
  default     = "/"
  nullable    = false
  description = "Path of the roles that this layer makes, such as /acme/. Choose it on day one: another path replaces the roles. Say it once for everything in defaults \"*\""

  validation {
    condition     = can(regex("^/([A-Za-z0-9_+=,.@-]+/)*$", role_path)) && length(role_path) <= 200
    error_message = "role_path starts and ends with a slash, such as /acme/; / is none."
  }
}

notice {
  when    = try(previous.role_path != role_path, false)
  message = "role_path changes from ${try(previous.role_path, "")} to ${role_path}: the roles are replaced."
}
