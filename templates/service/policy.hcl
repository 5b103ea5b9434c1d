# What the task may do in AWS besides.

locals {
  # Whether a statement names every resource, for which scanners want a reason.
  policy_everywhere = anytrue([for statement in policy_statements : contains(statement.resources, "*")])
  policy_wide       = anytrue([for statement in policy_statements : statement.wide])
}

input "policy_statements" {
  type = list(object({
    sid        = optional(string)
    effect     = optional(string, "Allow")
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(list(string))), {})
    wide       = optional(bool, false)
  }))
  default     = []
  nullable    = false
  description = "What the application's role may do beside what the inputs above give: IAM statements, whose conditions are operator to key to values. One that allows actions with a wildcard on every resource says wide = true"

  validation {
    condition     = alltrue([for statement in policy_statements : length(statement.actions) > 0 && alltrue([for action in statement.actions : can(regex("^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$", action))])])
    error_message = "Actions of policy_statements are such as s3:GetObject or dynamodb:Batch*. What allows everything is no statement: task_policy_arns names such a policy."
  }
  validation {
    condition     = alltrue([for statement in policy_statements : length(statement.resources) > 0 && alltrue([for arn in statement.resources : can(regex("^([*]|arn:[a-z*-]+:[^\\s]+)$", arn))])])
    error_message = "Resources of policy_statements are ARNs, such as arn:aws:s3:::reports/*, or * alone."
  }
  validation {
    condition     = alltrue([for statement in policy_statements : statement.wide || statement.effect != "Allow" || !contains(statement.resources, "*") || !anytrue([for action in statement.actions : strcontains(action, "*")])])
    error_message = "A statement that allows ${join(", ", distinct(flatten([for statement in policy_statements : [for action in statement.actions : action if strcontains(action, "*")] if contains(statement.resources, "*")])))} on every resource says so: name the resources, or write wide = true."
  }
  validation {
    condition     = alltrue([for statement in policy_statements : contains(["Allow", "Deny"], statement.effect)])
    error_message = "effect of a statement is Allow or Deny."
  }
  validation {
    condition     = alltrue([for statement in policy_statements : statement.sid == null ? true : can(regex("^[A-Za-z0-9]{1,100}$", statement.sid))]) && length(distinct(compact(policy_statements[*].sid))) == length(compact(policy_statements[*].sid))
    error_message = "A statement's sid is letters and digits, and no other's."
  }
  validation {
    condition     = alltrue([for statement in policy_statements : alltrue([for operator in keys(statement.conditions) : can(regex("^((ForAllValues|ForAnyValue):)?[A-Z][A-Za-z]+$", operator))])])
    error_message = "Conditions of a statement are { OPERATOR = { KEY = [VALUES] } }, such as { StringEquals = { \"aws:ResourceTag/Team\" = [\"data\"] } }."
  }
  validation {
    condition     = length(jsonencode(policy_statements)) <= 6000
    error_message = "policy_statements are longer than a role has room for; a managed policy in task_policy_arns has its own."
  }
}

input "task_policy_arns" {
  type        = list(string)
  default     = []
  nullable    = false
  description = "IAM policies that the application's role has beside what the inputs above give"

  validation {
    condition     = length(task_policy_arns) <= 10 && alltrue([for arn in task_policy_arns : can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[A-Za-z0-9+=,.@_/-]+$", arn))])
    error_message = "task_policy_arns are at most 10 ARNs of IAM policies, such as arn:aws:iam::123456789012:policy/read-reports."
  }
}

file "environments/*/policy.tf" {
  when = length(policy_statements) > 0
}

file "environments/*/tests/policy.tftest.hcl" {
  when = length(policy_statements) > 0
}
