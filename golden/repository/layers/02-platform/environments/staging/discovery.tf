# Services register here and find each other as SERVICE.staging.internal, inside the VPC only.
resource "aws_service_discovery_private_dns_namespace" "main" {
  name        = "staging.internal"
  description = "Services of staging"
  vpc         = local.foundation.vpc_id
}
