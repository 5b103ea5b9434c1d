# Guards dns.tf and certificate.tf.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "names_lead_to_load_balancer_main" {
  command = plan

  assert {
    condition     = aws_route53_record.main_wildcard.name == "*.dev.acme.dev"
    error_message = "Services behind the load balancer answer under dev.acme.dev."
  }

  assert {
    condition     = contains(aws_acm_certificate.main.subject_alternative_names, "*.dev.acme.dev")
    error_message = "The certificate covers the services behind the load balancer."
  }
}

run "certificate_is_proven_by_dns" {
  command = plan

  assert {
    condition     = aws_acm_certificate.main.domain_name == "*.${output.domain_name}" && output.domain_name == "dev.acme.dev"
    error_message = "The certificate covers every service's name."
  }

  assert {
    condition     = aws_acm_certificate.main.validation_method == "DNS"
    error_message = "Only a certificate proven by DNS renews itself."
  }

  assert {
    condition     = length(setsubtract(aws_acm_certificate.main.subject_alternative_names, keys(aws_route53_record.certificate))) == 0
    error_message = "Each name of the certificate has its record."
  }
}

run "zone" {
  command = plan

  assert {
    condition     = aws_route53_zone.main.name == "dev.acme.dev"
    error_message = "Records belong into the public zone dev.acme.dev."
  }
}
