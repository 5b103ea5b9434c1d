# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "shared-services"

render "unit" {
  pack        = "shared-services@1.0.0"
  pack_digest = "sha256:1cdba7c45595aacbf543113b85b45aff87d6b58e448335d486a9547157c9bb83"
  context = {
    hostname          = "app.terraform.io"
    organization      = "acme"
    unit_environments = ["dev", "staging", "production"]
    unit_layer        = "shared-services"
    unit_path         = "layers/03-shared-services"
    upstream          = ["foundation", "platform"]
    vcs               = "acme/infrastructure"
    workspace_name    = "aws-{unit}-{environment}"
  }
  inputs = {
    alarms                       = null
    alarms_off                   = []
    apply_immediately            = null
    backup_window                = "02:00-03:00"
    database_task_image          = "public.ecr.aws/docker/library/postgres:17.11-bookworm@sha256:639ab7ceb90e13123085b741fb31ef493fba25463002f6da665352e7b534b652"
    maintenance_window           = "sun:04:00-sun:05:00"
    permissions_boundary         = null
    postgres                     = true
    postgres_allow_major_upgrade = false
    postgres_db_name             = "app"
    postgres_multi_az            = null
    postgres_parameters          = {}
    postgres_username            = "dbadmin"
    postgres_version             = "17"
    queues                       = { jobs = { content_based_deduplication = false, delay_seconds = 0, dlq_message_retention_seconds = 1209600, enabled = true, fifo = false, max_receive_count = 5, message_retention_seconds = 345600, visibility_timeout_seconds = 60 } }
    redis                        = true
    redis_maxmemory_policy       = "volatile-lru"
    redis_version                = "7.1"
    role_path                    = "/"
    runbook_url                  = "https://github.com/acme/infrastructure/blob/HEAD/layers/03-shared-services/README.md#when-an-alarm-rings"
    tags                         = {}
  }
  files = {
    "README.md" = "5263bd7191cdcb415c038406a60cf59d97ab22bb"
  }
}

render "environment" "dev" {
  pack        = "shared-services@1.0.0"
  pack_digest = "sha256:1cdba7c45595aacbf543113b85b45aff87d6b58e448335d486a9547157c9bb83"
  context = {
    account              = "111111111111"
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = false
    region               = "us-east-1"
    size                 = "standard"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "shared-services"
    unit_path            = "layers/03-shared-services"
    upstream             = ["foundation", "platform"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    alarms                       = { dlq = 1, postgres_connections = 60, postgres_cpu = 85, postgres_storage = 5, redis_connections = 50000, redis_cpu = 85, redis_memory = 85 }
    alarms_off                   = []
    apply_immediately            = true
    backup_window                = "02:00-03:00"
    database_task_image          = "public.ecr.aws/docker/library/postgres:17.11-bookworm@sha256:639ab7ceb90e13123085b741fb31ef493fba25463002f6da665352e7b534b652"
    maintenance_window           = "sun:04:00-sun:05:00"
    permissions_boundary         = null
    postgres                     = true
    postgres_allow_major_upgrade = false
    postgres_db_name             = "app"
    postgres_multi_az            = false
    postgres_parameters          = {}
    postgres_username            = "dbadmin"
    postgres_version             = "17"
    queues                       = { jobs = { content_based_deduplication = false, delay_seconds = 0, dlq_message_retention_seconds = 1209600, enabled = true, fifo = false, max_receive_count = 5, message_retention_seconds = 345600, visibility_timeout_seconds = 60 } }
    redis                        = true
    redis_maxmemory_policy       = "volatile-lru"
    redis_version                = "7.1"
    role_path                    = "/"
    runbook_url                  = "https://github.com/acme/infrastructure/blob/HEAD/layers/03-shared-services/README.md#when-an-alarm-rings"
    tags                         = {}
  }
  files = {
    "environments/dev/alarms.tf"                                   = "9f51208facab9aca916d64b7d41c055b8e0759f1"
    "environments/dev/database.sh"                                 = "5a11c522e827dec9c0a5e37deb91c250ae04f92b"
    "environments/dev/database.tf"                                 = "10ae08fd3bfbc0acf2b539be1313d2eecb916d87"
    "environments/dev/main.tf"                                     = "b211344e3752603865e4d5b1e2e9dfb011eb0685"
    "environments/dev/outputs.tf"                                  = "916893c67ef002247e44e4e21ea9d099f4dedaa2"
    "environments/dev/postgres.tf"                                 = "d839cdae2f4f204ced5d10e698c2c5dc162e65d9"
    "environments/dev/queues.tf"                                   = "f59f41558d80939b41661d9f2273cea56393e229"
    "environments/dev/redis.tf"                                    = "c50906d400af4bad4cc237e0f17f7cd88e851474"
    "environments/dev/remote_state.tf"                             = "de3055b6f0fc014f488e419ae8dbde12a837a587"
    "environments/dev/terraform.tfvars"                            = "0a96534dc650b621ff3d69f94150b3abe66b0d88"
    "environments/dev/tests/alarm_dlq.tftest.hcl"                  = "6e0bbfd6d5601cee4ffa0b66e11cd305a1a785b6"
    "environments/dev/tests/alarm_postgres_connections.tftest.hcl" = "e51556aa0bb59c188f7f8cb4684f6ffecc05ebb6"
    "environments/dev/tests/alarm_postgres_cpu.tftest.hcl"         = "804f444ded9fe2884f90220b6b0d02a89d47e518"
    "environments/dev/tests/alarm_postgres_events.tftest.hcl"      = "56cc9bdfa7d5c7fc8705c067eb9a5e2047c66d29"
    "environments/dev/tests/alarm_postgres_storage.tftest.hcl"     = "515ca6ea2f94ca73aab8ea9b7a2f2c9182101cfa"
    "environments/dev/tests/alarm_redis_connections.tftest.hcl"    = "dfd7e576775453a12b17b3f17a444ed300b97e8a"
    "environments/dev/tests/alarm_redis_cpu.tftest.hcl"            = "06a0dd08601c42c7af76dbe75ad5f1dbb8c463e5"
    "environments/dev/tests/alarm_redis_failover.tftest.hcl"       = "ef6999af37d087888d749d0652f8d30d9014155b"
    "environments/dev/tests/alarm_redis_memory.tftest.hcl"         = "ea17698f978fd6704980a653a797040ca8ace239"
    "environments/dev/tests/database.tftest.hcl"                   = "bdf0fa6f6608c59421559dcc3063da9f5bfeb37b"
    "environments/dev/tests/mocks/aws.tfmock.hcl"                  = "b78c99af1775b6cb2ad055dcde5ba810f142d8bb"
    "environments/dev/tests/mocks/states.tfmock.hcl"               = "337068427229b2c828c6c82140a5ef606eae1462"
    "environments/dev/tests/outputs.tftest.hcl"                    = "d48a5ed88cff714001f765334107e2c03042fca6"
    "environments/dev/tests/postgres.tftest.hcl"                   = "143f6df3e388367d11cc9ec11248bec338b4bfa1"
    "environments/dev/tests/queues.tftest.hcl"                     = "714903530c2f570fb91758799c056e2767fb575e"
    "environments/dev/tests/redis.tftest.hcl"                      = "3d32b5524215da5c3d5e91bf9678fa39f7c50976"
    "environments/dev/variables.tf"                                = "05516daec0a78f96ae5c142aca9fceba78751fae"
    "environments/dev/versions.tf"                                 = "bb2646de2592681015c81bc7b508af0399e06a18"
  }
}

render "environment" "production" {
  pack        = "shared-services@1.0.0"
  pack_digest = "sha256:1cdba7c45595aacbf543113b85b45aff87d6b58e448335d486a9547157c9bb83"
  context = {
    account              = "222222222222"
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = true
    region               = "us-east-1"
    size                 = "standard"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "shared-services"
    unit_path            = "layers/03-shared-services"
    upstream             = ["foundation", "platform"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    alarms                       = { dlq = 1, postgres_connections = 600, postgres_cpu = 85, postgres_storage = 5, redis_connections = 50000, redis_cpu = 85, redis_memory = 85 }
    alarms_off                   = []
    apply_immediately            = false
    backup_window                = "02:00-03:00"
    database_task_image          = "public.ecr.aws/docker/library/postgres:17.11-bookworm@sha256:639ab7ceb90e13123085b741fb31ef493fba25463002f6da665352e7b534b652"
    maintenance_window           = "sun:04:00-sun:05:00"
    permissions_boundary         = null
    postgres                     = true
    postgres_allow_major_upgrade = false
    postgres_db_name             = "app"
    postgres_multi_az            = true
    postgres_parameters          = {}
    postgres_username            = "dbadmin"
    postgres_version             = "17"
    queues                       = { jobs = { content_based_deduplication = false, delay_seconds = 0, dlq_message_retention_seconds = 1209600, enabled = true, fifo = false, max_receive_count = 5, message_retention_seconds = 345600, visibility_timeout_seconds = 60 } }
    redis                        = true
    redis_maxmemory_policy       = "volatile-lru"
    redis_version                = "7.1"
    role_path                    = "/"
    runbook_url                  = "https://github.com/acme/infrastructure/blob/HEAD/layers/03-shared-services/README.md#when-an-alarm-rings"
    tags                         = {}
  }
  files = {
    "environments/production/alarms.tf"                                   = "9fbb6479775494bfd4bd6d909c79d509ce28a37f"
    "environments/production/database.sh"                                 = "5a11c522e827dec9c0a5e37deb91c250ae04f92b"
    "environments/production/database.tf"                                 = "b6aa377e2a3de79ddd11ecf779909c07bb46020f"
    "environments/production/main.tf"                                     = "9d595406988b83fe355c907490becc654235f9fe"
    "environments/production/outputs.tf"                                  = "916893c67ef002247e44e4e21ea9d099f4dedaa2"
    "environments/production/postgres.tf"                                 = "d3e091126f1c2eab53778214bdabb5e732212517"
    "environments/production/queues.tf"                                   = "f59f41558d80939b41661d9f2273cea56393e229"
    "environments/production/redis.tf"                                    = "f3656ffc3e0d6b21de9f1bcf3d60c9a7f6df4539"
    "environments/production/remote_state.tf"                             = "af1e856ba2d7e4ebeffb34434f8c9cffca8fed25"
    "environments/production/terraform.tfvars"                            = "eae0baa8b54b12c2f6dc910913ab4c9f4d464852"
    "environments/production/tests/alarm_dlq.tftest.hcl"                  = "6e0bbfd6d5601cee4ffa0b66e11cd305a1a785b6"
    "environments/production/tests/alarm_postgres_connections.tftest.hcl" = "e51556aa0bb59c188f7f8cb4684f6ffecc05ebb6"
    "environments/production/tests/alarm_postgres_cpu.tftest.hcl"         = "804f444ded9fe2884f90220b6b0d02a89d47e518"
    "environments/production/tests/alarm_postgres_events.tftest.hcl"      = "56cc9bdfa7d5c7fc8705c067eb9a5e2047c66d29"
    "environments/production/tests/alarm_postgres_storage.tftest.hcl"     = "515ca6ea2f94ca73aab8ea9b7a2f2c9182101cfa"
    "environments/production/tests/alarm_redis_connections.tftest.hcl"    = "b009296dcb4256cfc15efe44e42a7afad9cd2c24"
    "environments/production/tests/alarm_redis_cpu.tftest.hcl"            = "ae60524f758b729bd28171e9f781f55102880d3d"
    "environments/production/tests/alarm_redis_failover.tftest.hcl"       = "e5732ee8cc97ac3f9588abe980ee5d13346e67e6"
    "environments/production/tests/alarm_redis_memory.tftest.hcl"         = "c9bfc7e7cb7b458edcbb7a9adc961ce909b21bb2"
    "environments/production/tests/database.tftest.hcl"                   = "e34fe683e06c4cebaf61bb153746c343c71372bf"
    "environments/production/tests/mocks/aws.tfmock.hcl"                  = "b78c99af1775b6cb2ad055dcde5ba810f142d8bb"
    "environments/production/tests/mocks/states.tfmock.hcl"               = "337068427229b2c828c6c82140a5ef606eae1462"
    "environments/production/tests/outputs.tftest.hcl"                    = "d48a5ed88cff714001f765334107e2c03042fca6"
    "environments/production/tests/postgres.tftest.hcl"                   = "aeb0713ebce808850d05da7e968d8a6714d30305"
    "environments/production/tests/queues.tftest.hcl"                     = "714903530c2f570fb91758799c056e2767fb575e"
    "environments/production/tests/redis.tftest.hcl"                      = "3d32b5524215da5c3d5e91bf9678fa39f7c50976"
    "environments/production/variables.tf"                                = "05516daec0a78f96ae5c142aca9fceba78751fae"
    "environments/production/versions.tf"                                 = "570df8a7d678e3ac7991d98d37d890eec7f09112"
  }
}

render "environment" "staging" {
  pack        = "shared-services@1.0.0"
  pack_digest = "sha256:1cdba7c45595aacbf543113b85b45aff87d6b58e448335d486a9547157c9bb83"
  context = {
    account              = "111111111111"
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = false
    region               = "us-east-1"
    size                 = "standard"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "shared-services"
    unit_path            = "layers/03-shared-services"
    upstream             = ["foundation", "platform"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    alarms                       = { dlq = 1, postgres_connections = 60, postgres_cpu = 85, postgres_storage = 5, redis_connections = 50000, redis_cpu = 85, redis_memory = 85 }
    alarms_off                   = []
    apply_immediately            = true
    backup_window                = "02:00-03:00"
    database_task_image          = "public.ecr.aws/docker/library/postgres:17.11-bookworm@sha256:639ab7ceb90e13123085b741fb31ef493fba25463002f6da665352e7b534b652"
    maintenance_window           = "sun:04:00-sun:05:00"
    permissions_boundary         = null
    postgres                     = true
    postgres_allow_major_upgrade = false
    postgres_db_name             = "app"
    postgres_multi_az            = false
    postgres_parameters          = {}
    postgres_username            = "dbadmin"
    postgres_version             = "17"
    queues                       = { jobs = { content_based_deduplication = false, delay_seconds = 0, dlq_message_retention_seconds = 1209600, enabled = true, fifo = false, max_receive_count = 5, message_retention_seconds = 345600, visibility_timeout_seconds = 60 } }
    redis                        = true
    redis_maxmemory_policy       = "volatile-lru"
    redis_version                = "7.1"
    role_path                    = "/"
    runbook_url                  = "https://github.com/acme/infrastructure/blob/HEAD/layers/03-shared-services/README.md#when-an-alarm-rings"
    tags                         = {}
  }
  files = {
    "environments/staging/alarms.tf"                                   = "9f51208facab9aca916d64b7d41c055b8e0759f1"
    "environments/staging/database.sh"                                 = "5a11c522e827dec9c0a5e37deb91c250ae04f92b"
    "environments/staging/database.tf"                                 = "edd98b1828ac6ca9abf05a96158399fd85243b1f"
    "environments/staging/main.tf"                                     = "aba88bc7e10121ee03a81c27010207f8ece3ff9d"
    "environments/staging/outputs.tf"                                  = "916893c67ef002247e44e4e21ea9d099f4dedaa2"
    "environments/staging/postgres.tf"                                 = "2730a23e509ade94b91b6fc6ecedf36026e50804"
    "environments/staging/queues.tf"                                   = "f59f41558d80939b41661d9f2273cea56393e229"
    "environments/staging/redis.tf"                                    = "c50906d400af4bad4cc237e0f17f7cd88e851474"
    "environments/staging/remote_state.tf"                             = "79dbefb02a89e2b1601d62e33b2a42a4ce11f64b"
    "environments/staging/terraform.tfvars"                            = "feb3a002d839b494973b9b0b326219fafdd466a4"
    "environments/staging/tests/alarm_dlq.tftest.hcl"                  = "6e0bbfd6d5601cee4ffa0b66e11cd305a1a785b6"
    "environments/staging/tests/alarm_postgres_connections.tftest.hcl" = "e51556aa0bb59c188f7f8cb4684f6ffecc05ebb6"
    "environments/staging/tests/alarm_postgres_cpu.tftest.hcl"         = "804f444ded9fe2884f90220b6b0d02a89d47e518"
    "environments/staging/tests/alarm_postgres_events.tftest.hcl"      = "56cc9bdfa7d5c7fc8705c067eb9a5e2047c66d29"
    "environments/staging/tests/alarm_postgres_storage.tftest.hcl"     = "515ca6ea2f94ca73aab8ea9b7a2f2c9182101cfa"
    "environments/staging/tests/alarm_redis_connections.tftest.hcl"    = "c3f57ba4a7d5a92f84460ebf567a83ca6f8bb0b3"
    "environments/staging/tests/alarm_redis_cpu.tftest.hcl"            = "ca9b51e302513151c57e0065e599439044899e38"
    "environments/staging/tests/alarm_redis_failover.tftest.hcl"       = "3a63977971423d152a53bd7eeecd0deac2c817ed"
    "environments/staging/tests/alarm_redis_memory.tftest.hcl"         = "1c9ee828e6410884343b7c6c8304d251164151b1"
    "environments/staging/tests/database.tftest.hcl"                   = "0f438a967fda914635a7d6b83a2e238b3648a7ec"
    "environments/staging/tests/mocks/aws.tfmock.hcl"                  = "b78c99af1775b6cb2ad055dcde5ba810f142d8bb"
    "environments/staging/tests/mocks/states.tfmock.hcl"               = "337068427229b2c828c6c82140a5ef606eae1462"
    "environments/staging/tests/outputs.tftest.hcl"                    = "d48a5ed88cff714001f765334107e2c03042fca6"
    "environments/staging/tests/postgres.tftest.hcl"                   = "143f6df3e388367d11cc9ec11248bec338b4bfa1"
    "environments/staging/tests/queues.tftest.hcl"                     = "714903530c2f570fb91758799c056e2767fb575e"
    "environments/staging/tests/redis.tftest.hcl"                      = "3d32b5524215da5c3d5e91bf9678fa39f7c50976"
    "environments/staging/variables.tf"                                = "05516daec0a78f96ae5c142aca9fceba78751fae"
    "environments/staging/versions.tf"                                 = "1cad1c274b57a0d3ad2fd5cd9b6afa27376cd74a"
  }
}
