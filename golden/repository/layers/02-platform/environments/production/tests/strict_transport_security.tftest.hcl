# Guards the header Strict-Transport-Security in load_balancer.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "load_balancer_main_keeps_browsers_at_https" {
  command = plan

  assert {
    condition     = can(regex("max-age=[1-9]", aws_lb_listener.main_https.routing_http_response_strict_transport_security_header_value))
    error_message = "A browser that was here once asks by HTTPS alone."
  }
}
