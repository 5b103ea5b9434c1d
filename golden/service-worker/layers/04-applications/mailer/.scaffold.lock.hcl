# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "mailer"

render "unit" {
  pack        = "service@1.0.0"
  pack_digest = "sha256:513767450b4f80166f8b9a381a1617dda2a2d08b95029b2a823cd5823af3cdd5"
  context = {
    hostname          = "app.terraform.io"
    organization      = "acme"
    references        = { pricing = { admit = "all", exposure = "internal", port = 8080 } }
    unit_environments = ["dev", "staging", "production"]
    unit_layer        = "applications"
    unit_path         = "layers/04-applications/mailer"
    upstream          = ["foundation", "platform", "shared-services"]
    vcs               = "acme/infrastructure"
    workspace_name    = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "callers"
    alarms                    = { cpu = 90, error_rate = 5, errors = 10, latency = 2, memory = 90, queue_age = 900, tasks = 10, unhealthy = 5 }
    alarms_off                = []
    architecture              = "X86_64"
    autoscaling               = true
    backlog_target            = 100
    buckets                   = {}
    cache                     = false
    calls                     = ["pricing"]
    capacity_providers        = { FARGATE = { base = 0, weight = 1 } }
    cpu_target                = null
    database                  = "none"
    database_name             = "mailer"
    deregistration_delay      = 30
    egress_ports              = []
    enable_exec               = false
    environment_variables     = {}
    ephemeral_storage         = 20
    exposure                  = "none"
    force_new_deployment      = null
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    health_check_start_period = 60
    host                      = null
    image_retention_count     = 100
    listener_priority         = 36651
    load_balancer             = "main"
    log_retention_days        = null
    memory_target             = null
    own_database              = null
    owner                     = "messaging"
    path                      = null
    permissions_boundary      = null
    policy_statements         = []
    port                      = 8080
    queues                    = { jobs = "receive" }
    readonly_root_filesystem  = true
    repository                = "acme/mailer"
    repository_ids            = null
    requests_target           = 1000
    role_path                 = "/"
    runbook_url               = "https://github.com/acme/infrastructure/blob/HEAD/layers/04-applications/mailer/README.md#when-an-alarm-rings"
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
    "README.md" = "911b999a230dedaf95eac211697930922bc636fc"
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
    references           = { pricing = { admit = "all", exposure = "internal", port = 8080 } }
    region               = "us-east-1"
    short                = "dev"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "applications"
    unit_path            = "layers/04-applications/mailer"
    upstream             = ["foundation", "platform", "shared-services"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "callers"
    alarms                    = { cpu = 90, error_rate = 5, errors = 10, latency = 2, memory = 90, queue_age = 900, tasks = 10, unhealthy = 5 }
    alarms_off                = []
    architecture              = "X86_64"
    autoscaling               = true
    backlog_target            = 100
    buckets                   = {}
    cache                     = false
    calls                     = ["pricing"]
    capacity_providers        = { FARGATE = { base = 0, weight = 1 } }
    cpu_target                = null
    database                  = "none"
    database_name             = "mailer"
    deregistration_delay      = 30
    egress_ports              = []
    enable_exec               = false
    environment_variables     = {}
    ephemeral_storage         = 20
    exposure                  = "none"
    force_new_deployment      = null
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    health_check_start_period = 60
    host                      = null
    image_retention_count     = 100
    listener_priority         = 36651
    load_balancer             = "main"
    log_retention_days        = 30
    memory_target             = null
    own_database              = null
    owner                     = "messaging"
    path                      = null
    permissions_boundary      = null
    policy_statements         = []
    port                      = 8080
    queues                    = { jobs = "receive" }
    readonly_root_filesystem  = true
    repository                = "acme/mailer"
    repository_ids            = null
    requests_target           = 1000
    role_path                 = "/"
    runbook_url               = "https://github.com/acme/infrastructure/blob/HEAD/layers/04-applications/mailer/README.md#when-an-alarm-rings"
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
    "environments/dev/alarms.tf"                        = "8d7f94fe56eb9f62d6f09efdf27838047fdbc9f1"
    "environments/dev/autoscaling.tf"                   = "52aab4fa2e7c539bebd73e7a1d594ea4ce48fa39"
    "environments/dev/iam.tf"                           = "42f47bfd663e9b758c3bde8560e718991c79a6f6"
    "environments/dev/main.tf"                          = "8be5fad2a2fe733e3361f4ddde0122524ce3ffc5"
    "environments/dev/network.tf"                       = "2b07ba96d7e3a25a0a857c2249d9b06b90ef510a"
    "environments/dev/outputs.tf"                       = "812d7dabc9e1fd297a95144dbe22f7be1dc34b26"
    "environments/dev/queues.tf"                        = "027d4e2dc90feb5859b401cab229601d50b9d1b5"
    "environments/dev/remote_state.tf"                  = "c61bf71c13f6a29414aa2d0d8347998aa5882923"
    "environments/dev/schedules.tf"                     = "1f89e7a4d485dd95a20c094adc0864c66ef38004"
    "environments/dev/terraform.tfvars"                 = "decd2f894e8dafe23df1c8d69f3725f6e5f1755c"
    "environments/dev/tests/alarm_cpu.tftest.hcl"       = "1bc064bebccf795635470e6e8e7b4f6c9d6cd277"
    "environments/dev/tests/alarm_memory.tftest.hcl"    = "0eea713942ad37a71879b4ad2785fde51c6d764e"
    "environments/dev/tests/alarm_queue_age.tftest.hcl" = "528e3512fd0a91e0446b5446d70daeb78d365f41"
    "environments/dev/tests/alarm_tasks.tftest.hcl"     = "093dcbfb722d77265da47bafffae417ee1e69508"
    "environments/dev/tests/autoscaling.tftest.hcl"     = "1ce510189637a7f532a5f9fe1d8c6f84a9f4710f"
    "environments/dev/tests/container.tftest.hcl"       = "913fa1b4f4e03ae7fb0ea90a68e43a3aef8412c1"
    "environments/dev/tests/health.tftest.hcl"          = "7ee84f35449a5624ed3a4af9e431e77a5aa9ed27"
    "environments/dev/tests/mocks/aws.tfmock.hcl"       = "d2bb62b2f5c387dd55e97356d5fc7d26a5141fd7"
    "environments/dev/tests/mocks/own.tfmock.hcl"       = "59ec71f79aee52aa2403581b57714d1773ded1c2"
    "environments/dev/tests/mocks/states.tfmock.hcl"    = "4dc986000c22ec3b7f58fc0335eb884b22fc1c1f"
    "environments/dev/tests/network.tftest.hcl"         = "c80c16e9c55b3ce53b8cba160e6614c30ed8fd7a"
    "environments/dev/tests/queues.tftest.hcl"          = "5116f9f1caea9c3d677285acf16ec3ae49640326"
    "environments/dev/tests/roles.tftest.hcl"           = "57a4e10db90cd8cf21743a0ae529504b61e85886"
    "environments/dev/tests/service.tftest.hcl"         = "4c8f08adc2f1a7f3206bef62fd4fb2e5f1ed0878"
    "environments/dev/tests/sizes.tftest.hcl"           = "d8b547dea0d464d2840ac21eacd7db0af052e13c"
    "environments/dev/variables.tf"                     = "49fcea402847f869bc66b7a700d37872b95cb402"
    "environments/dev/versions.tf"                      = "eac186faa5796a2aaa51e32869fa92c80e00d3f1"
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
    references           = { pricing = { admit = "all", exposure = "internal", port = 8080 } }
    region               = "us-east-1"
    short                = "prd"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "applications"
    unit_path            = "layers/04-applications/mailer"
    upstream             = ["foundation", "platform", "shared-services"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "callers"
    alarms                    = { cpu = 90, error_rate = 5, errors = 10, latency = 2, memory = 90, queue_age = 900, tasks = 10, unhealthy = 5 }
    alarms_off                = []
    architecture              = "X86_64"
    autoscaling               = true
    backlog_target            = 100
    buckets                   = {}
    cache                     = false
    calls                     = ["pricing"]
    capacity_providers        = { FARGATE = { base = 0, weight = 1 } }
    cpu_target                = null
    database                  = "none"
    database_name             = "mailer"
    deregistration_delay      = 30
    egress_ports              = []
    enable_exec               = false
    environment_variables     = {}
    ephemeral_storage         = 20
    exposure                  = "none"
    force_new_deployment      = null
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    health_check_start_period = 60
    host                      = null
    image_retention_count     = 100
    listener_priority         = 36651
    load_balancer             = "main"
    log_retention_days        = 365
    memory_target             = null
    own_database              = null
    owner                     = "messaging"
    path                      = null
    permissions_boundary      = null
    policy_statements         = []
    port                      = 8080
    queues                    = { jobs = "receive" }
    readonly_root_filesystem  = true
    repository                = "acme/mailer"
    repository_ids            = null
    requests_target           = 1000
    role_path                 = "/"
    runbook_url               = "https://github.com/acme/infrastructure/blob/HEAD/layers/04-applications/mailer/README.md#when-an-alarm-rings"
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
    "environments/production/alarms.tf"                        = "8d7f94fe56eb9f62d6f09efdf27838047fdbc9f1"
    "environments/production/autoscaling.tf"                   = "52aab4fa2e7c539bebd73e7a1d594ea4ce48fa39"
    "environments/production/iam.tf"                           = "aaefedd40c1ecd6062f963acc67d3f16257231bf"
    "environments/production/main.tf"                          = "0c619e914226c007278501697e699df12984ac70"
    "environments/production/network.tf"                       = "2b07ba96d7e3a25a0a857c2249d9b06b90ef510a"
    "environments/production/outputs.tf"                       = "812d7dabc9e1fd297a95144dbe22f7be1dc34b26"
    "environments/production/queues.tf"                        = "027d4e2dc90feb5859b401cab229601d50b9d1b5"
    "environments/production/remote_state.tf"                  = "3d8e335b9a68f50f1632be50bb12d3d81b49fa9b"
    "environments/production/schedules.tf"                     = "1f89e7a4d485dd95a20c094adc0864c66ef38004"
    "environments/production/terraform.tfvars"                 = "97f3f39b67ebdeb6b17472956b3bff43b9fd7752"
    "environments/production/tests/alarm_cpu.tftest.hcl"       = "1bc064bebccf795635470e6e8e7b4f6c9d6cd277"
    "environments/production/tests/alarm_memory.tftest.hcl"    = "0eea713942ad37a71879b4ad2785fde51c6d764e"
    "environments/production/tests/alarm_queue_age.tftest.hcl" = "528e3512fd0a91e0446b5446d70daeb78d365f41"
    "environments/production/tests/alarm_tasks.tftest.hcl"     = "093dcbfb722d77265da47bafffae417ee1e69508"
    "environments/production/tests/autoscaling.tftest.hcl"     = "1ce510189637a7f532a5f9fe1d8c6f84a9f4710f"
    "environments/production/tests/container.tftest.hcl"       = "ca8c2015b9790ddccecf7f55810bceaf5b377507"
    "environments/production/tests/health.tftest.hcl"          = "7ee84f35449a5624ed3a4af9e431e77a5aa9ed27"
    "environments/production/tests/mocks/aws.tfmock.hcl"       = "d2bb62b2f5c387dd55e97356d5fc7d26a5141fd7"
    "environments/production/tests/mocks/own.tfmock.hcl"       = "59ec71f79aee52aa2403581b57714d1773ded1c2"
    "environments/production/tests/mocks/states.tfmock.hcl"    = "4dc986000c22ec3b7f58fc0335eb884b22fc1c1f"
    "environments/production/tests/network.tftest.hcl"         = "c80c16e9c55b3ce53b8cba160e6614c30ed8fd7a"
    "environments/production/tests/queues.tftest.hcl"          = "5116f9f1caea9c3d677285acf16ec3ae49640326"
    "environments/production/tests/roles.tftest.hcl"           = "6ba60dafe6739de5503975ed5f2591635734b955"
    "environments/production/tests/service.tftest.hcl"         = "4c8f08adc2f1a7f3206bef62fd4fb2e5f1ed0878"
    "environments/production/tests/sizes.tftest.hcl"           = "d8b547dea0d464d2840ac21eacd7db0af052e13c"
    "environments/production/variables.tf"                     = "49fcea402847f869bc66b7a700d37872b95cb402"
    "environments/production/versions.tf"                      = "036d2abfe5a0e74784a705f3775c846f1c609bb8"
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
    references           = { pricing = { admit = "all", exposure = "internal", port = 8080 } }
    region               = "us-east-1"
    short                = "stg"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "applications"
    unit_path            = "layers/04-applications/mailer"
    upstream             = ["foundation", "platform", "shared-services"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    admit                     = "callers"
    alarms                    = { cpu = 90, error_rate = 5, errors = 10, latency = 2, memory = 90, queue_age = 900, tasks = 10, unhealthy = 5 }
    alarms_off                = []
    architecture              = "X86_64"
    autoscaling               = true
    backlog_target            = 100
    buckets                   = {}
    cache                     = false
    calls                     = ["pricing"]
    capacity_providers        = { FARGATE = { base = 0, weight = 1 } }
    cpu_target                = null
    database                  = "none"
    database_name             = "mailer"
    deregistration_delay      = 30
    egress_ports              = []
    enable_exec               = false
    environment_variables     = {}
    ephemeral_storage         = 20
    exposure                  = "none"
    force_new_deployment      = null
    health_check_command      = ["CMD", "/app/healthcheck"]
    health_check_grace_period = 60
    health_check_interval     = 15
    health_check_matcher      = "200-299"
    health_check_path         = "/health"
    health_check_start_period = 60
    host                      = null
    image_retention_count     = 100
    listener_priority         = 36651
    load_balancer             = "main"
    log_retention_days        = 30
    memory_target             = null
    own_database              = null
    owner                     = "messaging"
    path                      = null
    permissions_boundary      = null
    policy_statements         = []
    port                      = 8080
    queues                    = { jobs = "receive" }
    readonly_root_filesystem  = true
    repository                = "acme/mailer"
    repository_ids            = null
    requests_target           = 1000
    role_path                 = "/"
    runbook_url               = "https://github.com/acme/infrastructure/blob/HEAD/layers/04-applications/mailer/README.md#when-an-alarm-rings"
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
    "environments/staging/alarms.tf"                        = "8d7f94fe56eb9f62d6f09efdf27838047fdbc9f1"
    "environments/staging/autoscaling.tf"                   = "52aab4fa2e7c539bebd73e7a1d594ea4ce48fa39"
    "environments/staging/iam.tf"                           = "b8d700cf47883a7b7aa3df4a9172d218131a5b87"
    "environments/staging/main.tf"                          = "2eff0e59d88a469225f59c787bde1d5d43bc30a0"
    "environments/staging/network.tf"                       = "2b07ba96d7e3a25a0a857c2249d9b06b90ef510a"
    "environments/staging/outputs.tf"                       = "812d7dabc9e1fd297a95144dbe22f7be1dc34b26"
    "environments/staging/queues.tf"                        = "027d4e2dc90feb5859b401cab229601d50b9d1b5"
    "environments/staging/remote_state.tf"                  = "83b2e128a125ccac98b1d7b687c97b96da8e2d6c"
    "environments/staging/schedules.tf"                     = "1f89e7a4d485dd95a20c094adc0864c66ef38004"
    "environments/staging/terraform.tfvars"                 = "03af433af4022ce9bab36eb4d6fa27cc6c100207"
    "environments/staging/tests/alarm_cpu.tftest.hcl"       = "1bc064bebccf795635470e6e8e7b4f6c9d6cd277"
    "environments/staging/tests/alarm_memory.tftest.hcl"    = "0eea713942ad37a71879b4ad2785fde51c6d764e"
    "environments/staging/tests/alarm_queue_age.tftest.hcl" = "528e3512fd0a91e0446b5446d70daeb78d365f41"
    "environments/staging/tests/alarm_tasks.tftest.hcl"     = "093dcbfb722d77265da47bafffae417ee1e69508"
    "environments/staging/tests/autoscaling.tftest.hcl"     = "1ce510189637a7f532a5f9fe1d8c6f84a9f4710f"
    "environments/staging/tests/container.tftest.hcl"       = "b18f8e22063a34bda2b3f874a6b4a63cf5e58e7b"
    "environments/staging/tests/health.tftest.hcl"          = "7ee84f35449a5624ed3a4af9e431e77a5aa9ed27"
    "environments/staging/tests/mocks/aws.tfmock.hcl"       = "d2bb62b2f5c387dd55e97356d5fc7d26a5141fd7"
    "environments/staging/tests/mocks/own.tfmock.hcl"       = "59ec71f79aee52aa2403581b57714d1773ded1c2"
    "environments/staging/tests/mocks/states.tfmock.hcl"    = "4dc986000c22ec3b7f58fc0335eb884b22fc1c1f"
    "environments/staging/tests/network.tftest.hcl"         = "c80c16e9c55b3ce53b8cba160e6614c30ed8fd7a"
    "environments/staging/tests/queues.tftest.hcl"          = "5116f9f1caea9c3d677285acf16ec3ae49640326"
    "environments/staging/tests/roles.tftest.hcl"           = "36cbccb33259d8423a0d72c04e013c9936a837b9"
    "environments/staging/tests/service.tftest.hcl"         = "4c8f08adc2f1a7f3206bef62fd4fb2e5f1ed0878"
    "environments/staging/tests/sizes.tftest.hcl"           = "d8b547dea0d464d2840ac21eacd7db0af052e13c"
    "environments/staging/variables.tf"                     = "49fcea402847f869bc66b7a700d37872b95cb402"
    "environments/staging/versions.tf"                      = "a218eddade5bfbb9fe8d63dc3940dc3ffd351b8c"
  }
}
