# Services register here and find each other as SERVICE.dev.internal, inside the VPC only.
resource "aws_service_discovery_private_dns_namespace" "main" {
  name        = "dev.internal"
  description = "Services of dev"
  vpc         = local.foundation.vpc_id
}
