# Other services and the deploy workflow read these: a name here is a promise.

output "service_name" {
  description = "Name of the ECS service"
  value       = aws_ecs_service.app.name
}

output "service_discovery_arn" {
  description = "For other services to discover this one"
  value       = aws_service_discovery_service.app.arn
}

output "security_group_id" {
  description = "Security group of the tasks: who uses this service adds a rule to it"
  value       = aws_security_group.app.id
}

output "task_role_arn" {
  description = "Role of the application, for policies elsewhere that admit it"
  value       = aws_iam_role.task.arn
}

output "ecr_repository_url" {
  description = "Where the deploy workflow pushes images"
  value       = aws_ecr_repository.app.repository_url
}

output "task_family" {
  description = "Family whose newest revision a deploy takes as its base"
  value       = aws_ecs_task_definition.app.family
}

output "container_name" {
  description = "Container whose image a deploy sets"
  value       = local.name
}

output "deploy_role_arn" {
  description = "Role that the deploy workflow takes"
  value       = aws_iam_role.deploy.arn
}

output "image_parameter" {
  description = "Parameter to which a deploy writes the image that runs"
  value       = aws_ssm_parameter.image.name
}

output "log_group_name" {
  description = "Where the tasks log"
  value       = aws_cloudwatch_log_group.app.name
}

output "live" {
  description = "Whether a deploy has put a real image into the parameter"
  value       = local.live
}
