locals {
  # One gateway in each zone survives the loss of a zone; a single one is cheaper.
  nat_gateways = 1
}

resource "aws_eip" "nat" {
  count = local.nat_gateways

  domain = "vpc"

  tags = {
    Name = "${local.name}-nat-${count.index}"
  }

  depends_on = [aws_internet_gateway.main]
}

resource "aws_nat_gateway" "main" {
  count = local.nat_gateways

  allocation_id = aws_eip.nat[count.index].id
  subnet_id     = aws_subnet.public[count.index].id

  tags = {
    Name = "${local.name}-${count.index}"
  }

  # The gateway needs the VPC's way out before it can open its own.
  depends_on = [aws_internet_gateway.main]
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "${local.name}-public"
  }
}

resource "aws_route" "public_internet" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_route_table_association" "public" {
  count = local.zones

  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.public[count.index].id
}

# A table for each zone even with a single gateway, so that more gateways only change routes.
resource "aws_route_table" "private" {
  count = local.zones

  vpc_id = aws_vpc.main.id

  tags = {
    Name = "${local.name}-private-${count.index}"
  }
}

resource "aws_route" "private_internet" {
  count = local.nat_gateways > 0 ? local.zones : 0

  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main[min(count.index, local.nat_gateways - 1)].id
}

resource "aws_route_table_association" "private" {
  count = local.zones

  route_table_id = aws_route_table.private[count.index].id
  subnet_id      = aws_subnet.private[count.index].id
}

# No route leaves the VPC from here: databases answer, they don't call out.
resource "aws_route_table" "database" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "${local.name}-database"
  }
}

resource "aws_route_table_association" "database" {
  count = local.zones

  route_table_id = aws_route_table.database.id
  subnet_id      = aws_subnet.database[count.index].id
}
