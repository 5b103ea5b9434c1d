# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "catalog"

render "unit" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:d14aead4ee502afda3c87639b6c346d781be8186eb27c4655bfe46f850799edb"
  context = {
    hostname          = "app.terraform.io"
    organization      = "acme"
    unit_environments = ["dev", "staging", "production"]
    unit_layer        = "applications"
    unit_path         = "layers/04-applications/catalog"
    upstream          = ["foundation", "platform", "shared-services"]
    vcs               = "acme/infrastructure"
    workspace_name    = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "callers"
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
    exposure                  = "public"
    force_new_deployment      = false
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    health_check_start_period = 60
    host                      = null
    image_retention_count     = 100
    listener_priority         = 37627
    load_balancer             = "main"
    log_retention_days        = null
    memory_target             = null
    owner                     = "platform"
    path                      = null
    permissions_boundary      = null
    policy_statements         = []
    port                      = 8080
    queues                    = {}
    readonly_root_filesystem  = true
    repository                = "acme/catalog"
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
    "README.md" = "b02b5bd1ed914c37a307f2d3adc03727fc740825"
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
    unit_path            = "layers/04-applications/catalog"
    upstream             = ["foundation", "platform", "shared-services"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "callers"
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
    exposure                  = "public"
    force_new_deployment      = false
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    health_check_start_period = 60
    host                      = null
    image_retention_count     = 100
    listener_priority         = 37627
    load_balancer             = "main"
    log_retention_days        = 30
    memory_target             = null
    owner                     = "platform"
    path                      = null
    permissions_boundary      = null
    policy_statements         = []
    port                      = 8080
    queues                    = {}
    readonly_root_filesystem  = true
    repository                = "acme/catalog"
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
    "environments/dev/alarms.tf"                     = "0b733dab683e09847c5b188680f4d7693717e2a3"
    "environments/dev/iam.tf"                        = "752f3d76a9916324eb380807b37391b082bd7528"
    "environments/dev/main.tf"                       = "2025a88fb993e8b65dd24f9ddfd87cd4252cd4a6"
    "environments/dev/network.tf"                    = "6939a24290aca9adb810d79aae9d9e5218b16693"
    "environments/dev/outputs.tf"                    = "3e811c9115382735f3a5bd803194ddd3b13ed5ee"
    "environments/dev/remote_state.tf"               = "9efe06f723d01e92eee8e5619adc05330d059e8d"
    "environments/dev/terraform.tfvars"              = "38b9f9ed8185c3c49448fa739af813635b983217"
    "environments/dev/tests/alarms.tftest.hcl"       = "abc208b56ed84598de81af29d22edf32dde444ad"
    "environments/dev/tests/container.tftest.hcl"    = "1ee16fc058b86d4d1a5d1c885d598ee259d7fa7b"
    "environments/dev/tests/health.tftest.hcl"       = "61377ef0e3a1338a7bc2015cadf4534bd18adb4b"
    "environments/dev/tests/mocks/aws.tfmock.hcl"    = "0c368a57dc500463a9811f36ea445c34cb098e07"
    "environments/dev/tests/mocks/states.tfmock.hcl" = "baeb8a9191ed4b286992ba8da446b3beb9e9bc03"
    "environments/dev/tests/network.tftest.hcl"      = "f763225e443b0e8fab169a3e81ba728cbeeba41a"
    "environments/dev/tests/roles.tftest.hcl"        = "3500a7f83b114a572f07a6d3e0808398c8cf81de"
    "environments/dev/tests/service.tftest.hcl"      = "d9daf1e5aa602284a427052740c5e12872b8b96d"
    "environments/dev/tests/sizes.tftest.hcl"        = "b88ffb563f82df2e0a4ef5746815a57071ed86cc"
    "environments/dev/variables.tf"                  = "327f4104b19be1e0afee036ee3715cc936510e5a"
    "environments/dev/versions.tf"                   = "dbc1e59cea0a29ef8ee3cc9ee76afd987d1e4184"
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
    unit_path            = "layers/04-applications/catalog"
    upstream             = ["foundation", "platform", "shared-services"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "callers"
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
    exposure                  = "public"
    force_new_deployment      = false
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    health_check_start_period = 60
    host                      = null
    image_retention_count     = 100
    listener_priority         = 37627
    load_balancer             = "main"
    log_retention_days        = 365
    memory_target             = null
    owner                     = "platform"
    path                      = null
    permissions_boundary      = null
    policy_statements         = []
    port                      = 8080
    queues                    = {}
    readonly_root_filesystem  = true
    repository                = "acme/catalog"
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
    "environments/production/alarms.tf"                     = "0b733dab683e09847c5b188680f4d7693717e2a3"
    "environments/production/iam.tf"                        = "9cb1d22525ffc9319e611abf8e998210c129d59b"
    "environments/production/main.tf"                       = "39578cae6a8b27dab4ab09c2ca18c152a99a962f"
    "environments/production/network.tf"                    = "0bfa3cd08e9f0bfd4fc4183c2a4d451310a1c690"
    "environments/production/outputs.tf"                    = "3e811c9115382735f3a5bd803194ddd3b13ed5ee"
    "environments/production/remote_state.tf"               = "7b10ce5c5a07882805699705e07e50c993ec4847"
    "environments/production/terraform.tfvars"              = "1fb9069546b6a0a6bcb4ef3858971e443cb24070"
    "environments/production/tests/alarms.tftest.hcl"       = "abc208b56ed84598de81af29d22edf32dde444ad"
    "environments/production/tests/container.tftest.hcl"    = "abeac86d540146a53113d8390719b04345eeabe0"
    "environments/production/tests/health.tftest.hcl"       = "61377ef0e3a1338a7bc2015cadf4534bd18adb4b"
    "environments/production/tests/mocks/aws.tfmock.hcl"    = "0c368a57dc500463a9811f36ea445c34cb098e07"
    "environments/production/tests/mocks/states.tfmock.hcl" = "baeb8a9191ed4b286992ba8da446b3beb9e9bc03"
    "environments/production/tests/network.tftest.hcl"      = "80c456851ae6a5b915f8569a67307f934542dcf0"
    "environments/production/tests/roles.tftest.hcl"        = "8a67963903e73a8fc420ac5bd159d216a4e060d5"
    "environments/production/tests/service.tftest.hcl"      = "d9daf1e5aa602284a427052740c5e12872b8b96d"
    "environments/production/tests/sizes.tftest.hcl"        = "b88ffb563f82df2e0a4ef5746815a57071ed86cc"
    "environments/production/variables.tf"                  = "327f4104b19be1e0afee036ee3715cc936510e5a"
    "environments/production/versions.tf"                   = "8f2a0146888657fab1c5f2993041d96f379b12eb"
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
    unit_path            = "layers/04-applications/catalog"
    upstream             = ["foundation", "platform", "shared-services"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "callers"
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
    exposure                  = "public"
    force_new_deployment      = false
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    health_check_start_period = 60
    host                      = null
    image_retention_count     = 100
    listener_priority         = 37627
    load_balancer             = "main"
    log_retention_days        = 30
    memory_target             = null
    owner                     = "platform"
    path                      = null
    permissions_boundary      = null
    policy_statements         = []
    port                      = 8080
    queues                    = {}
    readonly_root_filesystem  = true
    repository                = "acme/catalog"
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
    "environments/staging/alarms.tf"                     = "0b733dab683e09847c5b188680f4d7693717e2a3"
    "environments/staging/iam.tf"                        = "64e931b35f6f74b83a5b4c2efb559baeb2539131"
    "environments/staging/main.tf"                       = "dc7d26584921e730976d80c40e8291e6a6693df7"
    "environments/staging/network.tf"                    = "329b6690334ba5176a2ef1917d439618b2e07f09"
    "environments/staging/outputs.tf"                    = "3e811c9115382735f3a5bd803194ddd3b13ed5ee"
    "environments/staging/remote_state.tf"               = "0d1937a731088b970c8f45dce808f6a3f72b99a4"
    "environments/staging/terraform.tfvars"              = "ddb562177af72ea7006845ae140594eb2cb93745"
    "environments/staging/tests/alarms.tftest.hcl"       = "abc208b56ed84598de81af29d22edf32dde444ad"
    "environments/staging/tests/container.tftest.hcl"    = "d9c6a66b8de1ea7627bd1b3e173c9377136434e3"
    "environments/staging/tests/health.tftest.hcl"       = "61377ef0e3a1338a7bc2015cadf4534bd18adb4b"
    "environments/staging/tests/mocks/aws.tfmock.hcl"    = "0c368a57dc500463a9811f36ea445c34cb098e07"
    "environments/staging/tests/mocks/states.tfmock.hcl" = "baeb8a9191ed4b286992ba8da446b3beb9e9bc03"
    "environments/staging/tests/network.tftest.hcl"      = "2fff1473f07af271b92a7c3813830262089631a1"
    "environments/staging/tests/roles.tftest.hcl"        = "f9ab14b1acd33a90dabeec071926377d904612bd"
    "environments/staging/tests/service.tftest.hcl"      = "d9daf1e5aa602284a427052740c5e12872b8b96d"
    "environments/staging/tests/sizes.tftest.hcl"        = "b88ffb563f82df2e0a4ef5746815a57071ed86cc"
    "environments/staging/variables.tf"                  = "327f4104b19be1e0afee036ee3715cc936510e5a"
    "environments/staging/versions.tf"                   = "3a10ed1b720fad7660562765bf75c9433a8f94f8"
  }
}
