unit "shop" {
  pack         = "service@1.0.0"
  environments = ["dev", "staging", "production"]
  owner        = "storefront"
  repository   = "acme/shop-web"
  repository_ids = {
    owner      = "4021"
    repository = "7719"
  }
  tags = {
    CostCenter = "1234"
  }
  exposure                  = "public"
  port                      = 9090
  host                      = "shop.acme.dev"
  path                      = "/store"
  health_check_path         = "/store/health"
  health_check_matcher      = "200,204"
  health_check_interval     = 30
  health_check_grace_period = 120
  deregistration_delay      = 60
  stickiness                = true
  egress_ports              = [587]
  uses                      = ["catalog", "pricing"]
  database                  = "shared"
  cache                     = true
  queues = {
    jobs = "both"
  }
  worker_queue = "jobs"
  buckets = {
    reports = {
      expire_days     = 365
      noncurrent_days = 7
    }
    uploads = {}
  }
  tables = {
    orders = {
      indexes = {
        by_customer = {
          partition_key = "customer"
          sort_key      = "placed_at"
        }
      }
      sort_key = "placed_at"
      ttl      = "ends_at"
      types = {
        placed_at = "N"
      }
    }
  }
  policy_statements = [
    {
      actions = ["ses:SendEmail"]
      conditions = {
        StringEquals = {
          "ses:FromAddress" = ["shop@acme.dev"]
        }
      }
      resources = ["*"]
      sid       = "Mail"
    },
    {
      actions   = ["s3:GetObject"]
      resources = ["arn:aws:s3:::acme-catalogue/$${aws:PrincipalTag/Team}/*"]
    },
  ]
  task_policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
  environment_variables = {
    GREETING  = "Say \"hello\" to $${name} \\"
    LOG_LEVEL = "debug"
  }
  secrets = {
    API_KEY = "arn:aws:secretsmanager:us-east-1:111111111111:secret:shop-AbCdEf:api_key::"
    SALT    = "arn:aws:ssm:us-east-1:111111111111:parameter/shop/salt"
  }
  secrets_kms_key_arns = ["arn:aws:kms:us-east-1:111111111111:key/0a1b2c3d-0000-4000-8000-000000000000"]
  architecture         = "ARM64"
  capacity_providers = {
    FARGATE = {
      base   = 1
      weight = 1
    }
    FARGATE_SPOT = {
      weight = 3
    }
  }
  ephemeral_storage        = 40
  readonly_root_filesystem = true
  writable_paths           = ["/tmp", "/var/cache/shop"]
  stop_timeout             = 60
  enable_exec              = true
  log_retention_days       = 90
  image_retention_count    = 50
  autoscaling              = true
  cpu_target               = 60
  memory_target            = 70
  requests_target          = 500
  backlog_target           = 50
  schedules = {
    business_hours = {
      max      = 8
      min      = 2
      schedule = "cron(0 8 ? * MON-FRI *)"
      timezone = "Europe/Berlin"
    }
    new_year = {
      max      = 2
      min      = 1
      schedule = "at(2027-01-01T00:30:00)"
    }
    night = {
      max      = 4
      min      = 1
      schedule = "cron(0 20 * * ? *)"
      timezone = "Europe/Berlin"
    }
  }
  alarms = {
    cpu        = 80
    error_rate = 2
    errors     = 5
    latency    = 0.8
    memory     = 85
    queue_age  = 300
    tasks      = 5
    unhealthy  = 3
  }
  runbook_url       = "https://wiki.acme.dev/runbooks/shop"
  listener_priority = 16725
  database_name     = "shop"

  environment "dev" {
    host        = "shop.dev.acme.dev"
    enable_exec = true
    alarms_off  = ["latency"]
  }

  environment "staging" {
    host            = "shop.staging.acme.dev"
    requests_target = 800
  }

  environment "production" {
    health_check_path = "/store/ready"
    environment_variables = {
      GREETING  = "Welcome"
      LOG_LEVEL = "info"
    }
    secrets = {
      API_KEY = "arn:aws:secretsmanager:us-east-1:222222222222:secret:shop-GhIjKl:api_key::"
    }
    enable_exec        = false
    log_retention_days = 365
    schedules = {
      business_hours = {
        max      = 20
        min      = 6
        schedule = "cron(0 7 ? * MON-FRI *)"
        timezone = "Europe/Berlin"
      }
      night = {
        max      = 10
        min      = 2
        schedule = "cron(0 22 * * ? *)"
        timezone = "Europe/Berlin"
      }
    }
  }
}
