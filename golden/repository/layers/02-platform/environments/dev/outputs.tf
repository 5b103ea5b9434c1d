# Services read these through remote state: a name here is a promise.

output "ecs_cluster_id" {
  description = "The ECS cluster"
  value       = aws_ecs_cluster.main.id
}

output "cluster_name" {
  description = "The ECS cluster's name"
  value       = aws_ecs_cluster.main.name
}

output "cluster_arn" {
  description = "The ECS cluster's ARN"
  value       = aws_ecs_cluster.main.arn
}

output "load_balancers" {
  description = "Every load balancer by name, main included; services under one answer at SERVICE.domain_name"
  value = {
    "main" = {
      arn_suffix         = aws_lb.main.arn_suffix
      dns_name           = aws_lb.main.dns_name
      zone_id            = aws_lb.main.zone_id
      https_listener_arn = aws_lb_listener.main_https.arn
      security_group_id  = local.foundation.alb_security_group_id
      domain_name        = "dev.acme.dev"
    }
  }
}

output "alb_arn_suffix" {
  description = "Load balancer main in CloudWatch's dimensions"
  value       = aws_lb.main.arn_suffix
}

output "alb_dns_name" {
  description = "Load balancer main's own DNS name"
  value       = aws_lb.main.dns_name
}

output "alb_zone_id" {
  description = "Zone of that DNS name, for alias records"
  value       = aws_lb.main.zone_id
}

output "https_listener_arn" {
  description = "Load balancer main's HTTPS listener"
  value       = aws_lb_listener.main_https.arn
}

output "domain_name" {
  description = "Services answer at SERVICE.domain_name"
  value       = local.domain_name
}

output "service_discovery_namespace_id" {
  description = "The private DNS namespace"
  value       = aws_service_discovery_private_dns_namespace.main.id
}

output "service_discovery_namespace" {
  description = "The private DNS namespace's name"
  value       = aws_service_discovery_private_dns_namespace.main.name
}

output "github_oidc_provider_arn" {
  description = "GitHub's OIDC provider, which deploy roles trust"
  value       = local.github_oidc_provider_arn
}

output "alarm_topic_arn" {
  description = "Topic for alarms"
  value       = aws_sns_topic.alarms.arn
}

output "kms_key_arn" {
  description = "Key for logs, images and alarms"
  value       = aws_kms_key.main.arn
}

output "monitoring_url" {
  description = "The dashboard"
  value       = "https://${local.region}.${local.console}/cloudwatch/home?region=${local.region}#dashboards/dashboard/${aws_cloudwatch_dashboard.main.dashboard_name}"
}

output "zone_name_servers" {
  description = "Name servers of the zone, for the parent domain's NS records"
  value       = aws_route53_zone.main.name_servers
}

output "zone_delegation" {
  description = "The record by which the parent domain delegates to the zone, to be added there by hand"
  value = {
    name    = aws_route53_zone.main.name
    type    = "NS"
    ttl     = 300
    records = aws_route53_zone.main.name_servers
  }
}
