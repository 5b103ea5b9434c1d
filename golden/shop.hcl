# Every input of the service pack, for `scaffold service shop --spec shop.hcl`.
unit "shop" {
  owner          = "storefront"
  repository     = "acme/shop-web"
  repository_ids = { owner = "4021", repository = "7719" }
  tags           = { CostCenter = "1234" }

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

  uses             = ["catalog", "pricing"]
  database         = "shared"
  cache            = true
  queues           = { jobs = "both" }
  worker_queue     = "jobs"
  task_policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]

  buckets = {
    uploads = {}
    reports = { expire_days = 365, noncurrent_days = 7 }
  }
  tables = {
    orders = {
      sort_key = "placed_at"
      types    = { placed_at = "N" }
      ttl      = "ends_at"
      indexes  = { by_customer = { partition_key = "customer", sort_key = "placed_at" } }
    }
  }
  policy_statements = [
    {
      sid        = "Mail"
      actions    = ["ses:SendEmail"]
      resources  = ["*"]
      conditions = { StringEquals = { "ses:FromAddress" = ["shop@acme.dev"] } }
    },
    { actions = ["s3:GetObject"], resources = ["arn:aws:s3:::acme-catalogue/$${aws:PrincipalTag/Team}/*"] },
  ]

  environment_variables = {
    GREETING  = "Say \"hello\" to $${name} \\"
    LOG_LEVEL = "debug"
  }
  secrets = {
    API_KEY = "arn:aws:secretsmanager:us-east-1:111111111111:secret:shop-AbCdEf:api_key::"
    SALT    = "arn:aws:ssm:us-east-1:111111111111:parameter/shop/salt"
  }
  secrets_kms_key_arns = ["arn:aws:kms:us-east-1:111111111111:key/0a1b2c3d-0000-4000-8000-000000000000"]

  architecture             = "ARM64"
  capacity_providers       = { FARGATE = { weight = 1, base = 1 }, FARGATE_SPOT = { weight = 3 } }
  ephemeral_storage        = 40
  readonly_root_filesystem = true
  writable_paths           = ["/tmp", "/var/cache/shop"]
  stop_timeout             = 60
  enable_exec              = true
  log_retention_days       = 90
  image_retention_count    = 50

  autoscaling     = true
  cpu_target      = 60
  memory_target   = 70
  requests_target = 500
  backlog_target  = 50
  schedules = {
    business_hours = { schedule = "cron(0 8 ? * MON-FRI *)", timezone = "Europe/Berlin", min = 2, max = 8 }
    night          = { schedule = "cron(0 20 * * ? *)", timezone = "Europe/Berlin", min = 1, max = 4 }
    new_year       = { schedule = "at(2027-01-01T00:30:00)", min = 1, max = 2 }
  }
  alarms      = { cpu = 80, memory = 85, error_rate = 2, errors = 5, latency = 0.8, tasks = 5, unhealthy = 3, queue_age = 300 }
  runbook_url = "https://wiki.acme.dev/runbooks/shop"

  desired_count = 2
  cpu           = 512
  memory        = 1024
  min_capacity  = 1
  max_capacity  = 8

  environment "dev" {
    alarms_off  = ["latency"]
    host        = "shop.dev.acme.dev"
    enable_exec = true
  }

  environment "staging" {
    host            = "shop.staging.acme.dev"
    requests_target = 800
  }

  environment "production" {
    health_check_path     = "/store/ready"
    enable_exec           = false
    log_retention_days    = 365
    environment_variables = { GREETING = "Welcome", LOG_LEVEL = "info" }
    secrets = {
      API_KEY = "arn:aws:secretsmanager:us-east-1:222222222222:secret:shop-GhIjKl:api_key::"
    }
    schedules = {
      business_hours = { schedule = "cron(0 7 ? * MON-FRI *)", timezone = "Europe/Berlin", min = 6, max = 20 }
      night          = { schedule = "cron(0 22 * * ? *)", timezone = "Europe/Berlin", min = 2, max = 10 }
    }

    desired_count = 4
    cpu           = 1024
    memory        = 2048
    min_capacity  = 2
    max_capacity  = 20
  }
}
