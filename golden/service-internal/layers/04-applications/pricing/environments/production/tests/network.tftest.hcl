# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

# What is asserted of ARNs is known once it is applied.
run "applied" {
  command = apply
}

run "tasks_stay_private" {
  command = plan

  assert {
    condition     = !aws_ecs_service.app.network_configuration[0].assign_public_ip && length(setsubtract(aws_ecs_service.app.network_configuration[0].subnets, ["subnet-private-a", "subnet-private-b"])) == 0
    error_message = "Tasks run in private subnets and have no public address."
  }

  assert {
    condition     = length(setsubtract([aws_security_group.app.id, "sg-app"], aws_ecs_service.app.network_configuration[0].security_groups)) == 0
    error_message = "Tasks wear their own group and the one for all applications."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.applications.referenced_security_group_id == "sg-app" && aws_vpc_security_group_ingress_rule.applications.from_port == 8080 && aws_vpc_security_group_ingress_rule.applications.to_port == 8080
    error_message = "Other services reach the tasks on their port, and on no other."
  }
}

run "other_services_find_it" {
  command = plan

  assert {
    condition     = output.service_url == "http://pricing.test.local:8080"
    error_message = "service_url is the service's name in the namespace, with its port."
  }

  assert {
    condition     = length(aws_ecs_service.app.load_balancer) == 0
    error_message = "An internal service stands behind no load balancer."
  }
}
