# Groups that other layers attach. Rules are resources of their own, never inline, so that a layer can add its own.

resource "aws_security_group" "alb" {
  #checkov:skip=CKV2_AWS_5:The platform layer attaches it to its load balancers.
  name        = "${local.name}-alb"
  description = "Public load balancers"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "${local.name}-alb"
  }
}

resource "aws_vpc_security_group_ingress_rule" "alb_https" {
  for_each = toset(["0.0.0.0/0"])

  security_group_id = aws_security_group.alb.id
  description       = "HTTPS from clients"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_ingress_rule" "alb_http" {
  #checkov:skip=CKV_AWS_260:Port 80 only redirects to HTTPS.
  for_each = toset(["0.0.0.0/0"])

  security_group_id = aws_security_group.alb.id
  description       = "HTTP from clients, redirected to HTTPS"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

# Services choose their ports, so any port, but only inside this network.
resource "aws_vpc_security_group_egress_rule" "alb_targets" {
  security_group_id = aws_security_group.alb.id
  description       = "Targets in this VPC"
  cidr_ipv4         = aws_vpc.main.cidr_block
  ip_protocol       = "tcp"
  from_port         = 1
  to_port           = 65535
}

# The badge of every application task. It opens no port of its own: a service lets in those that name it, in its own
# group, or with admit = "all" whoever wears this badge, as data stores do.
resource "aws_security_group" "app" {
  #checkov:skip=CKV2_AWS_5:Services attach it to their tasks.
  name        = "${local.name}-app"
  description = "Application tasks"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "${local.name}-app"
  }
}

resource "aws_vpc_security_group_egress_rule" "app_vpc" {
  security_group_id = aws_security_group.app.id
  description       = "Other services, data stores and endpoints in this VPC"
  cidr_ipv4         = aws_vpc.main.cidr_block
  ip_protocol       = "-1"
}

resource "aws_vpc_security_group_egress_rule" "app_internet" {
  for_each = toset([for port in [443] : tostring(port)])

  security_group_id = aws_security_group.app.id
  description       = "Addresses outside this VPC, TCP ${each.key}"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = tonumber(each.key)
  to_port           = tonumber(each.key)
}

# Worn by every data store beside its own group, which admits applications. This one admits people's networks only.
resource "aws_security_group" "data" {
  #checkov:skip=CKV2_AWS_5:The shared-services layer attaches it to its data stores.
  name        = "${local.name}-data"
  description = "Databases and caches"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "${local.name}-data"
  }
}

resource "aws_vpc_security_group_ingress_rule" "data_postgres_admin" {
  for_each = toset([])

  security_group_id = aws_security_group.data.id
  description       = "PostgreSQL from an administration network"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
}

resource "aws_vpc_security_group_ingress_rule" "data_redis_admin" {
  for_each = toset([])

  security_group_id = aws_security_group.data.id
  description       = "Redis from an administration network"
  cidr_ipv4         = each.key
  ip_protocol       = "tcp"
  from_port         = 6379
  to_port           = 6379
}

resource "aws_security_group" "endpoints" {
  #checkov:skip=CKV2_AWS_5:Attached to the interface endpoints, where there are any.
  name        = "${local.name}-endpoints"
  description = "Interface endpoints of AWS services"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "${local.name}-endpoints"
  }
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_https" {
  security_group_id = aws_security_group.endpoints.id
  description       = "HTTPS from this VPC"
  cidr_ipv4         = aws_vpc.main.cidr_block
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
