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

run "tasks_stay_private" {
  command   = plan
  state_key = "service"

  assert {
    condition     = !aws_ecs_service.app.network_configuration[0].assign_public_ip && length(setsubtract(aws_ecs_service.app.network_configuration[0].subnets, ["subnet-private-a", "subnet-private-b"])) == 0
    error_message = "Tasks run in private subnets and have no public address."
  }

  assert {
    condition     = length(setsubtract([aws_security_group.app.id, "sg-app"], aws_ecs_service.app.network_configuration[0].security_groups)) == 0
    error_message = "Tasks wear their own group and the one for all applications."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.load_balancer.referenced_security_group_id == "sg-alb" && aws_vpc_security_group_ingress_rule.load_balancer.from_port == 9090 && aws_vpc_security_group_ingress_rule.load_balancer.to_port == 9090
    error_message = "The load balancer reaches the tasks on their port, and on no other."
  }
}

run "traffic_arrives" {
  command   = plan
  state_key = "service"

  assert {
    condition     = length(aws_lb_target_group.app.name) <= 32 && startswith(aws_lb_target_group.app.name, "shop-dev-")
    error_message = "A target group's name has at most 32 characters."
  }

  assert {
    condition     = aws_lb_listener_rule.app.listener_arn == local.load_balancer.https_listener_arn && aws_lb_listener_rule.app.priority == 16725
    error_message = "The rule stands at the place that the spec gives it, on the HTTPS listener."
  }

  assert {
    condition     = contains(aws_lb_listener_rule.app.action[*].target_group_arn, aws_lb_target_group.app.arn) && contains(aws_ecs_service.app.load_balancer[*].target_group_arn, aws_lb_target_group.app.arn)
    error_message = "Rule and tasks belong to the same target group."
  }

  assert {
    condition     = contains(flatten([for condition in aws_lb_listener_rule.app.condition : flatten(condition.host_header[*].values)]), "shop.dev.acme.dev")
    error_message = "The rule takes the service's host name."
  }

  assert {
    condition     = length(setsubtract(["/store", "/store/*"], flatten([for condition in aws_lb_listener_rule.app.condition : flatten(condition.path_pattern[*].values)]))) == 0
    error_message = "The rule takes the service's path and what lies below it."
  }

  assert {
    condition     = output.service_url == "https://shop.dev.acme.dev/store"
    error_message = "service_url is where clients reach the service."
  }

  assert {
    condition     = lookup(aws_lb_target_group.app.tags, "HealthUrl", "https://shop.dev.acme.dev/") == "https://shop.dev.acme.dev/store/health"
    error_message = "scripts/validate.sh asks the service itself, under its own name."
  }
}

# Terraform would not clean up what has prevent_destroy: this takes it down, with a configuration that has none of it.
run "taken_down" {
  state_key = "service"

  module {
    source = "./tests/nothing"
  }
}
