# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "pricing"

render "unit" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:d14aead4ee502afda3c87639b6c346d781be8186eb27c4655bfe46f850799edb"
  context = {
    hostname          = "app.terraform.io"
    organization      = "acme"
    unit_environments = ["dev", "staging", "production"]
    unit_layer        = "applications"
    unit_path         = "layers/04-applications/pricing"
    upstream          = ["foundation", "platform", "shared-services"]
    vcs               = "acme/infrastructure"
    workspace_name    = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "all"
    alarms                    = { cpu = 90, errors = 10, memory = 90, queue_age = 900 }
    architecture              = "X86_64"
    autoscaling               = false
    backlog_target            = 100
    buckets                   = {}
    cache                     = false
    calls                     = []
    capacity_providers        = { FARGATE = { base = 0, weight = 1 } }
    cpu_target                = 75
    database                  = false
    deregistration_delay      = 30
    egress_ports              = []
    enable_exec               = false
    environment_variables     = {}
    ephemeral_storage         = 20
    exposure                  = "internal"
    force_new_deployment      = false
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    health_check_start_period = 60
    host                      = null
    image_retention_count     = 100
    listener_priority         = 34203
    load_balancer             = "main"
    log_retention_days        = null
    memory_target             = null
    owner                     = "pricing"
    path                      = null
    permissions_boundary      = null
    policy_statements         = []
    port                      = 8080
    queues                    = {}
    readonly_root_filesystem  = true
    repository                = "acme/pricing"
    repository_ids            = null
    requests_target           = 1000
    role_path                 = "/"
    schedules                 = {}
    secrets                   = {}
    secrets_kms_key_arns      = []
    stickiness                = false
    stop_timeout              = 30
    tables                    = {}
    tags                      = {}
    task_policy_arns          = []
    uses                      = []
    worker_queue              = null
    writable_paths            = ["/tmp"]
  }
  files = {
    "README.md" = "bcd250f0b3d55b16f173f20ebdfe017cccdad621"
  }
}

render "environment" "dev" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:d14aead4ee502afda3c87639b6c346d781be8186eb27c4655bfe46f850799edb"
  context = {
    account              = "111111111111"
    accounts             = { dev = "111111111111", production = "222222222222", staging = "111111111111" }
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = false
    region               = "us-east-1"
    short                = "dev"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "applications"
    unit_path            = "layers/04-applications/pricing"
    upstream             = ["foundation", "platform", "shared-services"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "all"
    alarms                    = { cpu = 90, errors = 10, memory = 90, queue_age = 900 }
    architecture              = "X86_64"
    autoscaling               = false
    backlog_target            = 100
    buckets                   = {}
    cache                     = false
    calls                     = []
    capacity_providers        = { FARGATE = { base = 0, weight = 1 } }
    cpu_target                = 75
    database                  = false
    deregistration_delay      = 30
    egress_ports              = []
    enable_exec               = false
    environment_variables     = {}
    ephemeral_storage         = 20
    exposure                  = "internal"
    force_new_deployment      = false
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    health_check_start_period = 60
    host                      = null
    image_retention_count     = 100
    listener_priority         = 34203
    load_balancer             = "main"
    log_retention_days        = 30
    memory_target             = null
    owner                     = "pricing"
    path                      = null
    permissions_boundary      = null
    policy_statements         = []
    port                      = 8080
    queues                    = {}
    readonly_root_filesystem  = true
    repository                = "acme/pricing"
    repository_ids            = null
    requests_target           = 1000
    role_path                 = "/"
    schedules                 = {}
    secrets                   = {}
    secrets_kms_key_arns      = []
    stickiness                = false
    stop_timeout              = 30
    tables                    = {}
    tags                      = {}
    task_policy_arns          = []
    uses                      = []
    worker_queue              = null
    writable_paths            = ["/tmp"]
  }
  files = {
    "environments/dev/alarms.tf"                     = "5822d10048dfef266abba0b1a308ef658bd2bbd9"
    "environments/dev/iam.tf"                        = "c1e0471fec72d0a68e41513283d6e6b8371f4534"
    "environments/dev/main.tf"                       = "e7ddd7f86141991ef735fac5a436cf787b3903eb"
    "environments/dev/network.tf"                    = "66b744da1019ef41ab9c0660bd608639faa789b0"
    "environments/dev/outputs.tf"                    = "cfc384071a6615c18d50bdc8f69c7ea7ed8df655"
    "environments/dev/remote_state.tf"               = "9efe06f723d01e92eee8e5619adc05330d059e8d"
    "environments/dev/terraform.tfvars"              = "7c61e95f7b28160d250363846f295f70f590b941"
    "environments/dev/tests/alarms.tftest.hcl"       = "5d99a47d0d312d23a2625749d49a4206de655959"
    "environments/dev/tests/container.tftest.hcl"    = "49558a712432953306cb82407b06ece56b6c1306"
    "environments/dev/tests/health.tftest.hcl"       = "0026a0fb8bf16f3672273be549f4ba4cbe0dce54"
    "environments/dev/tests/mocks/aws.tfmock.hcl"    = "d2bb62b2f5c387dd55e97356d5fc7d26a5141fd7"
    "environments/dev/tests/mocks/states.tfmock.hcl" = "baeb8a9191ed4b286992ba8da446b3beb9e9bc03"
    "environments/dev/tests/network.tftest.hcl"      = "90fbc23963aaea02fa376b21d26a37d020fd94cc"
    "environments/dev/tests/roles.tftest.hcl"        = "a747d4a8d33c7b5fb99664421ff8d76eb4efd0a9"
    "environments/dev/tests/service.tftest.hcl"      = "fc4d13cd207cf5383035f10ff8f3f6bab2fd8f65"
    "environments/dev/tests/sizes.tftest.hcl"        = "b88ffb563f82df2e0a4ef5746815a57071ed86cc"
    "environments/dev/variables.tf"                  = "327f4104b19be1e0afee036ee3715cc936510e5a"
    "environments/dev/versions.tf"                   = "f92c1434e9c8b73d5b52b7f42f2c04dae2833378"
  }
}

render "environment" "production" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:d14aead4ee502afda3c87639b6c346d781be8186eb27c4655bfe46f850799edb"
  context = {
    account              = "222222222222"
    accounts             = { dev = "111111111111", production = "222222222222", staging = "111111111111" }
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = true
    region               = "us-east-1"
    short                = "prd"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "applications"
    unit_path            = "layers/04-applications/pricing"
    upstream             = ["foundation", "platform", "shared-services"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "all"
    alarms                    = { cpu = 90, errors = 10, memory = 90, queue_age = 900 }
    architecture              = "X86_64"
    autoscaling               = false
    backlog_target            = 100
    buckets                   = {}
    cache                     = false
    calls                     = []
    capacity_providers        = { FARGATE = { base = 0, weight = 1 } }
    cpu_target                = 75
    database                  = false
    deregistration_delay      = 30
    egress_ports              = []
    enable_exec               = false
    environment_variables     = {}
    ephemeral_storage         = 20
    exposure                  = "internal"
    force_new_deployment      = false
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    health_check_start_period = 60
    host                      = null
    image_retention_count     = 100
    listener_priority         = 34203
    load_balancer             = "main"
    log_retention_days        = 365
    memory_target             = null
    owner                     = "pricing"
    path                      = null
    permissions_boundary      = null
    policy_statements         = []
    port                      = 8080
    queues                    = {}
    readonly_root_filesystem  = true
    repository                = "acme/pricing"
    repository_ids            = null
    requests_target           = 1000
    role_path                 = "/"
    schedules                 = {}
    secrets                   = {}
    secrets_kms_key_arns      = []
    stickiness                = false
    stop_timeout              = 30
    tables                    = {}
    tags                      = {}
    task_policy_arns          = []
    uses                      = []
    worker_queue              = null
    writable_paths            = ["/tmp"]
  }
  files = {
    "environments/production/alarms.tf"                     = "5822d10048dfef266abba0b1a308ef658bd2bbd9"
    "environments/production/iam.tf"                        = "b6191f081419cb28583674964bc8ce7ba2af31b4"
    "environments/production/main.tf"                       = "c6847891c2c81ca96af9a3b247cecf9ac11cdaa5"
    "environments/production/network.tf"                    = "66b744da1019ef41ab9c0660bd608639faa789b0"
    "environments/production/outputs.tf"                    = "cfc384071a6615c18d50bdc8f69c7ea7ed8df655"
    "environments/production/remote_state.tf"               = "7b10ce5c5a07882805699705e07e50c993ec4847"
    "environments/production/terraform.tfvars"              = "f492891686b07f21b1316c59ef64b9026dfb00b9"
    "environments/production/tests/alarms.tftest.hcl"       = "5d99a47d0d312d23a2625749d49a4206de655959"
    "environments/production/tests/container.tftest.hcl"    = "d5d5797e0a292955e13d0052c98a0eb0c405f522"
    "environments/production/tests/health.tftest.hcl"       = "0026a0fb8bf16f3672273be549f4ba4cbe0dce54"
    "environments/production/tests/mocks/aws.tfmock.hcl"    = "d2bb62b2f5c387dd55e97356d5fc7d26a5141fd7"
    "environments/production/tests/mocks/states.tfmock.hcl" = "baeb8a9191ed4b286992ba8da446b3beb9e9bc03"
    "environments/production/tests/network.tftest.hcl"      = "90fbc23963aaea02fa376b21d26a37d020fd94cc"
    "environments/production/tests/roles.tftest.hcl"        = "e335d39404b9e586ce4ecbb75d9b4bf9de930a99"
    "environments/production/tests/service.tftest.hcl"      = "fc4d13cd207cf5383035f10ff8f3f6bab2fd8f65"
    "environments/production/tests/sizes.tftest.hcl"        = "b88ffb563f82df2e0a4ef5746815a57071ed86cc"
    "environments/production/variables.tf"                  = "327f4104b19be1e0afee036ee3715cc936510e5a"
    "environments/production/versions.tf"                   = "259060ee1051cf72962b058a98d63abb83349042"
  }
}

render "environment" "staging" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:d14aead4ee502afda3c87639b6c346d781be8186eb27c4655bfe46f850799edb"
  context = {
    account              = "111111111111"
    accounts             = { dev = "111111111111", production = "222222222222", staging = "111111111111" }
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = false
    region               = "us-east-1"
    short                = "stg"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "applications"
    unit_path            = "layers/04-applications/pricing"
    upstream             = ["foundation", "platform", "shared-services"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "all"
    alarms                    = { cpu = 90, errors = 10, memory = 90, queue_age = 900 }
    architecture              = "X86_64"
    autoscaling               = false
    backlog_target            = 100
    buckets                   = {}
    cache                     = false
    calls                     = []
    capacity_providers        = { FARGATE = { base = 0, weight = 1 } }
    cpu_target                = 75
    database                  = false
    deregistration_delay      = 30
    egress_ports              = []
    enable_exec               = false
    environment_variables     = {}
    ephemeral_storage         = 20
    exposure                  = "internal"
    force_new_deployment      = false
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    health_check_start_period = 60
    host                      = null
    image_retention_count     = 100
    listener_priority         = 34203
    load_balancer             = "main"
    log_retention_days        = 30
    memory_target             = null
    owner                     = "pricing"
    path                      = null
    permissions_boundary      = null
    policy_statements         = []
    port                      = 8080
    queues                    = {}
    readonly_root_filesystem  = true
    repository                = "acme/pricing"
    repository_ids            = null
    requests_target           = 1000
    role_path                 = "/"
    schedules                 = {}
    secrets                   = {}
    secrets_kms_key_arns      = []
    stickiness                = false
    stop_timeout              = 30
    tables                    = {}
    tags                      = {}
    task_policy_arns          = []
    uses                      = []
    worker_queue              = null
    writable_paths            = ["/tmp"]
  }
  files = {
    "environments/staging/alarms.tf"                     = "5822d10048dfef266abba0b1a308ef658bd2bbd9"
    "environments/staging/iam.tf"                        = "89d67359b4661fa0484c389b3f5c27141a575ba7"
    "environments/staging/main.tf"                       = "b037942eaa579d4838e977bc9038ede978a0a613"
    "environments/staging/network.tf"                    = "66b744da1019ef41ab9c0660bd608639faa789b0"
    "environments/staging/outputs.tf"                    = "cfc384071a6615c18d50bdc8f69c7ea7ed8df655"
    "environments/staging/remote_state.tf"               = "0d1937a731088b970c8f45dce808f6a3f72b99a4"
    "environments/staging/terraform.tfvars"              = "11fc087d9ce6695090be73b238548573cb0d103c"
    "environments/staging/tests/alarms.tftest.hcl"       = "5d99a47d0d312d23a2625749d49a4206de655959"
    "environments/staging/tests/container.tftest.hcl"    = "0444042788a423e92be35ae636fce2e93840228a"
    "environments/staging/tests/health.tftest.hcl"       = "0026a0fb8bf16f3672273be549f4ba4cbe0dce54"
    "environments/staging/tests/mocks/aws.tfmock.hcl"    = "d2bb62b2f5c387dd55e97356d5fc7d26a5141fd7"
    "environments/staging/tests/mocks/states.tfmock.hcl" = "baeb8a9191ed4b286992ba8da446b3beb9e9bc03"
    "environments/staging/tests/network.tftest.hcl"      = "90fbc23963aaea02fa376b21d26a37d020fd94cc"
    "environments/staging/tests/roles.tftest.hcl"        = "5499ea443adcda90f2e9f69c54aa04346b32624e"
    "environments/staging/tests/service.tftest.hcl"      = "fc4d13cd207cf5383035f10ff8f3f6bab2fd8f65"
    "environments/staging/tests/sizes.tftest.hcl"        = "b88ffb563f82df2e0a4ef5746815a57071ed86cc"
    "environments/staging/variables.tf"                  = "327f4104b19be1e0afee036ee3715cc936510e5a"
    "environments/staging/versions.tf"                   = "eff2f13b08e39594e9b644a97e5383dd0626fc01"
  }
}
