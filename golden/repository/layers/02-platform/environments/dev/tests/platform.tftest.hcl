# Offline: `terraform init -backend=false && terraform test`. No account, no credentials.
# Every run plans only: after an apply prevent_destroy would stop Terraform from cleaning up.

mock_provider "aws" {
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

  mock_data "aws_route53_zone" {
    defaults = {
      zone_id = "Z0TEST"
    }
  }
}

override_data {
  target = data.terraform_remote_state.foundation

  values = {
    outputs = {
      vpc_id                = "vpc-test"
      public_subnet_ids     = ["subnet-public-a", "subnet-public-b"]
      private_subnet_ids    = ["subnet-private-a", "subnet-private-b"]
      alb_security_group_id = "sg-alb"
    }
  }
}

variables {
  log_retention_days        = 30
  access_log_retention_days = 30
  alb_idle_timeout          = 60
  alb_5xx_threshold         = 10
}

run "cluster_has_the_name_that_commands_use" {
  command = plan

  assert {
    condition     = output.cluster_name == "dev-cluster"
    error_message = "Emergency commands and deploys name the cluster dev-cluster."
  }
}

run "cluster_offers_fargate_and_spot" {
  command = plan

  assert {
    condition     = toset(aws_ecs_cluster_capacity_providers.main.capacity_providers) == toset(["FARGATE", "FARGATE_SPOT"])
    error_message = "Services choose between Fargate and Fargate Spot."
  }

  assert {
    condition     = one(aws_ecs_cluster_capacity_providers.main.default_capacity_provider_strategy).capacity_provider == "FARGATE"
    error_message = "What names no capacity provider must not land on Spot."
  }
}

run "cluster_is_watched" {
  command = plan

  assert {
    condition     = one([for setting in aws_ecs_cluster.main.setting : setting.value if setting.name == "containerInsights"]) == "enabled"
    error_message = "Container Insights is enabled."
  }
}

run "commands_in_containers_are_logged_encrypted" {
  command = plan

  assert {
    condition     = aws_ecs_cluster.main.configuration[0].execute_command_configuration[0].logging == "OVERRIDE"
    error_message = "ECS Exec logs where this layer says."
  }

  assert {
    condition     = aws_ecs_cluster.main.configuration[0].execute_command_configuration[0].log_configuration[0].cloud_watch_encryption_enabled
    error_message = "What people type in ECS Exec is encrypted."
  }
}

run "load_balancer_main" {
  command = plan

  assert {
    condition     = length(aws_lb.main.name) <= 32 && !startswith(aws_lb.main.name, "internal-")
    error_message = "AWS refuses this load balancer's name."
  }

  assert {
    condition     = aws_lb.main.subnets == toset(["subnet-public-a", "subnet-public-b"])
    error_message = "The load balancer stands in the public subnets."
  }

  assert {
    condition     = aws_lb.main.security_groups == toset(["sg-alb"])
    error_message = "The load balancer wears the foundation's group for load balancers and no other."
  }

  assert {
    condition     = aws_lb.main.drop_invalid_header_fields
    error_message = "Invalid headers are dropped before they reach a service."
  }

  assert {
    condition     = aws_lb.main.enable_deletion_protection == false
    error_message = "Only production's load balancer is protected from deletion."
  }

  assert {
    condition     = aws_lb.main.access_logs[0].enabled
    error_message = "Requests are logged."
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

run "names_lead_to_load_balancer_main" {
  command = plan

  assert {
    condition     = aws_route53_record.main_wildcard.name == "*.dev.acme.dev"
    error_message = "Services behind the load balancer answer under dev.acme.dev."
  }

  assert {
    condition     = contains(aws_acm_certificate.main.subject_alternative_names, "*.dev.acme.dev")
    error_message = "The certificate covers the services behind the load balancer."
  }
}

run "access_logs_are_private" {
  command = plan

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.access_logs.block_public_acls,
      aws_s3_bucket_public_access_block.access_logs.block_public_policy,
      aws_s3_bucket_public_access_block.access_logs.ignore_public_acls,
      aws_s3_bucket_public_access_block.access_logs.restrict_public_buckets,
    ])
    error_message = "Access logs hold clients' addresses: nobody outside sees them."
  }

  assert {
    condition     = length(aws_s3_bucket.access_logs.bucket) <= 63
    error_message = "AWS refuses a bucket's name of more than 63 characters."
  }
}

run "load_balancers_alone_write_access_logs" {
  command = plan

  assert {
    condition = [for statement in jsondecode(aws_s3_bucket_policy.access_logs.policy).Statement : statement.Principal if statement.Effect == "Allow"] == [
      { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
    ]
    error_message = "Only load balancers write to the bucket of their logs."
  }

  assert {
    condition     = toset(jsondecode(aws_s3_bucket_policy.access_logs.policy).Statement[0].Resource) == toset([for name in ["main"] : "arn:aws:s3:::${aws_s3_bucket.access_logs.bucket}/${name}/AWSLogs/123456789012/*"])
    error_message = "Each load balancer writes under its own name, for this account."
  }
}

run "numbers_come_from_tfvars" {
  command = plan

  variables {
    log_retention_days        = 90
    access_log_retention_days = 45
    alb_idle_timeout          = 120
    alb_5xx_threshold         = 25
  }

  assert {
    condition     = alltrue([for group in [aws_cloudwatch_log_group.execute_command] : group.retention_in_days == 90])
    error_message = "Logs are kept as long as terraform.tfvars says."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.access_logs.rule[0].expiration[0].days == 45 && aws_s3_bucket_lifecycle_configuration.access_logs.rule[0].status == "Enabled"
    error_message = "Access logs are kept as long as terraform.tfvars says."
  }

  assert {
    condition     = alltrue([for balancer in [aws_lb.main] : balancer.idle_timeout == 120])
    error_message = "Idle connections are closed when terraform.tfvars says."
  }

  assert {
    condition     = alltrue([for alarm in [aws_cloudwatch_metric_alarm.main_5xx] : alarm.threshold == 25])
    error_message = "terraform.tfvars says how many errors raise the alarm."
  }
}

run "certificate_is_proven_by_dns" {
  command = plan

  assert {
    condition     = aws_acm_certificate.main.domain_name == "*.${output.domain_name}" && output.domain_name == "dev.acme.dev"
    error_message = "The certificate covers every service's name."
  }

  assert {
    condition     = aws_acm_certificate.main.validation_method == "DNS"
    error_message = "Only a certificate proven by DNS renews itself."
  }

  assert {
    condition     = toset(keys(aws_route53_record.certificate)) == toset(aws_acm_certificate.main.subject_alternative_names)
    error_message = "Each name of the certificate has its record."
  }
}

run "zone" {
  command = plan

  assert {
    condition     = data.aws_route53_zone.main.name == "acme.dev" && !data.aws_route53_zone.main.private_zone
    error_message = "Records belong into the public zone acme.dev."
  }
}

run "services_find_each_other_inside_the_network" {
  command = plan

  assert {
    condition     = output.service_discovery_namespace == "dev.internal"
    error_message = "Other services' addresses end in dev.internal."
  }

  assert {
    condition     = aws_service_discovery_private_dns_namespace.main.vpc == "vpc-test"
    error_message = "The namespace belongs to the foundation's network."
  }
}

run "key_rotates_and_serves_logs_and_alarms" {
  command = plan

  assert {
    condition     = aws_kms_key.main.enable_key_rotation
    error_message = "The key rotates."
  }

  assert {
    condition     = contains(jsondecode(aws_kms_key.main.policy).Statement[*].Principal, { Service = "logs.us-east-1.amazonaws.com" })
    error_message = "CloudWatch Logs encrypts with the key."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_kms_key.main.policy).Statement : contains(flatten([try(statement.Principal.Service, [])]), "cloudwatch.amazonaws.com") && contains(flatten([statement.Action]), "kms:GenerateDataKey*")
    ])
    error_message = "Alarms reach an encrypted topic only if CloudWatch may use the key."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.main.policy).Statement : can(statement.Condition) if can(statement.Principal.Service)
    ])
    error_message = "AWS's services use the key for this account only."
  }
}

run "github_gets_in_by_oidc" {
  command = plan

  assert {
    condition     = aws_iam_openid_connect_provider.github.url == "https://token.actions.githubusercontent.com"
    error_message = "Deploy roles trust GitHub's OIDC provider."
  }

  assert {
    condition     = toset(aws_iam_openid_connect_provider.github.client_id_list) == toset(["sts.amazonaws.com"])
    error_message = "Tokens for another audience than AWS are refused."
  }
}

run "alarms_are_encrypted_and_reach_people" {
  command = plan

  assert {
    condition     = aws_sns_topic.alarms.kms_master_key_id == aws_kms_alias.main.name
    error_message = "Alarms are encrypted with the platform's key."
  }

  assert {
    condition     = toset(keys(aws_sns_topic_subscription.email)) == toset([])
    error_message = "Alarms go to alarm_emails and to nobody else."
  }
}

run "failed_deployments_raise_an_alarm" {
  command = plan

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.failed_deployments.event_pattern).detail.eventName == ["SERVICE_DEPLOYMENT_FAILED"]
    error_message = "The rule is for failed deployments."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.failed_deployments.event_pattern).resources[0].prefix == "arn:aws:ecs:us-east-1:123456789012:service/${output.cluster_name}/"
    error_message = "The rule is for this cluster's services."
  }
}

run "dying_certificate_raises_an_alarm" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.certificate.metric_name == "DaysToExpiry" && aws_cloudwatch_metric_alarm.certificate.threshold == 30
    error_message = "A certificate that does not renew is told thirty days before its end."
  }
}

run "what_services_read" {
  command = plan

  assert {
    condition     = toset(keys(output.load_balancers)) == toset(["main"])
    error_message = "load_balancers names every load balancer."
  }

  assert {
    condition     = alltrue([for name, balancer in output.load_balancers : balancer.security_group_id == "sg-alb"])
    error_message = "Services admit the load balancers' security group."
  }

  assert {
    condition     = startswith(output.monitoring_url, "https://us-east-1.console.aws.amazon.com/cloudwatch/")
    error_message = "monitoring_url leads to the dashboard."
  }
}

run "refuses_numbers_that_aws_lacks" {
  command = plan

  variables {
    log_retention_days        = 100
    access_log_retention_days = 0
    alb_idle_timeout          = 4001
    alb_5xx_threshold         = 0
  }

  # Each of them has to be refused.
  expect_failures = [
    var.log_retention_days,
    var.access_log_retention_days,
    var.alb_idle_timeout,
    var.alb_5xx_threshold,
  ]
}
