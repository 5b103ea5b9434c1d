# Who gets into the accounts, as what, and how far: bootstrap/ makes the run roles of Terraform Cloud.

input "terraform_project" {
  type        = string
  default     = project == "" ? "{environment}" : project
  nullable    = false
  role        = "terraform_project"
  description = "Terraform Cloud project whose workspaces may take an environment's run roles; {environment} stands for the environment's name. Left out it is the project in the terraform_cloud block, else the environment's name, as `scaffold workspaces` makes it. * trusts every project: for servers without projects"

  validation {
    condition     = can(regex("^[A-Za-z0-9 _{}*-]+$", terraform_project))
    error_message = "A project's name holds letters, digits, spaces, - and _."
  }
  validation {
    condition     = project == "" || terraform_project == "*" || terraform_project == project
    error_message = "The terraform_cloud block puts the workspaces into the project ${project}: run roles that trust another one would admit none of them. Leave terraform_project out."
  }
}

input "terraform_cloud_oidc" {
  type        = string
  default     = "create"
  nullable    = false
  description = "Terraform Cloud's OIDC provider in each account, of which an account holds one: create makes it, lookup reads the one that somebody made before"
  choices     = ["create", "lookup"]
}

input "assumed_role_arns" {
  type        = list(string)
  default     = []
  nullable    = false
  description = "Roles of other accounts that runs take, such as the one in the parent domain's account by which the platform delegates its zone (dns_role_arn there)"

  validation {
    condition     = length(distinct(assumed_role_arns)) == length(assumed_role_arns) && alltrue([for arn in assumed_role_arns : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$", arn))])
    error_message = "Each of assumed_role_arns is another role's ARN, such as arn:aws:iam::111111111111:role/dns."
  }
}

input "plan_policy_arns" {
  type        = list(string)
  default     = []
  nullable    = false
  description = "Policies of the roles that plan, besides what reads the definitions of everything that is generated, and no data. Empty means ViewOnlyAccess; ReadOnlyAccess would read objects in buckets, tables and parameters, for whoever opens a pull request"

  validation {
    condition     = length(distinct(plan_policy_arns)) == length(plan_policy_arns) && alltrue([for arn in plan_policy_arns : can(regex("^arn:aws[a-z-]*:iam::(aws|[0-9]{12}):policy/[A-Za-z0-9_+=,.@/-]+$", arn))])
    error_message = "Each of plan_policy_arns is another policy's ARN, such as arn:aws:iam::aws:policy/job-function/ViewOnlyAccess."
  }
}

input "apply_policy_arns" {
  type        = list(string)
  default     = []
  nullable    = false
  description = "Policies of the roles that apply; empty means AdministratorAccess, as Terraform makes roles and keys here"

  validation {
    condition     = length(distinct(apply_policy_arns)) == length(apply_policy_arns) && alltrue([for arn in apply_policy_arns : can(regex("^arn:aws[a-z-]*:iam::(aws|[0-9]{12}):policy/[A-Za-z0-9_+=,.@/-]+$", arn))])
    error_message = "Each of apply_policy_arns is another policy's ARN, such as arn:aws:iam::aws:policy/PowerUserAccess."
  }
}

input "permissions_boundary" {
  type        = string
  default     = null
  description = "Name of an IAM policy in each account that bounds the run roles, without arn:…:policy/. In defaults \"*\" it bounds every role that is generated, these included"

  validation {
    condition     = permissions_boundary == null || can(regex("^[A-Za-z0-9_+=,.@-][A-Za-z0-9_+=,.@/-]*$", permissions_boundary))
    error_message = "permissions_boundary is a policy's name, without arn:…:policy/."
  }
}

input "required_boundary" {
  type        = string
  default     = null
  description = "Name of the IAM policy without which an apply may make no role: runs are refused to make roles and users that lack it, to take it off, and to change it. What is generated has it by permissions_boundary in defaults \"*\"; null demands none"

  validation {
    condition     = required_boundary == null || can(regex("^[A-Za-z0-9_+=,.@-][A-Za-z0-9_+=,.@/-]*$", required_boundary))
    error_message = "required_boundary is a policy's name, without arn:…:policy/."
  }
}

input "role_path" {
  type        = string
  default     = "/"
  nullable    = false
  description = "Path of the run roles, such as /acme/. In defaults \"*\" it is that of every role that is generated. Choose it on day one: another path replaces the roles"

  validation {
    condition     = can(regex("^/([A-Za-z0-9_+=,.@-]+/)*$", role_path)) && length(role_path) <= 200
    error_message = "role_path starts and ends with a slash, such as /acme/; / is none."
  }
}

notice {
  when    = try(previous.terraform_project != terraform_project, false)
  message = "The run roles trust the project ${replace(terraform_project, "{environment}", "ENVIRONMENT")} from now on, before it was ${replace(try(previous.terraform_project, "*"), "{environment}", "ENVIRONMENT")}: apply bootstrap/ again once the workspaces are in it (`scaffold workspaces plan` tells)."
}

notice {
  when    = try(previous.role_path != role_path, false)
  message = "role_path changes from ${try(previous.role_path, "")} to ${role_path}: apply bootstrap/ by hand before anything else, and then `scaffold workspaces apply`, which tells the workspaces the new ARNs."
}
