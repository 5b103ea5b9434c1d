# What the workspaces of each environment need as environment variables, best through one variable set for each project.
output "workspace_variables" {
  description = "Environment variables of Terraform Cloud's workspaces, by environment"
  value = {
    "production" = {
      TFC_AWS_PROVIDER_AUTH  = "true"
      TFC_AWS_PLAN_ROLE_ARN  = aws_iam_role.production_plan.arn
      TFC_AWS_APPLY_ROLE_ARN = aws_iam_role.production_apply.arn
    }
  }
}

output "oidc_provider_arn" {
  description = "Terraform Cloud's OIDC provider in this account"
  value       = local.terraform_cloud
}
