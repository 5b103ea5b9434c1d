# The network of dev: one VPC with a public, a private and a database subnet in each zone.
# Address plan, in parts of the VPC's block, which holds up to eight zones:
#   first half      private subnets, a sixteenth each: every Fargate task takes an address here
#   third quarter   public subnets and database subnets, a sixty-fourth each
#   fourth quarter  free for what comes later

locals {
  name     = "foundation-dev"
  vpc_cidr = "10.0.0.0/16"

  # A subnet's block follows from its zone's position alone: one more zone adds subnets and renumbers none.
  zones      = 2
  zone_names = slice(sort(data.aws_availability_zones.available.names), 0, local.zones)
}

# Local Zones and Wavelength Zones must be opted into and cannot hold a NAT gateway or a database.
data "aws_availability_zones" "available" {
  #checkov:skip=CKV_AWS_394:Which zones an account sees, nobody knows before; the first by name are taken, and the letter of one that AWS adds comes behind them.
  state = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }

  lifecycle {
    postcondition {
      condition     = length(self.names) >= 2
      error_message = "This account sees fewer than 2 availability zones in us-east-1: lower the input zones."
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_vpc" "main" {
  cidr_block           = local.vpc_cidr
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = local.name
  }

  # Everything stands in this network, and a new CIDR block would replace it.
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = local.name
  }
}

# AWS puts whatever names no security group into the default one: without rules it reaches nothing.
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "${local.name}-default-closed"
  }
}
