# One block for each load balancer, so that the code shows what a plan would destroy.

resource "aws_lb" "main" {
  #checkov:skip=CKV2_AWS_28:A web ACL is chosen for the whole company: input web_acl_arn.
  #checkov:skip=CKV_AWS_150:Deletion protection is for production.
  name               = "dev-main"
  load_balancer_type = "application"
  internal           = false
  subnets            = local.foundation.public_subnet_ids
  security_groups    = [local.foundation.alb_security_group_id]

  enable_deletion_protection = false
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "defensive"
  idle_timeout               = var.alb_idle_timeout

  access_logs {
    enabled = true
    bucket  = aws_s3_bucket.access_logs.id
    prefix  = "main"
  }

  # The load balancer writes a test file when it is made.
  depends_on = [aws_s3_bucket_policy.access_logs]
}

# Services add their rules here; what no rule matches is answered at the door.
resource "aws_lb_listener" "main_https" {
  load_balancer_arn = aws_lb.main.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate_validation.main.certificate_arn

  # Browsers come back by HTTPS alone, whichever service answered.
  routing_http_response_strict_transport_security_header_value = "max-age=31536000"

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "Not found"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener" "main_http" {
  load_balancer_arn = aws_lb.main.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}
