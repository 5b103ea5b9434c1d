# Offline: `terraform init -backend=false && terraform test`. No account, no credentials.
# A file of tests guards the .tf files that its runs name, and goes when those go. What you add turns none of them red.
# Every run plans only: after an apply the VPC's prevent_destroy would stop Terraform from cleaning up.

mock_provider "aws" {
  source = "./tests/mocks"
}

# By position alone: this still holds when zones grows.
run "address_plan" {
  command = plan

  assert {
    condition     = aws_vpc.main.cidr_block == "10.0.0.0/16"
    error_message = "The VPC's block differs from the spec: it would be replaced."
  }

  assert {
    condition     = alltrue([for zone in range(2) : aws_subnet.private[zone].cidr_block == cidrsubnet("10.0.0.0/16", 4, zone)])
    error_message = "A private subnet left its place in the address plan: it would be replaced."
  }

  assert {
    condition     = alltrue([for zone in range(2) : aws_subnet.public[zone].cidr_block == cidrsubnet("10.0.0.0/16", 6, 32 + zone)])
    error_message = "A public subnet left its place in the address plan: it would be replaced."
  }

  assert {
    condition     = alltrue([for zone in range(2) : aws_subnet.database[zone].cidr_block == cidrsubnet("10.0.0.0/16", 6, 40 + zone)])
    error_message = "A database subnet left its place in the address plan: it would be replaced."
  }
}

run "one_subnet_of_each_kind_in_each_zone" {
  command = plan

  assert {
    condition = alltrue([
      for subnets in [aws_subnet.public, aws_subnet.private, aws_subnet.database] : length(distinct(subnets[*].availability_zone)) >= 2
    ])
    error_message = "Each kind of subnet stands in 2 zones."
  }
}

run "no_subnet_gives_public_addresses" {
  command = plan

  assert {
    condition = !anytrue(concat(
      aws_subnet.public[*].map_public_ip_on_launch,
      aws_subnet.private[*].map_public_ip_on_launch,
      aws_subnet.database[*].map_public_ip_on_launch,
    ))
    error_message = "Nothing gets a public address by being started."
  }
}

run "ways_out" {
  command = plan

  assert {
    condition     = length(aws_nat_gateway.main) >= 1
    error_message = "The number of NAT gateways does not fit nat = \"single\"."
  }

  assert {
    condition     = length(aws_route.private_internet) >= 2
    error_message = "Each private subnet has a route to the internet."
  }

  assert {
    condition     = length(aws_route_table_association.database) >= 2
    error_message = "A database subnet without its own table falls back to the VPC's main one."
  }
}

run "what_other_layers_read" {
  command = plan

  assert {
    condition     = alltrue([for subnets in [output.public_subnet_ids, output.private_subnet_ids, output.database_subnet_ids] : length(subnets) >= 2])
    error_message = "Each list of subnets has one entry a zone."
  }

  assert {
    condition     = output.vpc_cidr_block == "10.0.0.0/16"
    error_message = "vpc_cidr_block is another network's."
  }

  assert {
    condition     = output.availability_zones == aws_subnet.private[*].availability_zone
    error_message = "availability_zones follows the order of the subnets."
  }
}
