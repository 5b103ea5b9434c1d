# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "catalog"

render "unit" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:0268955efc4636d28776539abd3eb08018c84399d1a9d61b2e022b4eddeab09f"
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
    alarms                    = { cpu = 90, errors = 10, memory = 90, queue_age = 900 }
    architecture              = "X86_64"
    autoscaling               = false
    backlog_target            = 100
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
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    host                      = null
    image_retention_count     = 100
    listener_priority         = 37627
    load_balancer             = "main"
    log_retention_days        = null
    memory_target             = null
    owner                     = "platform"
    path                      = null
    port                      = 8080
    queues                    = []
    readonly_root_filesystem  = true
    repository                = "acme/catalog"
    repository_ids            = null
    requests_target           = 1000
    schedules                 = {}
    secrets                   = {}
    secrets_kms_key_arns      = []
    stickiness                = false
    stop_timeout              = 30
    tags                      = {}
    task_policy_arns          = []
    uses                      = []
    worker_queue              = null
    writable_paths            = ["/tmp"]
  }
  files = {
    "README.md" = "a2996aa0d51a9769b32f3d64a5ffd73619ae2211"
  }
}

render "environment" "dev" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:0268955efc4636d28776539abd3eb08018c84399d1a9d61b2e022b4eddeab09f"
  context = {
    account              = "111111111111"
    accounts             = { dev = "111111111111", production = "222222222222", staging = "111111111111" }
    aws_provider_version = ">= 5.100, < 7.0"
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
    alarms                    = { cpu = 90, errors = 10, memory = 90, queue_age = 900 }
    architecture              = "X86_64"
    autoscaling               = false
    backlog_target            = 100
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
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    host                      = null
    image_retention_count     = 100
    listener_priority         = 37627
    load_balancer             = "main"
    log_retention_days        = 30
    memory_target             = null
    owner                     = "platform"
    path                      = null
    port                      = 8080
    queues                    = []
    readonly_root_filesystem  = true
    repository                = "acme/catalog"
    repository_ids            = null
    requests_target           = 1000
    schedules                 = {}
    secrets                   = {}
    secrets_kms_key_arns      = []
    stickiness                = false
    stop_timeout              = 30
    tags                      = {}
    task_policy_arns          = []
    uses                      = []
    worker_queue              = null
    writable_paths            = ["/tmp"]
  }
  files = {
    "environments/dev/alarms.tf"                = "0b733dab683e09847c5b188680f4d7693717e2a3"
    "environments/dev/iam.tf"                   = "752f3d76a9916324eb380807b37391b082bd7528"
    "environments/dev/main.tf"                  = "3554a7fe1c050a72b916dcdfc4c557c87d5255c6"
    "environments/dev/network.tf"               = "18aa266c31d4d299f05ad4f9475e88a941c534ec"
    "environments/dev/outputs.tf"               = "093f2a3ab6b3e9face5d9bebd00a5d458556c4db"
    "environments/dev/remote_state.tf"          = "9efe06f723d01e92eee8e5619adc05330d059e8d"
    "environments/dev/terraform.tfvars"         = "38b9f9ed8185c3c49448fa739af813635b983217"
    "environments/dev/tests/service.tftest.hcl" = "3a8b21cbe3ae43ad2444cc41864c166a94ee9fac"
    "environments/dev/variables.tf"             = "2b98add6b6c7d06cae50d6504c9ad2790dce07d1"
    "environments/dev/versions.tf"              = "8713eac35509b2f92532b56d6ac6e5cd33570838"
  }
}

render "environment" "production" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:0268955efc4636d28776539abd3eb08018c84399d1a9d61b2e022b4eddeab09f"
  context = {
    account              = "222222222222"
    accounts             = { dev = "111111111111", production = "222222222222", staging = "111111111111" }
    aws_provider_version = ">= 5.100, < 7.0"
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
    alarms                    = { cpu = 90, errors = 10, memory = 90, queue_age = 900 }
    architecture              = "X86_64"
    autoscaling               = false
    backlog_target            = 100
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
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    host                      = null
    image_retention_count     = 100
    listener_priority         = 37627
    load_balancer             = "main"
    log_retention_days        = 365
    memory_target             = null
    owner                     = "platform"
    path                      = null
    port                      = 8080
    queues                    = []
    readonly_root_filesystem  = true
    repository                = "acme/catalog"
    repository_ids            = null
    requests_target           = 1000
    schedules                 = {}
    secrets                   = {}
    secrets_kms_key_arns      = []
    stickiness                = false
    stop_timeout              = 30
    tags                      = {}
    task_policy_arns          = []
    uses                      = []
    worker_queue              = null
    writable_paths            = ["/tmp"]
  }
  files = {
    "environments/production/alarms.tf"                = "0b733dab683e09847c5b188680f4d7693717e2a3"
    "environments/production/iam.tf"                   = "9cb1d22525ffc9319e611abf8e998210c129d59b"
    "environments/production/main.tf"                  = "981f7a0d0864fbf5d5d7bba4411cf7171bca3b2f"
    "environments/production/network.tf"               = "8ce342ddb593d022c8f57d058e0a1be77650069c"
    "environments/production/outputs.tf"               = "093f2a3ab6b3e9face5d9bebd00a5d458556c4db"
    "environments/production/remote_state.tf"          = "7b10ce5c5a07882805699705e07e50c993ec4847"
    "environments/production/terraform.tfvars"         = "1fb9069546b6a0a6bcb4ef3858971e443cb24070"
    "environments/production/tests/service.tftest.hcl" = "419f8caf7154ab00573025d2e8302c667b6e58d0"
    "environments/production/variables.tf"             = "2b98add6b6c7d06cae50d6504c9ad2790dce07d1"
    "environments/production/versions.tf"              = "7560b63adf655bec0f1ef893497794e099f13f78"
  }
}

render "environment" "staging" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:0268955efc4636d28776539abd3eb08018c84399d1a9d61b2e022b4eddeab09f"
  context = {
    account              = "111111111111"
    accounts             = { dev = "111111111111", production = "222222222222", staging = "111111111111" }
    aws_provider_version = ">= 5.100, < 7.0"
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
    alarms                    = { cpu = 90, errors = 10, memory = 90, queue_age = 900 }
    architecture              = "X86_64"
    autoscaling               = false
    backlog_target            = 100
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
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    host                      = null
    image_retention_count     = 100
    listener_priority         = 37627
    load_balancer             = "main"
    log_retention_days        = 30
    memory_target             = null
    owner                     = "platform"
    path                      = null
    port                      = 8080
    queues                    = []
    readonly_root_filesystem  = true
    repository                = "acme/catalog"
    repository_ids            = null
    requests_target           = 1000
    schedules                 = {}
    secrets                   = {}
    secrets_kms_key_arns      = []
    stickiness                = false
    stop_timeout              = 30
    tags                      = {}
    task_policy_arns          = []
    uses                      = []
    worker_queue              = null
    writable_paths            = ["/tmp"]
  }
  files = {
    "environments/staging/alarms.tf"                = "0b733dab683e09847c5b188680f4d7693717e2a3"
    "environments/staging/iam.tf"                   = "64e931b35f6f74b83a5b4c2efb559baeb2539131"
    "environments/staging/main.tf"                  = "ca58709347928c6a5706e4b92f5811055da4a927"
    "environments/staging/network.tf"               = "30a9de7383a4495847201a44412ad25ac0771d47"
    "environments/staging/outputs.tf"               = "093f2a3ab6b3e9face5d9bebd00a5d458556c4db"
    "environments/staging/remote_state.tf"          = "0d1937a731088b970c8f45dce808f6a3f72b99a4"
    "environments/staging/terraform.tfvars"         = "ddb562177af72ea7006845ae140594eb2cb93745"
    "environments/staging/tests/service.tftest.hcl" = "b2a5b45b09545af3cfc8d1ec20e0c926d467fb90"
    "environments/staging/variables.tf"             = "2b98add6b6c7d06cae50d6504c9ad2790dce07d1"
    "environments/staging/versions.tf"              = "ec89ebf08746dfc51fb6f4ab214c52a7bfa04068"
  }
}
