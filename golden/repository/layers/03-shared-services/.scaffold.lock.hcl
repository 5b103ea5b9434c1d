# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "shared-services"

render "unit" {
  pack        = "shared-services@1.0.0"
  pack_digest = "sha256:7c8c517538e963453ce3d433c4e91e29c9aae2fd34413b67560cdfec3c4d7002"
  context = {
    hostname          = "app.terraform.io"
    organization      = "acme"
    unit_environments = ["dev", "staging", "production"]
    unit_layer        = "shared-services"
    unit_path         = "layers/03-shared-services"
    upstream          = ["foundation"]
    vcs               = "acme/infrastructure"
    workspace_name    = "aws-{unit}-{environment}"
  }
  inputs = {
    apply_immediately            = null
    backup_window                = "02:00-03:00"
    maintenance_window           = "sun:04:00-sun:05:00"
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
    redis_user_group_id          = null
    redis_version                = "7.1"
    tags                         = {}
  }
  files = {
    "README.md" = "b1e23b14a306c850f8839c20342836fb11c4354e"
  }
}

render "environment" "dev" {
  pack        = "shared-services@1.0.0"
  pack_digest = "sha256:7c8c517538e963453ce3d433c4e91e29c9aae2fd34413b67560cdfec3c4d7002"
  context = {
    account              = "111111111111"
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = false
    region               = "us-east-1"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "shared-services"
    unit_path            = "layers/03-shared-services"
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    apply_immediately            = true
    backup_window                = "02:00-03:00"
    maintenance_window           = "sun:04:00-sun:05:00"
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
    redis_user_group_id          = null
    redis_version                = "7.1"
    tags                         = {}
  }
  files = {
    "environments/dev/main.tf"                       = "87bc4297e493c026ea8476d7768936078e38fc52"
    "environments/dev/outputs.tf"                    = "420b9af34cd737c87679e9a475257ff9c97dfa2d"
    "environments/dev/postgres.tf"                   = "9593db17531d22fe6e290eb6826c8fd4509b9b10"
    "environments/dev/queues.tf"                     = "0dbf3885c44b2fe9300561e6c3b8c73cce2c41ca"
    "environments/dev/redis.tf"                      = "2d95bac435ab191ef02fe781a182987bdc908b4f"
    "environments/dev/remote_state.tf"               = "13b8dc1bab2f75ecb2450d67fde31cf86bca4a28"
    "environments/dev/terraform.tfvars"              = "0a96534dc650b621ff3d69f94150b3abe66b0d88"
    "environments/dev/tests/mocks/aws.tfmock.hcl"    = "b78c99af1775b6cb2ad055dcde5ba810f142d8bb"
    "environments/dev/tests/mocks/states.tfmock.hcl" = "5f4af37ee3a2cb4d5f955f67ee569cda371913bc"
    "environments/dev/tests/outputs.tftest.hcl"      = "d48a5ed88cff714001f765334107e2c03042fca6"
    "environments/dev/tests/postgres.tftest.hcl"     = "143f6df3e388367d11cc9ec11248bec338b4bfa1"
    "environments/dev/tests/queues.tftest.hcl"       = "e4577b05d82cac2305dd511a038f8e7f88e6d977"
    "environments/dev/tests/redis.tftest.hcl"        = "c3836ddb84ababd8483fab97d963bff045772383"
    "environments/dev/variables.tf"                  = "05516daec0a78f96ae5c142aca9fceba78751fae"
    "environments/dev/versions.tf"                   = "bb2646de2592681015c81bc7b508af0399e06a18"
  }
}

render "environment" "production" {
  pack        = "shared-services@1.0.0"
  pack_digest = "sha256:7c8c517538e963453ce3d433c4e91e29c9aae2fd34413b67560cdfec3c4d7002"
  context = {
    account              = "222222222222"
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = true
    region               = "us-east-1"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "shared-services"
    unit_path            = "layers/03-shared-services"
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    apply_immediately            = false
    backup_window                = "02:00-03:00"
    maintenance_window           = "sun:04:00-sun:05:00"
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
    redis_user_group_id          = null
    redis_version                = "7.1"
    tags                         = {}
  }
  files = {
    "environments/production/main.tf"                       = "6af90bf28525cdad8ce23d9a1d1a8c7e0063a5ac"
    "environments/production/outputs.tf"                    = "420b9af34cd737c87679e9a475257ff9c97dfa2d"
    "environments/production/postgres.tf"                   = "a0277452fb39ef70ac74481fef826cc89d35aad4"
    "environments/production/queues.tf"                     = "0dbf3885c44b2fe9300561e6c3b8c73cce2c41ca"
    "environments/production/redis.tf"                      = "e41991575ef72ceda57342b1d184d73b7303363e"
    "environments/production/remote_state.tf"               = "46d37702c320ccbb8c571f37c869590f89996b22"
    "environments/production/terraform.tfvars"              = "eae0baa8b54b12c2f6dc910913ab4c9f4d464852"
    "environments/production/tests/mocks/aws.tfmock.hcl"    = "b78c99af1775b6cb2ad055dcde5ba810f142d8bb"
    "environments/production/tests/mocks/states.tfmock.hcl" = "5f4af37ee3a2cb4d5f955f67ee569cda371913bc"
    "environments/production/tests/outputs.tftest.hcl"      = "d48a5ed88cff714001f765334107e2c03042fca6"
    "environments/production/tests/postgres.tftest.hcl"     = "aeb0713ebce808850d05da7e968d8a6714d30305"
    "environments/production/tests/queues.tftest.hcl"       = "e4577b05d82cac2305dd511a038f8e7f88e6d977"
    "environments/production/tests/redis.tftest.hcl"        = "c3836ddb84ababd8483fab97d963bff045772383"
    "environments/production/variables.tf"                  = "05516daec0a78f96ae5c142aca9fceba78751fae"
    "environments/production/versions.tf"                   = "570df8a7d678e3ac7991d98d37d890eec7f09112"
  }
}

render "environment" "staging" {
  pack        = "shared-services@1.0.0"
  pack_digest = "sha256:7c8c517538e963453ce3d433c4e91e29c9aae2fd34413b67560cdfec3c4d7002"
  context = {
    account              = "111111111111"
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = false
    region               = "us-east-1"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "shared-services"
    unit_path            = "layers/03-shared-services"
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    apply_immediately            = true
    backup_window                = "02:00-03:00"
    maintenance_window           = "sun:04:00-sun:05:00"
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
    redis_user_group_id          = null
    redis_version                = "7.1"
    tags                         = {}
  }
  files = {
    "environments/staging/main.tf"                       = "0edf9ae4903723d4552c228e42e7661712c59354"
    "environments/staging/outputs.tf"                    = "420b9af34cd737c87679e9a475257ff9c97dfa2d"
    "environments/staging/postgres.tf"                   = "9593db17531d22fe6e290eb6826c8fd4509b9b10"
    "environments/staging/queues.tf"                     = "0dbf3885c44b2fe9300561e6c3b8c73cce2c41ca"
    "environments/staging/redis.tf"                      = "2d95bac435ab191ef02fe781a182987bdc908b4f"
    "environments/staging/remote_state.tf"               = "32ef0cb5953345887a1423d9ef73dfe519a9626b"
    "environments/staging/terraform.tfvars"              = "feb3a002d839b494973b9b0b326219fafdd466a4"
    "environments/staging/tests/mocks/aws.tfmock.hcl"    = "b78c99af1775b6cb2ad055dcde5ba810f142d8bb"
    "environments/staging/tests/mocks/states.tfmock.hcl" = "5f4af37ee3a2cb4d5f955f67ee569cda371913bc"
    "environments/staging/tests/outputs.tftest.hcl"      = "d48a5ed88cff714001f765334107e2c03042fca6"
    "environments/staging/tests/postgres.tftest.hcl"     = "143f6df3e388367d11cc9ec11248bec338b4bfa1"
    "environments/staging/tests/queues.tftest.hcl"       = "e4577b05d82cac2305dd511a038f8e7f88e6d977"
    "environments/staging/tests/redis.tftest.hcl"        = "c3836ddb84ababd8483fab97d963bff045772383"
    "environments/staging/variables.tf"                  = "05516daec0a78f96ae5c142aca9fceba78751fae"
    "environments/staging/versions.tf"                   = "1cad1c274b57a0d3ad2fd5cd9b6afa27376cd74a"
  }
}
