locals {
  zone_id = aws_route53_zone.main.zone_id
}

resource "aws_route53_zone" "main" {
  #checkov:skip=CKV2_AWS_38:Signing (DNSSEC) is decided with whoever holds the parent domain.
  #checkov:skip=CKV2_AWS_39:Queries of a public zone are the public's.
  name    = "dev.acme.dev"
  comment = "Names of dev"

  # A new zone has other name servers: the parent domain would point to nothing.
  lifecycle {
    prevent_destroy = true
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
