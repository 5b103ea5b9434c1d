# Lets this service in where it calls: a rule in the group of each service that it uses. Rules of several callers don't
# meet, as each names its own group.

resource "aws_vpc_security_group_ingress_rule" "to_catalog" {
  security_group_id            = data.terraform_remote_state.catalog.outputs.security_group_id
  description                  = "From ${local.name}, which uses it"
  referenced_security_group_id = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_ingress_rule" "to_pricing" {
  security_group_id            = data.terraform_remote_state.pricing.outputs.security_group_id
  description                  = "From ${local.name}, which uses it"
  referenced_security_group_id = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}
