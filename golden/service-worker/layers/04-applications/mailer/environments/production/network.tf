# Who may reach this service. The group for all applications, which its tasks wear too, gives the ways out, to anything
# in the network and to named ports outside it, and the access to data stores; it opens no way in.
resource "aws_security_group" "app" {
  name        = "${local.name}-${local.environment}"
  description = "Tasks of one service"
  vpc_id      = local.foundation.vpc_id

  tags = {
    Name = "${local.name}-${local.environment}"
  }
}

resource "aws_service_discovery_service" "app" {
  name = local.name

  # Lets Terraform delete it while tasks are registered.
  force_destroy = true

  dns_config {
    namespace_id   = local.platform.service_discovery_namespace_id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "A"
      ttl  = 10
    }
  }

  # ECS reports health itself, which needs this block. Its one argument is deprecated, but without it the provider
  # forgets the block and replaces the service on every run (hashicorp/terraform-provider-aws issue 44285).
  health_check_custom_config {
    failure_threshold = 1
  }
}
