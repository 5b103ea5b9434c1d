# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "shop"

render "unit" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:55f21b62ee4ecd2dd0a1505726219796d5d99429fe54c775a9ad027c109a9bb5"
  context = {
    hostname          = "app.terraform.io"
    organization      = "acme"
    references        = { catalog = { exposure = "public", port = 8080 }, pricing = { exposure = "internal", port = 8080 } }
    unit_environments = ["dev", "staging", "production"]
    unit_layer        = "applications"
    unit_path         = "layers/04-applications/shop"
    upstream          = ["foundation", "platform", "shared-services"]
    vcs               = "acme/infrastructure"
    workspace_name    = "aws-{unit}-{environment}"
  }
  inputs = {
    alarms                    = { cpu = 80, errors = 5, memory = 85, queue_age = 300 }
    architecture              = "ARM64"
    autoscaling               = true
    backlog_target            = 50
    cache                     = true
    calls                     = []
    capacity_providers        = { FARGATE = { base = 1, weight = 1 }, FARGATE_SPOT = { base = 0, weight = 3 } }
    cpu_target                = 60
    database                  = true
    deregistration_delay      = 60
    egress_ports              = [587]
    enable_exec               = true
    environment_variables     = { GREETING = "Say \"hello\" to $${name} \\", LOG_LEVEL = "debug" }
    ephemeral_storage         = 40
    exposure                  = "public"
    health_check_grace_period = 120
    health_check_interval     = 30
    health_check_matcher      = "200,204"
    health_check_path         = "/store/health"
    host                      = "shop.acme.dev"
    image_retention_count     = 50
    listener_priority         = 16725
    load_balancer             = "main"
    log_retention_days        = 90
    memory_target             = 70
    owner                     = "storefront"
    path                      = "/store"
    permissions_boundary      = null
    port                      = 9090
    queues                    = ["jobs"]
    readonly_root_filesystem  = true
    repository                = "acme/shop-web"
    repository_ids            = { owner = "4021", repository = "7719" }
    requests_target           = 500
    role_path                 = "/"
    schedules                 = { business_hours = { max = 8, min = 2, schedule = "cron(0 8 ? * MON-FRI *)", timezone = "Europe/Berlin" }, new_year = { max = 2, min = 1, schedule = "at(2027-01-01T00:30:00)", timezone = "UTC" }, night = { max = 4, min = 1, schedule = "cron(0 20 * * ? *)", timezone = "Europe/Berlin" } }
    secrets                   = { API_KEY = "arn:aws:secretsmanager:us-east-1:111111111111:secret:shop-AbCdEf:api_key::", SALT = "arn:aws:ssm:us-east-1:111111111111:parameter/shop/salt" }
    secrets_kms_key_arns      = ["arn:aws:kms:us-east-1:111111111111:key/0a1b2c3d-0000-4000-8000-000000000000"]
    stickiness                = true
    stop_timeout              = 60
    tags                      = { CostCenter = "1234" }
    task_policy_arns          = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    uses                      = ["catalog", "pricing"]
    worker_queue              = "jobs"
    writable_paths            = ["/tmp", "/var/cache/shop"]
  }
  files = {
    "README.md" = "63f85c3af345389f863f10b073baa4170247ec47"
  }
}

render "environment" "dev" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:55f21b62ee4ecd2dd0a1505726219796d5d99429fe54c775a9ad027c109a9bb5"
  context = {
    account              = "111111111111"
    accounts             = { dev = "111111111111", production = "222222222222", staging = "111111111111" }
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = false
    references           = { catalog = { exposure = "public", port = 8080 }, pricing = { exposure = "internal", port = 8080 } }
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
    alarms                    = { cpu = 80, errors = 5, memory = 85, queue_age = 300 }
    architecture              = "ARM64"
    autoscaling               = true
    backlog_target            = 50
    cache                     = true
    calls                     = []
    capacity_providers        = { FARGATE = { base = 1, weight = 1 }, FARGATE_SPOT = { base = 0, weight = 3 } }
    cpu_target                = 60
    database                  = true
    deregistration_delay      = 60
    egress_ports              = [587]
    enable_exec               = true
    environment_variables     = { GREETING = "Say \"hello\" to $${name} \\", LOG_LEVEL = "debug" }
    ephemeral_storage         = 40
    exposure                  = "public"
    health_check_grace_period = 120
    health_check_interval     = 30
    health_check_matcher      = "200,204"
    health_check_path         = "/store/health"
    host                      = "shop.dev.acme.dev"
    image_retention_count     = 50
    listener_priority         = 16725
    load_balancer             = "main"
    log_retention_days        = 90
    memory_target             = 70
    owner                     = "storefront"
    path                      = "/store"
    permissions_boundary      = null
    port                      = 9090
    queues                    = ["jobs"]
    readonly_root_filesystem  = true
    repository                = "acme/shop-web"
    repository_ids            = { owner = "4021", repository = "7719" }
    requests_target           = 500
    role_path                 = "/"
    schedules                 = { business_hours = { max = 8, min = 2, schedule = "cron(0 8 ? * MON-FRI *)", timezone = "Europe/Berlin" }, new_year = { max = 2, min = 1, schedule = "at(2027-01-01T00:30:00)", timezone = "UTC" }, night = { max = 4, min = 1, schedule = "cron(0 20 * * ? *)", timezone = "Europe/Berlin" } }
    secrets                   = { API_KEY = "arn:aws:secretsmanager:us-east-1:111111111111:secret:shop-AbCdEf:api_key::", SALT = "arn:aws:ssm:us-east-1:111111111111:parameter/shop/salt" }
    secrets_kms_key_arns      = ["arn:aws:kms:us-east-1:111111111111:key/0a1b2c3d-0000-4000-8000-000000000000"]
    stickiness                = true
    stop_timeout              = 60
    tags                      = { CostCenter = "1234" }
    task_policy_arns          = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    uses                      = ["catalog", "pricing"]
    worker_queue              = "jobs"
    writable_paths            = ["/tmp", "/var/cache/shop"]
  }
  files = {
    "environments/dev/alarms.tf"                     = "f692341574dea9cb6bea44af6cf2d8b6170af4a2"
    "environments/dev/autoscaling.tf"                = "e337722cd776afecd881ea7738b85c4e6e91d974"
    "environments/dev/iam.tf"                        = "ba7c5772032397b7355dbc6477e8e6453c4eff9d"
    "environments/dev/main.tf"                       = "6e7dd68fba14f80a10eb99419856b9ffa9edea70"
    "environments/dev/network.tf"                    = "92d1f4f17124fbc5b42e410b257ae04ade186a4a"
    "environments/dev/outputs.tf"                    = "ae418b634a9d72fada71e781f64cc3ecca0762e2"
    "environments/dev/remote_state.tf"               = "8c54ecd94a73dadca459cdc6a52928ecd486530e"
    "environments/dev/schedules.tf"                  = "91d3c1aeb79c3ce1f4277532736307a2c19adc6f"
    "environments/dev/terraform.tfvars"              = "438bce068e56d49d36fa7e92e001f27e08026ca7"
    "environments/dev/tests/alarms.tftest.hcl"       = "76e729e93c359f4da4cce5256e3a77b2c39bdbd4"
    "environments/dev/tests/autoscaling.tftest.hcl"  = "3912288c587f15e2954a88d67e8eceb908a3b063"
    "environments/dev/tests/container.tftest.hcl"    = "c24978bb8db80fc88fd65d03a3c598c24588816f"
    "environments/dev/tests/mocks/aws.tfmock.hcl"    = "04e87b9a45af50e68944fafc42944a71db1498d0"
    "environments/dev/tests/mocks/states.tfmock.hcl" = "97d8a9ce18018245ce8928cf30b9de01bdcbff73"
    "environments/dev/tests/network.tftest.hcl"      = "59c8287e2f8460f0d5da6744dfdb9c9d394c4698"
    "environments/dev/tests/roles.tftest.hcl"        = "d7c17c1b7fabfdea6c720d3d7e0497f76d1cdf80"
    "environments/dev/tests/schedules.tftest.hcl"    = "060d23ee736af2fe4e491a79163b0f7c8c68fa88"
    "environments/dev/tests/service.tftest.hcl"      = "db5b90bcc451c45c88fcfe4205affd5e8ff42741"
    "environments/dev/tests/sizes.tftest.hcl"        = "ab3874925c66bdc1c760326bd2c0a518c300560f"
    "environments/dev/variables.tf"                  = "49fcea402847f869bc66b7a700d37872b95cb402"
    "environments/dev/versions.tf"                   = "ceeb3cba40d7bfe47ca3d38d5d9d9d45d6b7acf4"
  }
}

render "environment" "production" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:55f21b62ee4ecd2dd0a1505726219796d5d99429fe54c775a9ad027c109a9bb5"
  context = {
    account              = "222222222222"
    accounts             = { dev = "111111111111", production = "222222222222", staging = "111111111111" }
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = true
    references           = { catalog = { exposure = "public", port = 8080 }, pricing = { exposure = "internal", port = 8080 } }
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
    alarms                    = { cpu = 80, errors = 5, memory = 85, queue_age = 300 }
    architecture              = "ARM64"
    autoscaling               = true
    backlog_target            = 50
    cache                     = true
    calls                     = []
    capacity_providers        = { FARGATE = { base = 1, weight = 1 }, FARGATE_SPOT = { base = 0, weight = 3 } }
    cpu_target                = 60
    database                  = true
    deregistration_delay      = 60
    egress_ports              = [587]
    enable_exec               = false
    environment_variables     = { GREETING = "Welcome", LOG_LEVEL = "info" }
    ephemeral_storage         = 40
    exposure                  = "public"
    health_check_grace_period = 120
    health_check_interval     = 30
    health_check_matcher      = "200,204"
    health_check_path         = "/store/ready"
    host                      = "shop.acme.dev"
    image_retention_count     = 50
    listener_priority         = 16725
    load_balancer             = "main"
    log_retention_days        = 365
    memory_target             = 70
    owner                     = "storefront"
    path                      = "/store"
    permissions_boundary      = null
    port                      = 9090
    queues                    = ["jobs"]
    readonly_root_filesystem  = true
    repository                = "acme/shop-web"
    repository_ids            = { owner = "4021", repository = "7719" }
    requests_target           = 500
    role_path                 = "/"
    schedules                 = { business_hours = { max = 20, min = 6, schedule = "cron(0 7 ? * MON-FRI *)", timezone = "Europe/Berlin" }, night = { max = 10, min = 2, schedule = "cron(0 22 * * ? *)", timezone = "Europe/Berlin" } }
    secrets                   = { API_KEY = "arn:aws:secretsmanager:us-east-1:222222222222:secret:shop-GhIjKl:api_key::" }
    secrets_kms_key_arns      = ["arn:aws:kms:us-east-1:111111111111:key/0a1b2c3d-0000-4000-8000-000000000000"]
    stickiness                = true
    stop_timeout              = 60
    tags                      = { CostCenter = "1234" }
    task_policy_arns          = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    uses                      = ["catalog", "pricing"]
    worker_queue              = "jobs"
    writable_paths            = ["/tmp", "/var/cache/shop"]
  }
  files = {
    "environments/production/alarms.tf"                     = "f692341574dea9cb6bea44af6cf2d8b6170af4a2"
    "environments/production/autoscaling.tf"                = "e337722cd776afecd881ea7738b85c4e6e91d974"
    "environments/production/iam.tf"                        = "870560e170b2b5d3211276268f1f151d479894d8"
    "environments/production/main.tf"                       = "d5161ba020972ef1b249542907b8b8fb553579cd"
    "environments/production/network.tf"                    = "8a44a3604119a5468ac4c4492467424dc07df34f"
    "environments/production/outputs.tf"                    = "ae418b634a9d72fada71e781f64cc3ecca0762e2"
    "environments/production/remote_state.tf"               = "d26808b69fecc3d35edccd26664bc6c1fafcb51d"
    "environments/production/schedules.tf"                  = "835c85f23ba5dc365eea01079fbca4926bd4e0df"
    "environments/production/terraform.tfvars"              = "4a09b67f3de26b1c28435f373302f109d5947044"
    "environments/production/tests/alarms.tftest.hcl"       = "76e729e93c359f4da4cce5256e3a77b2c39bdbd4"
    "environments/production/tests/autoscaling.tftest.hcl"  = "3912288c587f15e2954a88d67e8eceb908a3b063"
    "environments/production/tests/container.tftest.hcl"    = "032b58651634c4c9c3ae5145eda3dcf26ca5066d"
    "environments/production/tests/mocks/aws.tfmock.hcl"    = "04e87b9a45af50e68944fafc42944a71db1498d0"
    "environments/production/tests/mocks/states.tfmock.hcl" = "97d8a9ce18018245ce8928cf30b9de01bdcbff73"
    "environments/production/tests/network.tftest.hcl"      = "f077a57a7f5ba123a3b90ff8d36a6a2e1acb12d0"
    "environments/production/tests/roles.tftest.hcl"        = "43f4dfc9f3c08ad27cff40466078b90f08217cac"
    "environments/production/tests/schedules.tftest.hcl"    = "40212d33cbe7768a035f6f79500b3479bfbd94ff"
    "environments/production/tests/service.tftest.hcl"      = "db5b90bcc451c45c88fcfe4205affd5e8ff42741"
    "environments/production/tests/sizes.tftest.hcl"        = "ab3874925c66bdc1c760326bd2c0a518c300560f"
    "environments/production/variables.tf"                  = "49fcea402847f869bc66b7a700d37872b95cb402"
    "environments/production/versions.tf"                   = "ffa09f31dd1b19986a9ff4a610d06d8c013c8cbe"
  }
}

render "environment" "staging" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:55f21b62ee4ecd2dd0a1505726219796d5d99429fe54c775a9ad027c109a9bb5"
  context = {
    account              = "111111111111"
    accounts             = { dev = "111111111111", production = "222222222222", staging = "111111111111" }
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = false
    references           = { catalog = { exposure = "public", port = 8080 }, pricing = { exposure = "internal", port = 8080 } }
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
    alarms                    = { cpu = 80, errors = 5, memory = 85, queue_age = 300 }
    architecture              = "ARM64"
    autoscaling               = true
    backlog_target            = 50
    cache                     = true
    calls                     = []
    capacity_providers        = { FARGATE = { base = 1, weight = 1 }, FARGATE_SPOT = { base = 0, weight = 3 } }
    cpu_target                = 60
    database                  = true
    deregistration_delay      = 60
    egress_ports              = [587]
    enable_exec               = true
    environment_variables     = { GREETING = "Say \"hello\" to $${name} \\", LOG_LEVEL = "debug" }
    ephemeral_storage         = 40
    exposure                  = "public"
    health_check_grace_period = 120
    health_check_interval     = 30
    health_check_matcher      = "200,204"
    health_check_path         = "/store/health"
    host                      = "shop.staging.acme.dev"
    image_retention_count     = 50
    listener_priority         = 16725
    load_balancer             = "main"
    log_retention_days        = 90
    memory_target             = 70
    owner                     = "storefront"
    path                      = "/store"
    permissions_boundary      = null
    port                      = 9090
    queues                    = ["jobs"]
    readonly_root_filesystem  = true
    repository                = "acme/shop-web"
    repository_ids            = { owner = "4021", repository = "7719" }
    requests_target           = 800
    role_path                 = "/"
    schedules                 = { business_hours = { max = 8, min = 2, schedule = "cron(0 8 ? * MON-FRI *)", timezone = "Europe/Berlin" }, new_year = { max = 2, min = 1, schedule = "at(2027-01-01T00:30:00)", timezone = "UTC" }, night = { max = 4, min = 1, schedule = "cron(0 20 * * ? *)", timezone = "Europe/Berlin" } }
    secrets                   = { API_KEY = "arn:aws:secretsmanager:us-east-1:111111111111:secret:shop-AbCdEf:api_key::", SALT = "arn:aws:ssm:us-east-1:111111111111:parameter/shop/salt" }
    secrets_kms_key_arns      = ["arn:aws:kms:us-east-1:111111111111:key/0a1b2c3d-0000-4000-8000-000000000000"]
    stickiness                = true
    stop_timeout              = 60
    tags                      = { CostCenter = "1234" }
    task_policy_arns          = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    uses                      = ["catalog", "pricing"]
    worker_queue              = "jobs"
    writable_paths            = ["/tmp", "/var/cache/shop"]
  }
  files = {
    "environments/staging/alarms.tf"                     = "f692341574dea9cb6bea44af6cf2d8b6170af4a2"
    "environments/staging/autoscaling.tf"                = "ab4b212d7f1164c086f5aabf737afcdef6eedeac"
    "environments/staging/iam.tf"                        = "8567451db8a91526b77f3bf8a449398869e6dc8f"
    "environments/staging/main.tf"                       = "6e2eb16133cb3cb924c6e3d21a9299b914091dc4"
    "environments/staging/network.tf"                    = "8dce39d81b274a32dc3f1bac06e1e15b7914d0cb"
    "environments/staging/outputs.tf"                    = "ae418b634a9d72fada71e781f64cc3ecca0762e2"
    "environments/staging/remote_state.tf"               = "72d8462085fdd8c7ac9e155cbf89a993c798040a"
    "environments/staging/schedules.tf"                  = "91d3c1aeb79c3ce1f4277532736307a2c19adc6f"
    "environments/staging/terraform.tfvars"              = "d20064db20ba20735010d61bbb16168695ebba0c"
    "environments/staging/tests/alarms.tftest.hcl"       = "76e729e93c359f4da4cce5256e3a77b2c39bdbd4"
    "environments/staging/tests/autoscaling.tftest.hcl"  = "3912288c587f15e2954a88d67e8eceb908a3b063"
    "environments/staging/tests/container.tftest.hcl"    = "8d86b746a5ccf767941acac61faa2a671a8e6c95"
    "environments/staging/tests/mocks/aws.tfmock.hcl"    = "04e87b9a45af50e68944fafc42944a71db1498d0"
    "environments/staging/tests/mocks/states.tfmock.hcl" = "97d8a9ce18018245ce8928cf30b9de01bdcbff73"
    "environments/staging/tests/network.tftest.hcl"      = "c217c409d7e1f4e0c55f8ab0e825f8c2719b4393"
    "environments/staging/tests/roles.tftest.hcl"        = "8421a35d5cd16fb5a8f30b6c0d237fceaa8be530"
    "environments/staging/tests/schedules.tftest.hcl"    = "060d23ee736af2fe4e491a79163b0f7c8c68fa88"
    "environments/staging/tests/service.tftest.hcl"      = "db5b90bcc451c45c88fcfe4205affd5e8ff42741"
    "environments/staging/tests/sizes.tftest.hcl"        = "ab3874925c66bdc1c760326bd2c0a518c300560f"
    "environments/staging/variables.tf"                  = "49fcea402847f869bc66b7a700d37872b95cb402"
    "environments/staging/versions.tf"                   = "8fa5353f287a287dbd912a530624385e7e235d66"
  }
}
