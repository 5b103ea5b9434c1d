# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "shop"

render "unit" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:35852591ecc90e2896cae41a372416ca0b2f1c2d76437d0f285ab2b89a8f671d"
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
    port                      = 9090
    queues                    = ["jobs"]
    readonly_root_filesystem  = true
    repository                = "acme/shop-web"
    repository_ids            = { owner = "4021", repository = "7719" }
    requests_target           = 500
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
  pack_digest = "sha256:35852591ecc90e2896cae41a372416ca0b2f1c2d76437d0f285ab2b89a8f671d"
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
    port                      = 9090
    queues                    = ["jobs"]
    readonly_root_filesystem  = true
    repository                = "acme/shop-web"
    repository_ids            = { owner = "4021", repository = "7719" }
    requests_target           = 500
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
    "environments/dev/tests/alarms.tftest.hcl"       = "9ff7f605a080a5a4dc168af6ef272a5ad8ee0fd1"
    "environments/dev/tests/autoscaling.tftest.hcl"  = "908446cffcfb1be23a9a624f2767879a9ffd096f"
    "environments/dev/tests/container.tftest.hcl"    = "c0dfcb1b455013bf4bd1f2e96df826d1f1e9e36d"
    "environments/dev/tests/mocks/aws.tfmock.hcl"    = "04e87b9a45af50e68944fafc42944a71db1498d0"
    "environments/dev/tests/mocks/states.tfmock.hcl" = "97d8a9ce18018245ce8928cf30b9de01bdcbff73"
    "environments/dev/tests/network.tftest.hcl"      = "f9d3aea19bd3c131daf63f1309444123f2345368"
    "environments/dev/tests/roles.tftest.hcl"        = "58954e3e5223fb5202ef8c15aa4af3a4a58aaf84"
    "environments/dev/tests/schedules.tftest.hcl"    = "a478dc37bae95bc17ea9dd74f849d01a3fbc32cd"
    "environments/dev/tests/service.tftest.hcl"      = "d4ecd5bee0902ba74bde843f9193695eb356b106"
    "environments/dev/tests/sizes.tftest.hcl"        = "ab3874925c66bdc1c760326bd2c0a518c300560f"
    "environments/dev/variables.tf"                  = "49fcea402847f869bc66b7a700d37872b95cb402"
    "environments/dev/versions.tf"                   = "ceeb3cba40d7bfe47ca3d38d5d9d9d45d6b7acf4"
  }
}

render "environment" "production" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:35852591ecc90e2896cae41a372416ca0b2f1c2d76437d0f285ab2b89a8f671d"
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
    port                      = 9090
    queues                    = ["jobs"]
    readonly_root_filesystem  = true
    repository                = "acme/shop-web"
    repository_ids            = { owner = "4021", repository = "7719" }
    requests_target           = 500
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
    "environments/production/tests/alarms.tftest.hcl"       = "9ff7f605a080a5a4dc168af6ef272a5ad8ee0fd1"
    "environments/production/tests/autoscaling.tftest.hcl"  = "908446cffcfb1be23a9a624f2767879a9ffd096f"
    "environments/production/tests/container.tftest.hcl"    = "a8dd6895207b332883e95df21d917ab3763d4769"
    "environments/production/tests/mocks/aws.tfmock.hcl"    = "04e87b9a45af50e68944fafc42944a71db1498d0"
    "environments/production/tests/mocks/states.tfmock.hcl" = "97d8a9ce18018245ce8928cf30b9de01bdcbff73"
    "environments/production/tests/network.tftest.hcl"      = "d570337165efced97b53ff779bb1ba4961c360c3"
    "environments/production/tests/roles.tftest.hcl"        = "94e50c2654040e702b3f714119c73b0457c2d3a9"
    "environments/production/tests/schedules.tftest.hcl"    = "16be5d7db99564dd24d16c95b9c9743ad3971f2c"
    "environments/production/tests/service.tftest.hcl"      = "d4ecd5bee0902ba74bde843f9193695eb356b106"
    "environments/production/tests/sizes.tftest.hcl"        = "ab3874925c66bdc1c760326bd2c0a518c300560f"
    "environments/production/variables.tf"                  = "49fcea402847f869bc66b7a700d37872b95cb402"
    "environments/production/versions.tf"                   = "ffa09f31dd1b19986a9ff4a610d06d8c013c8cbe"
  }
}

render "environment" "staging" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:35852591ecc90e2896cae41a372416ca0b2f1c2d76437d0f285ab2b89a8f671d"
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
    port                      = 9090
    queues                    = ["jobs"]
    readonly_root_filesystem  = true
    repository                = "acme/shop-web"
    repository_ids            = { owner = "4021", repository = "7719" }
    requests_target           = 800
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
    "environments/staging/tests/alarms.tftest.hcl"       = "9ff7f605a080a5a4dc168af6ef272a5ad8ee0fd1"
    "environments/staging/tests/autoscaling.tftest.hcl"  = "b08f954703a6e9350794e8a26f466346f6bd798f"
    "environments/staging/tests/container.tftest.hcl"    = "5d7f73da350a0b9c180a02c964abab7fcff2b5d2"
    "environments/staging/tests/mocks/aws.tfmock.hcl"    = "04e87b9a45af50e68944fafc42944a71db1498d0"
    "environments/staging/tests/mocks/states.tfmock.hcl" = "97d8a9ce18018245ce8928cf30b9de01bdcbff73"
    "environments/staging/tests/network.tftest.hcl"      = "d70715fa9a5b466b56f2fa70ad59c125afe3793c"
    "environments/staging/tests/roles.tftest.hcl"        = "80bf1f6cac2319791d2533e524fa20f5b286d1d6"
    "environments/staging/tests/schedules.tftest.hcl"    = "a478dc37bae95bc17ea9dd74f849d01a3fbc32cd"
    "environments/staging/tests/service.tftest.hcl"      = "d4ecd5bee0902ba74bde843f9193695eb356b106"
    "environments/staging/tests/sizes.tftest.hcl"        = "ab3874925c66bdc1c760326bd2c0a518c300560f"
    "environments/staging/variables.tf"                  = "49fcea402847f869bc66b7a700d37872b95cb402"
    "environments/staging/versions.tf"                   = "8fa5353f287a287dbd912a530624385e7e235d66"
  }
}
