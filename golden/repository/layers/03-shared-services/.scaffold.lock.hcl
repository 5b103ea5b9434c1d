# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "shared-services"

render "unit" {
  pack        = "shared-services@1.0.0"
  pack_digest = "sha256:a9a4453128a64bc20c4be6c161008177769ab5900099b0be41e40f95f488bca0"
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
    tags                         = {}
  }
  files = {
    "README.md" = "df17ed4ba367f7f7d6643c88118ad79576416996"
  }
}

render "environment" "dev" {
  pack        = "shared-services@1.0.0"
  pack_digest = "sha256:a9a4453128a64bc20c4be6c161008177769ab5900099b0be41e40f95f488bca0"
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
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
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
    tags                         = {}
  }
  files = {
    "environments/dev/database.sh"                   = "5a11c522e827dec9c0a5e37deb91c250ae04f92b"
    "environments/dev/database.tf"                   = "10ae08fd3bfbc0acf2b539be1313d2eecb916d87"
    "environments/dev/main.tf"                       = "87bc4297e493c026ea8476d7768936078e38fc52"
    "environments/dev/outputs.tf"                    = "916893c67ef002247e44e4e21ea9d099f4dedaa2"
    "environments/dev/postgres.tf"                   = "d839cdae2f4f204ced5d10e698c2c5dc162e65d9"
    "environments/dev/queues.tf"                     = "f59f41558d80939b41661d9f2273cea56393e229"
    "environments/dev/redis.tf"                      = "c50906d400af4bad4cc237e0f17f7cd88e851474"
    "environments/dev/remote_state.tf"               = "13b8dc1bab2f75ecb2450d67fde31cf86bca4a28"
    "environments/dev/terraform.tfvars"              = "0a96534dc650b621ff3d69f94150b3abe66b0d88"
    "environments/dev/tests/database.tftest.hcl"     = "bdf0fa6f6608c59421559dcc3063da9f5bfeb37b"
    "environments/dev/tests/mocks/aws.tfmock.hcl"    = "b78c99af1775b6cb2ad055dcde5ba810f142d8bb"
    "environments/dev/tests/mocks/states.tfmock.hcl" = "5f4af37ee3a2cb4d5f955f67ee569cda371913bc"
    "environments/dev/tests/outputs.tftest.hcl"      = "d48a5ed88cff714001f765334107e2c03042fca6"
    "environments/dev/tests/postgres.tftest.hcl"     = "143f6df3e388367d11cc9ec11248bec338b4bfa1"
    "environments/dev/tests/queues.tftest.hcl"       = "714903530c2f570fb91758799c056e2767fb575e"
    "environments/dev/tests/redis.tftest.hcl"        = "3d32b5524215da5c3d5e91bf9678fa39f7c50976"
    "environments/dev/variables.tf"                  = "05516daec0a78f96ae5c142aca9fceba78751fae"
    "environments/dev/versions.tf"                   = "bb2646de2592681015c81bc7b508af0399e06a18"
  }
}

render "environment" "production" {
  pack        = "shared-services@1.0.0"
  pack_digest = "sha256:a9a4453128a64bc20c4be6c161008177769ab5900099b0be41e40f95f488bca0"
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
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
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
    tags                         = {}
  }
  files = {
    "environments/production/database.sh"                   = "5a11c522e827dec9c0a5e37deb91c250ae04f92b"
    "environments/production/database.tf"                   = "b6aa377e2a3de79ddd11ecf779909c07bb46020f"
    "environments/production/main.tf"                       = "6af90bf28525cdad8ce23d9a1d1a8c7e0063a5ac"
    "environments/production/outputs.tf"                    = "916893c67ef002247e44e4e21ea9d099f4dedaa2"
    "environments/production/postgres.tf"                   = "d3e091126f1c2eab53778214bdabb5e732212517"
    "environments/production/queues.tf"                     = "f59f41558d80939b41661d9f2273cea56393e229"
    "environments/production/redis.tf"                      = "f3656ffc3e0d6b21de9f1bcf3d60c9a7f6df4539"
    "environments/production/remote_state.tf"               = "46d37702c320ccbb8c571f37c869590f89996b22"
    "environments/production/terraform.tfvars"              = "eae0baa8b54b12c2f6dc910913ab4c9f4d464852"
    "environments/production/tests/database.tftest.hcl"     = "e34fe683e06c4cebaf61bb153746c343c71372bf"
    "environments/production/tests/mocks/aws.tfmock.hcl"    = "b78c99af1775b6cb2ad055dcde5ba810f142d8bb"
    "environments/production/tests/mocks/states.tfmock.hcl" = "5f4af37ee3a2cb4d5f955f67ee569cda371913bc"
    "environments/production/tests/outputs.tftest.hcl"      = "d48a5ed88cff714001f765334107e2c03042fca6"
    "environments/production/tests/postgres.tftest.hcl"     = "aeb0713ebce808850d05da7e968d8a6714d30305"
    "environments/production/tests/queues.tftest.hcl"       = "714903530c2f570fb91758799c056e2767fb575e"
    "environments/production/tests/redis.tftest.hcl"        = "3d32b5524215da5c3d5e91bf9678fa39f7c50976"
    "environments/production/variables.tf"                  = "05516daec0a78f96ae5c142aca9fceba78751fae"
    "environments/production/versions.tf"                   = "570df8a7d678e3ac7991d98d37d890eec7f09112"
  }
}

render "environment" "staging" {
  pack        = "shared-services@1.0.0"
  pack_digest = "sha256:a9a4453128a64bc20c4be6c161008177769ab5900099b0be41e40f95f488bca0"
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
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
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
    tags                         = {}
  }
  files = {
    "environments/staging/database.sh"                   = "5a11c522e827dec9c0a5e37deb91c250ae04f92b"
    "environments/staging/database.tf"                   = "edd98b1828ac6ca9abf05a96158399fd85243b1f"
    "environments/staging/main.tf"                       = "0edf9ae4903723d4552c228e42e7661712c59354"
    "environments/staging/outputs.tf"                    = "916893c67ef002247e44e4e21ea9d099f4dedaa2"
    "environments/staging/postgres.tf"                   = "2730a23e509ade94b91b6fc6ecedf36026e50804"
    "environments/staging/queues.tf"                     = "f59f41558d80939b41661d9f2273cea56393e229"
    "environments/staging/redis.tf"                      = "c50906d400af4bad4cc237e0f17f7cd88e851474"
    "environments/staging/remote_state.tf"               = "32ef0cb5953345887a1423d9ef73dfe519a9626b"
    "environments/staging/terraform.tfvars"              = "feb3a002d839b494973b9b0b326219fafdd466a4"
    "environments/staging/tests/database.tftest.hcl"     = "0f438a967fda914635a7d6b83a2e238b3648a7ec"
    "environments/staging/tests/mocks/aws.tfmock.hcl"    = "b78c99af1775b6cb2ad055dcde5ba810f142d8bb"
    "environments/staging/tests/mocks/states.tfmock.hcl" = "5f4af37ee3a2cb4d5f955f67ee569cda371913bc"
    "environments/staging/tests/outputs.tftest.hcl"      = "d48a5ed88cff714001f765334107e2c03042fca6"
    "environments/staging/tests/postgres.tftest.hcl"     = "143f6df3e388367d11cc9ec11248bec338b4bfa1"
    "environments/staging/tests/queues.tftest.hcl"       = "714903530c2f570fb91758799c056e2767fb575e"
    "environments/staging/tests/redis.tftest.hcl"        = "3d32b5524215da5c3d5e91bf9678fa39f7c50976"
    "environments/staging/variables.tf"                  = "05516daec0a78f96ae5c142aca9fceba78751fae"
    "environments/staging/versions.tf"                   = "1cad1c274b57a0d3ad2fd5cd9b6afa27376cd74a"
  }
}
