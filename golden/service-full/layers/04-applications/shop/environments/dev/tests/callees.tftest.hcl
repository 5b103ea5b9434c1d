# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

# What is asserted of ARNs is known once it is applied.
run "applied" {
  command   = apply
  state_key = "service"
}

run "catalog_lets_it_in" {
  command   = plan
  state_key = "service"

  assert {
    condition     = aws_vpc_security_group_ingress_rule.to_catalog.security_group_id == "sg-catalog" && aws_vpc_security_group_ingress_rule.to_catalog.referenced_security_group_id == aws_security_group.app.id
    error_message = "The group of catalog lets in this service, and no other by this rule."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.to_catalog.from_port == 8080 && aws_vpc_security_group_ingress_rule.to_catalog.to_port == 8080
    error_message = "catalog is reached on its port, and on no other."
  }
}

run "pricing_lets_it_in" {
  command   = plan
  state_key = "service"

  assert {
    condition     = aws_vpc_security_group_ingress_rule.to_pricing.security_group_id == "sg-pricing" && aws_vpc_security_group_ingress_rule.to_pricing.referenced_security_group_id == aws_security_group.app.id
    error_message = "The group of pricing lets in this service, and no other by this rule."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.to_pricing.from_port == 8080 && aws_vpc_security_group_ingress_rule.to_pricing.to_port == 8080
    error_message = "pricing is reached on its port, and on no other."
  }
}

# Terraform would not clean up what has prevent_destroy: this takes it down, with a configuration that has none of it.
run "taken_down" {
  state_key = "service"

  module {
    source = "./tests/nothing"
  }
}
