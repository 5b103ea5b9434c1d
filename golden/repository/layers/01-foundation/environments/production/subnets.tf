resource "aws_subnet" "public" {
  count = local.zones

  vpc_id            = aws_vpc.main.id
  availability_zone = local.zone_names[count.index]
  cidr_block        = cidrsubnet(local.vpc_cidr, 6, 32 + count.index)

  # Load balancers and NAT gateways bring their own public addresses; nothing else here shall have one.
  map_public_ip_on_launch = false

  tags = {
    Name = "${local.name}-public-${count.index}"
    Tier = "public"

    # Where an EKS cluster looks for subnets for its public load balancers.
    "kubernetes.io/role/elb" = "1"
  }

  # AWS's list of zones may grow in the middle: a subnet stays where it was made.
  lifecycle {
    ignore_changes = [availability_zone]
  }
}

resource "aws_subnet" "private" {
  count = local.zones

  vpc_id            = aws_vpc.main.id
  availability_zone = local.zone_names[count.index]
  cidr_block        = cidrsubnet(local.vpc_cidr, 4, count.index)

  map_public_ip_on_launch = false

  tags = {
    Name = "${local.name}-private-${count.index}"
    Tier = "private"

    "kubernetes.io/role/internal-elb" = "1"
  }

  # AWS's list of zones may grow in the middle: a subnet stays where it was made.
  lifecycle {
    ignore_changes = [availability_zone]
  }
}

resource "aws_subnet" "database" {
  count = local.zones

  vpc_id            = aws_vpc.main.id
  availability_zone = local.zone_names[count.index]
  cidr_block        = cidrsubnet(local.vpc_cidr, 6, 40 + count.index)

  map_public_ip_on_launch = false

  tags = {
    Name = "${local.name}-database-${count.index}"
    Tier = "database"
  }

  # AWS's list of zones may grow in the middle: a subnet stays where it was made.
  lifecycle {
    ignore_changes = [availability_zone]
  }
}
