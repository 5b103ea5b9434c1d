# Guards load_balancer.tf.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "load_balancer_main" {
  command = plan

  variables {
    alb_idle_timeout = 120
  }

  assert {
    condition     = length(aws_lb.main.name) <= 32 && !startswith(aws_lb.main.name, "internal-")
    error_message = "AWS refuses this load balancer's name."
  }

  assert {
    condition     = length(setsubtract(aws_lb.main.subnets, ["subnet-public-a", "subnet-public-b"])) == 0
    error_message = "The load balancer stands in the public subnets."
  }

  assert {
    condition     = contains(aws_lb.main.security_groups, "sg-alb")
    error_message = "The load balancer wears the foundation's group for load balancers, which services admit."
  }

  assert {
    condition     = aws_lb.main.drop_invalid_header_fields
    error_message = "Invalid headers are dropped before they reach a service."
  }

  assert {
    condition     = aws_lb.main.enable_deletion_protection
    error_message = "Production's load balancer is protected from deletion."
  }

  assert {
    condition     = aws_lb.main.access_logs[0].enabled
    error_message = "Requests are logged."
  }

  assert {
    condition     = aws_lb.main.idle_timeout == 120
    error_message = "Idle connections are closed when terraform.tfvars says."
  }

  assert {
    condition     = output.load_balancers["main"].security_group_id == "sg-alb"
    error_message = "Services find the load balancer by its name, and the group that they admit."
  }
}

run "load_balancer_main_speaks_tls_only" {
  command = plan

  assert {
    condition     = aws_lb_listener.main_https.port == 443 && aws_lb_listener.main_https.protocol == "HTTPS"
    error_message = "The listener that services use is HTTPS on 443."
  }

  assert {
    condition     = startswith(aws_lb_listener.main_https.ssl_policy, "ELBSecurityPolicy-TLS13-1-2-")
    error_message = "TLS 1.2 at least, and 1.3."
  }

  assert {
    condition     = aws_lb_listener.main_https.default_action[0].fixed_response[0].status_code == "404"
    error_message = "A host that no service claims gets 404."
  }

  assert {
    condition     = aws_lb_listener.main_http.default_action[0].redirect[0].protocol == "HTTPS" && aws_lb_listener.main_http.default_action[0].redirect[0].status_code == "HTTP_301"
    error_message = "HTTP does nothing but redirect to HTTPS."
  }
}
