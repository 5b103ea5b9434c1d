# Who may reach this service. The group for all applications, which its tasks wear too, gives the ways out, to anything
# in the network and to named ports outside it, and the access to data stores; it opens no way in.
# Services that name this one in uses add a rule of their own to this group, each for its own group; no other gets in.
resource "aws_security_group" "app" {
  name        = "${local.name}-${local.environment}"
  description = "Tasks of one service"
  vpc_id      = local.foundation.vpc_id

  tags = {
    Name = "${local.name}-${local.environment}"
  }
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  security_group_id            = aws_security_group.app.id
  description                  = "From the load balancer"
  referenced_security_group_id = local.foundation.alb_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = 9090
  to_port                      = 9090
}

resource "aws_vpc_security_group_egress_rule" "internet" {
  for_each = toset([for port in [587] : tostring(port)])

  security_group_id = aws_security_group.app.id
  description       = "Addresses outside the VPC, TCP ${each.key}"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = tonumber(each.key)
  to_port           = tonumber(each.key)
}

locals {
  load_balancer = {
    arn_suffix         = local.platform.alb_arn_suffix
    https_listener_arn = local.platform.https_listener_arn
    domain_name        = local.platform.domain_name
  }

  # Its record, and a certificate on the listener, are made where the name is at home.
  host = "shop.acme.dev"
}

resource "aws_lb_target_group" "app" {
  #checkov:skip=CKV_AWS_378:TLS ends at the load balancer; behind it traffic stays in private subnets.
  # The suffix changes with what forces a replacement, so that the new group can stand beside the old one.
  name                 = "${local.name}-prd-${substr(sha256("${local.foundation.vpc_id} 9090 main"), 0, 6)}"
  vpc_id               = local.foundation.vpc_id
  port                 = 9090
  protocol             = "HTTP"
  target_type          = "ip"
  deregistration_delay = 60

  health_check {
    path                = "/store/ready"
    matcher             = "200,204"
    interval            = 30
    timeout             = 10
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  # scripts/validate.sh of this repository asks there.
  tags = {
    HealthUrl = "https://${local.host}/store/ready"
  }

  stickiness {
    enabled         = true
    type            = "lb_cookie"
    cookie_duration = 86400
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener_rule" "app" {
  listener_arn = local.load_balancer.https_listener_arn
  priority     = 16725

  condition {
    host_header {
      values = [local.host]
    }
  }

  condition {
    path_pattern {
      values = ["/store", "/store/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.app.arn
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
