locals {
  zone_id = data.aws_route53_zone.main.zone_id
}

data "aws_route53_zone" "main" {
  name         = "acme.dev"
  private_zone = false
}

# If Terraform ever made the zone itself, it lets go of it and destroys nothing.
removed {
  from = aws_route53_zone.main

  lifecycle {
    destroy = false
  }
}

resource "aws_route53_record" "main_wildcard" {
  zone_id = local.zone_id
  name    = "*.dev.acme.dev"
  type    = "A"

  alias {
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
    evaluate_target_health = false
  }
}
