# Services register here and find each other as SERVICE.production.internal, inside the VPC only.
resource "aws_service_discovery_private_dns_namespace" "main" {
  name        = "production.internal"
  description = "Services of production"
  vpc         = local.foundation.vpc_id
}
