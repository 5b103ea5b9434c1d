# Guards security_groups.tf.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "load_balancers_open_only_to_their_clients" {
  command = plan

  assert {
    condition     = length(setsubtract(["0.0.0.0/0"], keys(aws_vpc_security_group_ingress_rule.alb_https))) == 0
    error_message = "Load balancers admit alb_ingress_cidrs by HTTPS."
  }

  assert {
    condition = alltrue(concat(
      [for rule in values(aws_vpc_security_group_ingress_rule.alb_https) : rule.from_port == 443 && rule.to_port == 443],
      [for rule in values(aws_vpc_security_group_ingress_rule.alb_http) : rule.from_port == 80 && rule.to_port == 80],
    ))
    error_message = "Load balancers admit clients on 443 and 80, and on no other port."
  }
}

run "applications_call_out_only_on_named_ports" {
  command = plan

  assert {
    condition     = length(setsubtract([for port in [443] : tostring(port)], keys(aws_vpc_security_group_egress_rule.app_internet))) == 0
    error_message = "Applications call addresses outside the VPC on app_egress_ports."
  }

  assert {
    condition     = alltrue([for rule in values(aws_vpc_security_group_egress_rule.app_internet) : rule.ip_protocol == "tcp" && rule.from_port == rule.to_port])
    error_message = "A rule to addresses outside the VPC opens one port."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.app_vpc.cidr_ipv4 == "10.2.0.0/16"
    error_message = "Every other port of an application stays inside the VPC."
  }
}

run "data_stores_admit_no_network_but_the_named" {
  command = plan

  assert {
    condition = alltrue([
      for rules in [aws_vpc_security_group_ingress_rule.data_postgres_admin, aws_vpc_security_group_ingress_rule.data_redis_admin] :
      length(setsubtract([], keys(rules))) == 0 && !contains(keys(rules), "0.0.0.0/0")
    ])
    error_message = "data_admin_cidrs reach data stores by address, and never everybody."
  }

  assert {
    condition = alltrue(concat(
      [for rule in values(aws_vpc_security_group_ingress_rule.data_postgres_admin) : rule.from_port == 5432 && rule.to_port == 5432],
      [for rule in values(aws_vpc_security_group_ingress_rule.data_redis_admin) : rule.from_port == 6379 && rule.to_port == 6379],
    ))
    error_message = "Administrators reach data stores on their own ports alone."
  }
}
