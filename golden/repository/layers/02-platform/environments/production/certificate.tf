# Wildcards, so that a new service needs neither a certificate nor a DNS record of its own.
locals {
  certificate_names = ["*.acme.dev"]
}

resource "aws_acm_certificate" "main" {
  #checkov:skip=CKV2_AWS_71:The wildcard is the point: services come and go without a new certificate.
  domain_name               = "*.${local.domain_name}"
  subject_alternative_names = local.certificate_names
  validation_method         = "DNS"

  # The listeners hold the old one until they have the new one.
  lifecycle {
    create_before_destroy = true
  }
}

# AWS renews the certificate for as long as these records stand.
resource "aws_route53_record" "certificate" {
  for_each = toset(local.certificate_names)

  zone_id = local.zone_id
  name    = one([for option in aws_acm_certificate.main.domain_validation_options : option.resource_record_name if option.domain_name == each.key])
  type    = one([for option in aws_acm_certificate.main.domain_validation_options : option.resource_record_type if option.domain_name == each.key])
  records = [for option in aws_acm_certificate.main.domain_validation_options : option.resource_record_value if option.domain_name == each.key]
  ttl     = 300

  # The same name in the same account is always proven by the same record, whoever wrote it first.
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "main" {
  certificate_arn         = aws_acm_certificate.main.arn
  validation_record_fqdns = [for record in aws_route53_record.certificate : record.fqdn]
}
