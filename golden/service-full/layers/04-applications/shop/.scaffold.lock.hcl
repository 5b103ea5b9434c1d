# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "shop"

render "unit" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:513767450b4f80166f8b9a381a1617dda2a2d08b95029b2a823cd5823af3cdd5"
  context = {
    hostname          = "app.terraform.io"
    organization      = "acme"
    references        = { catalog = { admit = "callers", exposure = "public", port = 8080 }, pricing = { admit = "all", exposure = "internal", port = 8080 } }
    unit_environments = ["dev", "staging", "production"]
    unit_layer        = "applications"
    unit_path         = "layers/04-applications/shop"
    upstream          = ["foundation", "platform", "shared-services"]
    vcs               = "acme/infrastructure"
    workspace_name    = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "callers"
    alarms                    = { cpu = 80, error_rate = 2, errors = 5, latency = 0.8, memory = 85, queue_age = 300, tasks = 5, unhealthy = 3 }
    alarms_off                = []
    architecture              = "ARM64"
    autoscaling               = true
    backlog_target            = 50
    buckets                   = { reports = { enabled = true, expire_days = 365, noncurrent_days = 7 }, uploads = { enabled = true, expire_days = null, noncurrent_days = 30 } }
    cache                     = true
    calls                     = []
    capacity_providers        = { FARGATE = { base = 1, weight = 1 }, FARGATE_SPOT = { base = 0, weight = 3 } }
    cpu_target                = 60
    database                  = "shared"
    database_name             = "shop"
    deregistration_delay      = 60
    egress_ports              = [587]
    enable_exec               = true
    environment_variables     = { GREETING = "Say \"hello\" to $${name} \\", LOG_LEVEL = "debug" }
    ephemeral_storage         = 40
    exposure                  = "public"
    force_new_deployment      = null
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 120
    health_check_interval     = 30
    health_check_matcher      = "200,204"
    health_check_path         = "/store/health"
    health_check_start_period = 60
    host                      = "shop.acme.dev"
    image_retention_count     = 50
    listener_priority         = 16725
    load_balancer             = "main"
    log_retention_days        = 90
    memory_target             = 70
    own_database              = null
    owner                     = "storefront"
    path                      = "/store"
    permissions_boundary      = null
    policy_statements         = [{ actions = ["ses:SendEmail"], conditions = { StringEquals = { "ses:FromAddress" = ["shop@acme.dev"] } }, effect = "Allow", resources = ["*"], sid = "Mail", wide = false }, { actions = ["s3:GetObject"], conditions = {}, effect = "Allow", resources = ["arn:aws:s3:::acme-catalogue/$${aws:PrincipalTag/Team}/*"], sid = null, wide = false }]
    port                      = 9090
    queues                    = { jobs = "both" }
    readonly_root_filesystem  = true
    repository                = "acme/shop-web"
    repository_ids            = { owner = "4021", repository = "7719" }
    requests_target           = 500
    role_path                 = "/"
    runbook_url               = "https://wiki.acme.dev/runbooks/shop"
    schedules                 = { business_hours = { max = 8, min = 2, schedule = "cron(0 8 ? * MON-FRI *)", timezone = "Europe/Berlin" }, new_year = { max = 2, min = 1, schedule = "at(2027-01-01T00:30:00)", timezone = "UTC" }, night = { max = 4, min = 1, schedule = "cron(0 20 * * ? *)", timezone = "Europe/Berlin" } }
    secrets                   = { API_KEY = "arn:aws:secretsmanager:us-east-1:111111111111:secret:shop-AbCdEf:api_key::", SALT = "arn:aws:ssm:us-east-1:111111111111:parameter/shop/salt" }
    secrets_kms_key_arns      = ["arn:aws:kms:us-east-1:111111111111:key/0a1b2c3d-0000-4000-8000-000000000000"]
    stickiness                = true
    stop_timeout              = 60
    tables                    = { orders = { enabled = true, indexes = { by_customer = { partition_key = "customer", sort_key = "placed_at" } }, partition_key = "id", sort_key = "placed_at", ttl = "ends_at", types = { placed_at = "N" } } }
    tags                      = { CostCenter = "1234" }
    task_policy_arns          = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    uses                      = ["catalog", "pricing"]
    worker_queue              = "jobs"
    writable_paths            = ["/tmp", "/var/cache/shop"]
  }
  files = {
    "README.md" = "51ba2eb816251a639fe58b38b26231a684ca1c18"
  }
}

render "environment" "dev" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:513767450b4f80166f8b9a381a1617dda2a2d08b95029b2a823cd5823af3cdd5"
  context = {
    account              = "111111111111"
    accounts             = { dev = "111111111111", production = "222222222222", staging = "111111111111" }
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = false
    references           = { catalog = { admit = "callers", exposure = "public", port = 8080 }, pricing = { admit = "all", exposure = "internal", port = 8080 } }
    region               = "us-east-1"
    short                = "dev"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "applications"
    unit_path            = "layers/04-applications/shop"
    upstream             = ["foundation", "platform", "shared-services"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "callers"
    alarms                    = { cpu = 80, error_rate = 2, errors = 5, latency = 0.8, memory = 85, queue_age = 300, tasks = 5, unhealthy = 3 }
    alarms_off                = ["latency"]
    architecture              = "ARM64"
    autoscaling               = true
    backlog_target            = 50
    buckets                   = { reports = { enabled = true, expire_days = 365, noncurrent_days = 7 }, uploads = { enabled = true, expire_days = null, noncurrent_days = 30 } }
    cache                     = true
    calls                     = []
    capacity_providers        = { FARGATE = { base = 1, weight = 1 }, FARGATE_SPOT = { base = 0, weight = 3 } }
    cpu_target                = 60
    database                  = "shared"
    database_name             = "shop"
    deregistration_delay      = 60
    egress_ports              = [587]
    enable_exec               = true
    environment_variables     = { GREETING = "Say \"hello\" to $${name} \\", LOG_LEVEL = "debug" }
    ephemeral_storage         = 40
    exposure                  = "public"
    force_new_deployment      = null
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 120
    health_check_interval     = 30
    health_check_matcher      = "200,204"
    health_check_path         = "/store/health"
    health_check_start_period = 60
    host                      = "shop.dev.acme.dev"
    image_retention_count     = 50
    listener_priority         = 16725
    load_balancer             = "main"
    log_retention_days        = 90
    memory_target             = 70
    own_database              = null
    owner                     = "storefront"
    path                      = "/store"
    permissions_boundary      = null
    policy_statements         = [{ actions = ["ses:SendEmail"], conditions = { StringEquals = { "ses:FromAddress" = ["shop@acme.dev"] } }, effect = "Allow", resources = ["*"], sid = "Mail", wide = false }, { actions = ["s3:GetObject"], conditions = {}, effect = "Allow", resources = ["arn:aws:s3:::acme-catalogue/$${aws:PrincipalTag/Team}/*"], sid = null, wide = false }]
    port                      = 9090
    queues                    = { jobs = "both" }
    readonly_root_filesystem  = true
    repository                = "acme/shop-web"
    repository_ids            = { owner = "4021", repository = "7719" }
    requests_target           = 500
    role_path                 = "/"
    runbook_url               = "https://wiki.acme.dev/runbooks/shop"
    schedules                 = { business_hours = { max = 8, min = 2, schedule = "cron(0 8 ? * MON-FRI *)", timezone = "Europe/Berlin" }, new_year = { max = 2, min = 1, schedule = "at(2027-01-01T00:30:00)", timezone = "UTC" }, night = { max = 4, min = 1, schedule = "cron(0 20 * * ? *)", timezone = "Europe/Berlin" } }
    secrets                   = { API_KEY = "arn:aws:secretsmanager:us-east-1:111111111111:secret:shop-AbCdEf:api_key::", SALT = "arn:aws:ssm:us-east-1:111111111111:parameter/shop/salt" }
    secrets_kms_key_arns      = ["arn:aws:kms:us-east-1:111111111111:key/0a1b2c3d-0000-4000-8000-000000000000"]
    stickiness                = true
    stop_timeout              = 60
    tables                    = { orders = { enabled = true, indexes = { by_customer = { partition_key = "customer", sort_key = "placed_at" } }, partition_key = "id", sort_key = "placed_at", ttl = "ends_at", types = { placed_at = "N" } } }
    tags                      = { CostCenter = "1234" }
    task_policy_arns          = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    uses                      = ["catalog", "pricing"]
    worker_queue              = "jobs"
    writable_paths            = ["/tmp", "/var/cache/shop"]
  }
  files = {
    "environments/dev/alarms.tf"                        = "13ce968fb31e17b5c9e7454aaa12b8875a4eabf6"
    "environments/dev/autoscaling.tf"                   = "5a119b77625f1830557dfc4486356c30718eed9a"
    "environments/dev/buckets.tf"                       = "7643a323634162029dcdb3271d64e05dc00cdcc6"
    "environments/dev/cache.tf"                         = "02c08d2619d329449d178f1c431a2f595c8abd89"
    "environments/dev/callees.tf"                       = "503cb519803b71be9de34e3f6df642925f281b07"
    "environments/dev/database.tf"                      = "03ccb63992e6a5e3bd84bb95bb8fdbfccc5c4d78"
    "environments/dev/iam.tf"                           = "85763eeee4dab9cd3b3cb9aa72ea66f61dd38c9a"
    "environments/dev/main.tf"                          = "a8addf60d92c5ec94b6582d037be8eb99fdf7006"
    "environments/dev/network.tf"                       = "21d6bfac7635bee65c243aa1d4904220642b251a"
    "environments/dev/outputs.tf"                       = "5dcf7ea80f0322d92e2a67d15bca1c9ebd7c0956"
    "environments/dev/policy.tf"                        = "cf108a7133c9a6b332b59f69e8769bf1db47bfa7"
    "environments/dev/queues.tf"                        = "9e464c01e8afbe4daf243b2bde67f6b0bd013bc0"
    "environments/dev/remote_state.tf"                  = "8c54ecd94a73dadca459cdc6a52928ecd486530e"
    "environments/dev/schedules.tf"                     = "91d3c1aeb79c3ce1f4277532736307a2c19adc6f"
    "environments/dev/tables.tf"                        = "62df1b7c9cb8a9db550d11214b2c91d53900cf79"
    "environments/dev/terraform.tfvars"                 = "438bce068e56d49d36fa7e92e001f27e08026ca7"
    "environments/dev/tests/alarm_cpu.tftest.hcl"       = "a101af983b28587af006bdb9e88ed536450330de"
    "environments/dev/tests/alarm_errors.tftest.hcl"    = "b0fe1029fa8449ae19fb3b2d5a7faa59b6133b75"
    "environments/dev/tests/alarm_memory.tftest.hcl"    = "b3cc27becb720d67911d67df9b127e9e60d38a77"
    "environments/dev/tests/alarm_queue_age.tftest.hcl" = "528e3512fd0a91e0446b5446d70daeb78d365f41"
    "environments/dev/tests/alarm_tasks.tftest.hcl"     = "19b74e425d48294aa701190f79eee2e760f02588"
    "environments/dev/tests/alarm_unhealthy.tftest.hcl" = "1076b5e259ec567dd2872f2152645e9515acd4e9"
    "environments/dev/tests/autoscaling.tftest.hcl"     = "f28c169419d550700102e5447461b0f3e654eff8"
    "environments/dev/tests/buckets.tftest.hcl"         = "25422eddbb524e65d4141f8c3d460f2c07cf9a9c"
    "environments/dev/tests/cache.tftest.hcl"           = "bf70d9c2a8e545f56b1527d3ababa2ae491fd369"
    "environments/dev/tests/callees.tftest.hcl"         = "b2108dd1f7f9fa8b52ef8571ad9550dad5084bf9"
    "environments/dev/tests/container.tftest.hcl"       = "e6b746c6ffbae4ba9f6d0044f1e14fc541296448"
    "environments/dev/tests/database.tftest.hcl"        = "827cac48f000053543a45923ed28e3b2b209fc38"
    "environments/dev/tests/exec.tftest.hcl"            = "ecbb2e22616a6dbeeacfd2da8cf1c6c74b04f5da"
    "environments/dev/tests/health.tftest.hcl"          = "83b04eb4fb0469aa867b5bb605a6d2d84ddaf557"
    "environments/dev/tests/mocks/aws.tfmock.hcl"       = "0c368a57dc500463a9811f36ea445c34cb098e07"
    "environments/dev/tests/mocks/own.tfmock.hcl"       = "59ec71f79aee52aa2403581b57714d1773ded1c2"
    "environments/dev/tests/mocks/states.tfmock.hcl"    = "7b7943e77326b2ee6d3bff206cdb8f0f29cec8ee"
    "environments/dev/tests/network.tftest.hcl"         = "1548fe083661fb8a032442e7d9f77b5e2291b463"
    "environments/dev/tests/nothing/main.tf"            = "27d757d08225361b01f19798954fe8867bf909b6"
    "environments/dev/tests/policy.tftest.hcl"          = "3efac70e7ff10fd860221c6dd34af0c5dd39a11e"
    "environments/dev/tests/queues.tftest.hcl"          = "65d84f2b83e6a41e1c289e11d96a9a347026a976"
    "environments/dev/tests/roles.tftest.hcl"           = "ba65e86d13460fd89f9008879577425cc3b3dcb8"
    "environments/dev/tests/schedules.tftest.hcl"       = "bfcfc53350a8ad213c39ba731ea51f5c4c6ed4d0"
    "environments/dev/tests/service.tftest.hcl"         = "77eb77172e9efc79e459fdf040c4aebe91f23ce9"
    "environments/dev/tests/sizes.tftest.hcl"           = "9be2fcf8421dd86758dd8d1801b8d487033048aa"
    "environments/dev/tests/tables.tftest.hcl"          = "9e94e0e9808762f56b8bc5cc092faf933e26dbc9"
    "environments/dev/variables.tf"                     = "49fcea402847f869bc66b7a700d37872b95cb402"
    "environments/dev/versions.tf"                      = "ceeb3cba40d7bfe47ca3d38d5d9d9d45d6b7acf4"
  }
}

render "environment" "production" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:513767450b4f80166f8b9a381a1617dda2a2d08b95029b2a823cd5823af3cdd5"
  context = {
    account              = "222222222222"
    accounts             = { dev = "111111111111", production = "222222222222", staging = "111111111111" }
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = true
    references           = { catalog = { admit = "callers", exposure = "public", port = 8080 }, pricing = { admit = "all", exposure = "internal", port = 8080 } }
    region               = "us-east-1"
    short                = "prd"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "applications"
    unit_path            = "layers/04-applications/shop"
    upstream             = ["foundation", "platform", "shared-services"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "callers"
    alarms                    = { cpu = 80, error_rate = 2, errors = 5, latency = 0.8, memory = 85, queue_age = 300, tasks = 5, unhealthy = 3 }
    alarms_off                = []
    architecture              = "ARM64"
    autoscaling               = true
    backlog_target            = 50
    buckets                   = { reports = { enabled = true, expire_days = 365, noncurrent_days = 7 }, uploads = { enabled = true, expire_days = null, noncurrent_days = 30 } }
    cache                     = true
    calls                     = []
    capacity_providers        = { FARGATE = { base = 1, weight = 1 }, FARGATE_SPOT = { base = 0, weight = 3 } }
    cpu_target                = 60
    database                  = "shared"
    database_name             = "shop"
    deregistration_delay      = 60
    egress_ports              = [587]
    enable_exec               = false
    environment_variables     = { GREETING = "Welcome", LOG_LEVEL = "info" }
    ephemeral_storage         = 40
    exposure                  = "public"
    force_new_deployment      = null
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 120
    health_check_interval     = 30
    health_check_matcher      = "200,204"
    health_check_path         = "/store/ready"
    health_check_start_period = 60
    host                      = "shop.acme.dev"
    image_retention_count     = 50
    listener_priority         = 16725
    load_balancer             = "main"
    log_retention_days        = 365
    memory_target             = 70
    own_database              = null
    owner                     = "storefront"
    path                      = "/store"
    permissions_boundary      = null
    policy_statements         = [{ actions = ["ses:SendEmail"], conditions = { StringEquals = { "ses:FromAddress" = ["shop@acme.dev"] } }, effect = "Allow", resources = ["*"], sid = "Mail", wide = false }, { actions = ["s3:GetObject"], conditions = {}, effect = "Allow", resources = ["arn:aws:s3:::acme-catalogue/$${aws:PrincipalTag/Team}/*"], sid = null, wide = false }]
    port                      = 9090
    queues                    = { jobs = "both" }
    readonly_root_filesystem  = true
    repository                = "acme/shop-web"
    repository_ids            = { owner = "4021", repository = "7719" }
    requests_target           = 500
    role_path                 = "/"
    runbook_url               = "https://wiki.acme.dev/runbooks/shop"
    schedules                 = { business_hours = { max = 20, min = 6, schedule = "cron(0 7 ? * MON-FRI *)", timezone = "Europe/Berlin" }, night = { max = 10, min = 2, schedule = "cron(0 22 * * ? *)", timezone = "Europe/Berlin" } }
    secrets                   = { API_KEY = "arn:aws:secretsmanager:us-east-1:222222222222:secret:shop-GhIjKl:api_key::" }
    secrets_kms_key_arns      = ["arn:aws:kms:us-east-1:111111111111:key/0a1b2c3d-0000-4000-8000-000000000000"]
    stickiness                = true
    stop_timeout              = 60
    tables                    = { orders = { enabled = true, indexes = { by_customer = { partition_key = "customer", sort_key = "placed_at" } }, partition_key = "id", sort_key = "placed_at", ttl = "ends_at", types = { placed_at = "N" } } }
    tags                      = { CostCenter = "1234" }
    task_policy_arns          = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    uses                      = ["catalog", "pricing"]
    worker_queue              = "jobs"
    writable_paths            = ["/tmp", "/var/cache/shop"]
  }
  files = {
    "environments/production/alarms.tf"                        = "2df35e64c0cbfb3dc08725a8528bbabc98efa3c1"
    "environments/production/autoscaling.tf"                   = "5a119b77625f1830557dfc4486356c30718eed9a"
    "environments/production/buckets.tf"                       = "791843c8f9aea261459302d005f2a496309efe7a"
    "environments/production/cache.tf"                         = "f4f121de3eed5b3fee243172787220f722a8031b"
    "environments/production/callees.tf"                       = "503cb519803b71be9de34e3f6df642925f281b07"
    "environments/production/database.tf"                      = "03ccb63992e6a5e3bd84bb95bb8fdbfccc5c4d78"
    "environments/production/iam.tf"                           = "7c9c2a7e4499a694dd9bfa2dccb286acd607b826"
    "environments/production/main.tf"                          = "dfee5d59a18ef5a079a95d4ad8bc77e14d8cd5c8"
    "environments/production/network.tf"                       = "dfa7eda2db81d16f37c86acd284568ab29b6ef97"
    "environments/production/outputs.tf"                       = "5dcf7ea80f0322d92e2a67d15bca1c9ebd7c0956"
    "environments/production/policy.tf"                        = "cf108a7133c9a6b332b59f69e8769bf1db47bfa7"
    "environments/production/queues.tf"                        = "9e464c01e8afbe4daf243b2bde67f6b0bd013bc0"
    "environments/production/remote_state.tf"                  = "d26808b69fecc3d35edccd26664bc6c1fafcb51d"
    "environments/production/schedules.tf"                     = "835c85f23ba5dc365eea01079fbca4926bd4e0df"
    "environments/production/tables.tf"                        = "62df1b7c9cb8a9db550d11214b2c91d53900cf79"
    "environments/production/terraform.tfvars"                 = "4a09b67f3de26b1c28435f373302f109d5947044"
    "environments/production/tests/alarm_cpu.tftest.hcl"       = "a101af983b28587af006bdb9e88ed536450330de"
    "environments/production/tests/alarm_errors.tftest.hcl"    = "b0fe1029fa8449ae19fb3b2d5a7faa59b6133b75"
    "environments/production/tests/alarm_latency.tftest.hcl"   = "cd5ec755e1f49d7fa35a3aa1fa701f1efcf425d3"
    "environments/production/tests/alarm_memory.tftest.hcl"    = "b3cc27becb720d67911d67df9b127e9e60d38a77"
    "environments/production/tests/alarm_queue_age.tftest.hcl" = "528e3512fd0a91e0446b5446d70daeb78d365f41"
    "environments/production/tests/alarm_tasks.tftest.hcl"     = "19b74e425d48294aa701190f79eee2e760f02588"
    "environments/production/tests/alarm_unhealthy.tftest.hcl" = "1076b5e259ec567dd2872f2152645e9515acd4e9"
    "environments/production/tests/autoscaling.tftest.hcl"     = "f28c169419d550700102e5447461b0f3e654eff8"
    "environments/production/tests/buckets.tftest.hcl"         = "a31d26fc4ac03f3c0ac2daf9c9f186f655792ee8"
    "environments/production/tests/cache.tftest.hcl"           = "bf70d9c2a8e545f56b1527d3ababa2ae491fd369"
    "environments/production/tests/callees.tftest.hcl"         = "b2108dd1f7f9fa8b52ef8571ad9550dad5084bf9"
    "environments/production/tests/container.tftest.hcl"       = "ccbd562118780ae03bf07621aa3d461c3452e15e"
    "environments/production/tests/database.tftest.hcl"        = "53b2dcd47482cd9d8460278496960d60d06c0335"
    "environments/production/tests/health.tftest.hcl"          = "83b04eb4fb0469aa867b5bb605a6d2d84ddaf557"
    "environments/production/tests/mocks/aws.tfmock.hcl"       = "0c368a57dc500463a9811f36ea445c34cb098e07"
    "environments/production/tests/mocks/own.tfmock.hcl"       = "59ec71f79aee52aa2403581b57714d1773ded1c2"
    "environments/production/tests/mocks/states.tfmock.hcl"    = "7b7943e77326b2ee6d3bff206cdb8f0f29cec8ee"
    "environments/production/tests/network.tftest.hcl"         = "96501fb860d4c95d4ba54bb3305cda6eaf3a652b"
    "environments/production/tests/nothing/main.tf"            = "27d757d08225361b01f19798954fe8867bf909b6"
    "environments/production/tests/policy.tftest.hcl"          = "3efac70e7ff10fd860221c6dd34af0c5dd39a11e"
    "environments/production/tests/queues.tftest.hcl"          = "65d84f2b83e6a41e1c289e11d96a9a347026a976"
    "environments/production/tests/roles.tftest.hcl"           = "e344127c46d988a36e6fa179b0cb1735feeeb193"
    "environments/production/tests/schedules.tftest.hcl"       = "1008d3e184c3bb47870a73619de69f8f5033a5d1"
    "environments/production/tests/service.tftest.hcl"         = "77eb77172e9efc79e459fdf040c4aebe91f23ce9"
    "environments/production/tests/sizes.tftest.hcl"           = "9be2fcf8421dd86758dd8d1801b8d487033048aa"
    "environments/production/tests/tables.tftest.hcl"          = "500d0be3fbb7fed7f4996fb90f83077ea5b69e82"
    "environments/production/variables.tf"                     = "49fcea402847f869bc66b7a700d37872b95cb402"
    "environments/production/versions.tf"                      = "ffa09f31dd1b19986a9ff4a610d06d8c013c8cbe"
  }
}

render "environment" "staging" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:513767450b4f80166f8b9a381a1617dda2a2d08b95029b2a823cd5823af3cdd5"
  context = {
    account              = "111111111111"
    accounts             = { dev = "111111111111", production = "222222222222", staging = "111111111111" }
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = false
    references           = { catalog = { admit = "callers", exposure = "public", port = 8080 }, pricing = { admit = "all", exposure = "internal", port = 8080 } }
    region               = "us-east-1"
    short                = "stg"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "applications"
    unit_path            = "layers/04-applications/shop"
    upstream             = ["foundation", "platform", "shared-services"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "callers"
    alarms                    = { cpu = 80, error_rate = 2, errors = 5, latency = 0.8, memory = 85, queue_age = 300, tasks = 5, unhealthy = 3 }
    alarms_off                = []
    architecture              = "ARM64"
    autoscaling               = true
    backlog_target            = 50
    buckets                   = { reports = { enabled = true, expire_days = 365, noncurrent_days = 7 }, uploads = { enabled = true, expire_days = null, noncurrent_days = 30 } }
    cache                     = true
    calls                     = []
    capacity_providers        = { FARGATE = { base = 1, weight = 1 }, FARGATE_SPOT = { base = 0, weight = 3 } }
    cpu_target                = 60
    database                  = "shared"
    database_name             = "shop"
    deregistration_delay      = 60
    egress_ports              = [587]
    enable_exec               = true
    environment_variables     = { GREETING = "Say \"hello\" to $${name} \\", LOG_LEVEL = "debug" }
    ephemeral_storage         = 40
    exposure                  = "public"
    force_new_deployment      = null
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 120
    health_check_interval     = 30
    health_check_matcher      = "200,204"
    health_check_path         = "/store/health"
    health_check_start_period = 60
    host                      = "shop.staging.acme.dev"
    image_retention_count     = 50
    listener_priority         = 16725
    load_balancer             = "main"
    log_retention_days        = 90
    memory_target             = 70
    own_database              = null
    owner                     = "storefront"
    path                      = "/store"
    permissions_boundary      = null
    policy_statements         = [{ actions = ["ses:SendEmail"], conditions = { StringEquals = { "ses:FromAddress" = ["shop@acme.dev"] } }, effect = "Allow", resources = ["*"], sid = "Mail", wide = false }, { actions = ["s3:GetObject"], conditions = {}, effect = "Allow", resources = ["arn:aws:s3:::acme-catalogue/$${aws:PrincipalTag/Team}/*"], sid = null, wide = false }]
    port                      = 9090
    queues                    = { jobs = "both" }
    readonly_root_filesystem  = true
    repository                = "acme/shop-web"
    repository_ids            = { owner = "4021", repository = "7719" }
    requests_target           = 800
    role_path                 = "/"
    runbook_url               = "https://wiki.acme.dev/runbooks/shop"
    schedules                 = { business_hours = { max = 8, min = 2, schedule = "cron(0 8 ? * MON-FRI *)", timezone = "Europe/Berlin" }, new_year = { max = 2, min = 1, schedule = "at(2027-01-01T00:30:00)", timezone = "UTC" }, night = { max = 4, min = 1, schedule = "cron(0 20 * * ? *)", timezone = "Europe/Berlin" } }
    secrets                   = { API_KEY = "arn:aws:secretsmanager:us-east-1:111111111111:secret:shop-AbCdEf:api_key::", SALT = "arn:aws:ssm:us-east-1:111111111111:parameter/shop/salt" }
    secrets_kms_key_arns      = ["arn:aws:kms:us-east-1:111111111111:key/0a1b2c3d-0000-4000-8000-000000000000"]
    stickiness                = true
    stop_timeout              = 60
    tables                    = { orders = { enabled = true, indexes = { by_customer = { partition_key = "customer", sort_key = "placed_at" } }, partition_key = "id", sort_key = "placed_at", ttl = "ends_at", types = { placed_at = "N" } } }
    tags                      = { CostCenter = "1234" }
    task_policy_arns          = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    uses                      = ["catalog", "pricing"]
    worker_queue              = "jobs"
    writable_paths            = ["/tmp", "/var/cache/shop"]
  }
  files = {
    "environments/staging/alarms.tf"                        = "2df35e64c0cbfb3dc08725a8528bbabc98efa3c1"
    "environments/staging/autoscaling.tf"                   = "e6d1bb256daa4ee9823825ea44b35ae050c1acf2"
    "environments/staging/buckets.tf"                       = "471660e665f4cf405215993dba69b6be9fe8c8c7"
    "environments/staging/cache.tf"                         = "3305a8bcc0156b3c5741845ca043ce858728fad5"
    "environments/staging/callees.tf"                       = "503cb519803b71be9de34e3f6df642925f281b07"
    "environments/staging/database.tf"                      = "03ccb63992e6a5e3bd84bb95bb8fdbfccc5c4d78"
    "environments/staging/iam.tf"                           = "16530c8d4593f758f8004f0270da57bea5fa0bcb"
    "environments/staging/main.tf"                          = "defc9ce1488e9df8b6f156ea0e48cc7fa4e70b3b"
    "environments/staging/network.tf"                       = "c153c105f0f89ecc3e6d63cb9dd8439170f4b5e3"
    "environments/staging/outputs.tf"                       = "5dcf7ea80f0322d92e2a67d15bca1c9ebd7c0956"
    "environments/staging/policy.tf"                        = "cf108a7133c9a6b332b59f69e8769bf1db47bfa7"
    "environments/staging/queues.tf"                        = "9e464c01e8afbe4daf243b2bde67f6b0bd013bc0"
    "environments/staging/remote_state.tf"                  = "72d8462085fdd8c7ac9e155cbf89a993c798040a"
    "environments/staging/schedules.tf"                     = "91d3c1aeb79c3ce1f4277532736307a2c19adc6f"
    "environments/staging/tables.tf"                        = "62df1b7c9cb8a9db550d11214b2c91d53900cf79"
    "environments/staging/terraform.tfvars"                 = "d20064db20ba20735010d61bbb16168695ebba0c"
    "environments/staging/tests/alarm_cpu.tftest.hcl"       = "a101af983b28587af006bdb9e88ed536450330de"
    "environments/staging/tests/alarm_errors.tftest.hcl"    = "b0fe1029fa8449ae19fb3b2d5a7faa59b6133b75"
    "environments/staging/tests/alarm_latency.tftest.hcl"   = "cd5ec755e1f49d7fa35a3aa1fa701f1efcf425d3"
    "environments/staging/tests/alarm_memory.tftest.hcl"    = "b3cc27becb720d67911d67df9b127e9e60d38a77"
    "environments/staging/tests/alarm_queue_age.tftest.hcl" = "528e3512fd0a91e0446b5446d70daeb78d365f41"
    "environments/staging/tests/alarm_tasks.tftest.hcl"     = "19b74e425d48294aa701190f79eee2e760f02588"
    "environments/staging/tests/alarm_unhealthy.tftest.hcl" = "1076b5e259ec567dd2872f2152645e9515acd4e9"
    "environments/staging/tests/autoscaling.tftest.hcl"     = "f28c169419d550700102e5447461b0f3e654eff8"
    "environments/staging/tests/buckets.tftest.hcl"         = "ea555088a5fe846de22782e91711b652382a8214"
    "environments/staging/tests/cache.tftest.hcl"           = "bf70d9c2a8e545f56b1527d3ababa2ae491fd369"
    "environments/staging/tests/callees.tftest.hcl"         = "b2108dd1f7f9fa8b52ef8571ad9550dad5084bf9"
    "environments/staging/tests/container.tftest.hcl"       = "5e74f1d9bdce8b7e4abe041aa263cd4616b1db0f"
    "environments/staging/tests/database.tftest.hcl"        = "a9919d187b1394ee2ae513d1296774ec9941f4d5"
    "environments/staging/tests/exec.tftest.hcl"            = "ecbb2e22616a6dbeeacfd2da8cf1c6c74b04f5da"
    "environments/staging/tests/health.tftest.hcl"          = "83b04eb4fb0469aa867b5bb605a6d2d84ddaf557"
    "environments/staging/tests/mocks/aws.tfmock.hcl"       = "0c368a57dc500463a9811f36ea445c34cb098e07"
    "environments/staging/tests/mocks/own.tfmock.hcl"       = "59ec71f79aee52aa2403581b57714d1773ded1c2"
    "environments/staging/tests/mocks/states.tfmock.hcl"    = "7b7943e77326b2ee6d3bff206cdb8f0f29cec8ee"
    "environments/staging/tests/network.tftest.hcl"         = "a36829c8c2e8f544463cad5cb05b07180b39d51b"
    "environments/staging/tests/nothing/main.tf"            = "27d757d08225361b01f19798954fe8867bf909b6"
    "environments/staging/tests/policy.tftest.hcl"          = "3efac70e7ff10fd860221c6dd34af0c5dd39a11e"
    "environments/staging/tests/queues.tftest.hcl"          = "65d84f2b83e6a41e1c289e11d96a9a347026a976"
    "environments/staging/tests/roles.tftest.hcl"           = "374281359893681a4cfd0a4d2a5fd874c5f0d4df"
    "environments/staging/tests/schedules.tftest.hcl"       = "bfcfc53350a8ad213c39ba731ea51f5c4c6ed4d0"
    "environments/staging/tests/service.tftest.hcl"         = "77eb77172e9efc79e459fdf040c4aebe91f23ce9"
    "environments/staging/tests/sizes.tftest.hcl"           = "9be2fcf8421dd86758dd8d1801b8d487033048aa"
    "environments/staging/tests/tables.tftest.hcl"          = "29805dd2065a44b9e5d768af5e05965957f4b360"
    "environments/staging/variables.tf"                     = "49fcea402847f869bc66b7a700d37872b95cb402"
    "environments/staging/versions.tf"                      = "8fa5353f287a287dbd912a530624385e7e235d66"
  }
}
