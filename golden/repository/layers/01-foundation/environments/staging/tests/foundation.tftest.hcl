# Offline: `terraform init -backend=false && terraform test`. No account, no credentials.
# Every run plans only: after an apply the VPC's prevent_destroy would stop Terraform from cleaning up.

mock_provider "aws" {
  mock_data "aws_availability_zones" {
    defaults = {
      names = ["test-1a", "test-1b", "test-1c", "test-1d", "test-1e", "test-1f", "test-1g", "test-1h"]
    }
  }

  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }

  mock_data "aws_partition" {
    defaults = {
      partition = "aws"
    }
  }
}

variables {
  flow_log_retention_days = 30
}

run "address_plan" {
  command = plan

  assert {
    condition     = aws_vpc.main.cidr_block == "10.1.0.0/16"
    error_message = "The VPC's block differs from the spec: it would be replaced."
  }

  # By position alone: this still holds when zones grows.
  assert {
    condition     = aws_subnet.private[*].cidr_block == [for zone in range(2) : cidrsubnet("10.1.0.0/16", 4, zone)]
    error_message = "A private subnet left its place in the address plan: it would be replaced."
  }

  assert {
    condition     = aws_subnet.public[*].cidr_block == [for zone in range(2) : cidrsubnet("10.1.0.0/16", 6, 32 + zone)]
    error_message = "A public subnet left its place in the address plan: it would be replaced."
  }

  assert {
    condition     = aws_subnet.database[*].cidr_block == [for zone in range(2) : cidrsubnet("10.1.0.0/16", 6, 40 + zone)]
    error_message = "A database subnet left its place in the address plan: it would be replaced."
  }
}

run "one_subnet_of_each_kind_in_each_zone" {
  command = plan

  assert {
    condition = alltrue([
      for subnets in [aws_subnet.public, aws_subnet.private, aws_subnet.database] : length(distinct(subnets[*].availability_zone)) == 2
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
    condition     = length(aws_nat_gateway.main) == 1
    error_message = "The number of NAT gateways does not fit nat = \"single\"."
  }

  assert {
    condition     = length(aws_route.private_internet) == 2
    error_message = "Each private subnet has a route to the internet."
  }

  assert {
    condition     = length(aws_route_table_association.database) == 2
    error_message = "A database subnet without its own table falls back to the VPC's main one."
  }
}

run "load_balancers_open_only_to_their_clients" {
  command = plan

  assert {
    condition = toset([
      for rule in concat(values(aws_vpc_security_group_ingress_rule.alb_https), values(aws_vpc_security_group_ingress_rule.alb_http)) : "${rule.cidr_ipv4} ${rule.from_port}-${rule.to_port}"
    ]) == toset(flatten([for cidr in ["0.0.0.0/0"] : ["${cidr} 443-443", "${cidr} 80-80"]]))
    error_message = "Load balancers admit alb_ingress_cidrs on 443 and 80, and nothing else."
  }
}

run "applications_call_out_only_on_named_ports" {
  command = plan

  assert {
    condition = toset([
      for rule in values(aws_vpc_security_group_egress_rule.app_internet) : "${rule.ip_protocol} ${rule.from_port}-${rule.to_port}"
    ]) == toset([for port in [443] : "tcp ${port}-${port}"])
    error_message = "Applications call addresses outside the VPC on app_egress_ports only."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.app_vpc.cidr_ipv4 == "10.1.0.0/16"
    error_message = "Every other port of an application stays inside the VPC."
  }
}

run "data_stores_admit_no_network_but_the_named" {
  command = plan

  assert {
    condition = toset([
      for rule in concat(values(aws_vpc_security_group_ingress_rule.data_postgres_admin), values(aws_vpc_security_group_ingress_rule.data_redis_admin)) : "${rule.cidr_ipv4} ${rule.from_port}-${rule.to_port}"
    ]) == toset(flatten([for cidr in [] : ["${cidr} 5432-5432", "${cidr} 6379-6379"]]))
    error_message = "Only data_admin_cidrs reach data stores by address."
  }
}

run "endpoints" {
  command = plan

  assert {
    condition     = toset(concat(keys(aws_vpc_endpoint.gateway), keys(aws_vpc_endpoint.interface))) == toset(concat(["dynamodb", "s3"], []))
    error_message = "The endpoints differ from the spec."
  }

  assert {
    condition     = alltrue([for endpoint in values(aws_vpc_endpoint.interface) : endpoint.private_dns_enabled])
    error_message = "Without private DNS nobody finds an interface endpoint."
  }
}

run "flow_logs_are_kept_and_encrypted" {
  command = plan

  variables {
    flow_log_retention_days = 90
  }

  assert {
    condition     = aws_flow_log.main.traffic_type == "ALL"
    error_message = "Flow logs record the traffic that the spec names."
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow_logs.retention_in_days == 90
    error_message = "Flow logs are kept as long as terraform.tfvars says."
  }

  assert {
    condition     = aws_kms_key.flow_logs.enable_key_rotation
    error_message = "The key of the flow logs rotates."
  }
}

run "refuses_a_retention_cloudwatch_lacks" {
  command = plan

  variables {
    flow_log_retention_days = 100
  }

  expect_failures = [var.flow_log_retention_days]
}

run "what_other_layers_read" {
  command = plan

  assert {
    condition     = length(output.public_subnet_ids) == 2 && length(output.private_subnet_ids) == 2 && length(output.database_subnet_ids) == 2
    error_message = "Each list of subnets has one entry a zone."
  }

  assert {
    condition     = output.vpc_cidr_block == "10.1.0.0/16"
    error_message = "vpc_cidr_block is another network's."
  }

  assert {
    condition     = output.availability_zones == aws_subnet.private[*].availability_zone
    error_message = "availability_zones follows the order of the subnets."
  }
}
