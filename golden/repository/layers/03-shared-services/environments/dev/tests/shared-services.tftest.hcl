# Offline: `terraform init -backend=false && terraform test`. No account, no credentials.
# Every run plans only: after an apply prevent_destroy would stop Terraform from cleaning up.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }

  mock_data "aws_partition" {
    defaults = {
      partition = "aws"
    }
  }
}

override_data {
  target = data.terraform_remote_state.foundation
  values = {
    outputs = {
      vpc_id                 = "vpc-test"
      database_subnet_ids    = ["subnet-database-a", "subnet-database-b"]
      security_group_app     = "sg-app"
      data_security_group_id = "sg-data"
    }
  }
}

variables {
  postgres_instance_class        = "db.t4g.small"
  postgres_allocated_storage     = 50
  postgres_max_allocated_storage = 200
  postgres_backup_retention_days = 14
  redis_node_type                = "cache.t4g.small"
  redis_nodes                    = 2
  redis_snapshot_retention_days  = 3
  log_retention_days             = 90
}

run "postgres_keeps_its_data" {
  command = plan

  assert {
    condition     = aws_db_instance.postgres.deletion_protection && !aws_db_instance.postgres.skip_final_snapshot && !aws_db_instance.postgres.delete_automated_backups
    error_message = "The database can be lost: deletion protection, the final snapshot and the kept backups belong together."
  }

  assert {
    condition     = aws_db_instance.postgres.backup_retention_period == 14
    error_message = "Backups are kept as long as terraform.tfvars says."
  }

  assert {
    condition     = aws_db_instance.postgres.multi_az == false
    error_message = "The standby differs from the spec's postgres_multi_az."
  }
}

run "postgres_is_private_and_encrypted" {
  command = plan

  assert {
    condition     = aws_db_instance.postgres.storage_encrypted && aws_kms_key.postgres.enable_key_rotation
    error_message = "Storage is encrypted with a key that rotates."
  }

  assert {
    condition     = !aws_db_instance.postgres.publicly_accessible && aws_db_subnet_group.postgres.subnet_ids == toset(["subnet-database-a", "subnet-database-b"])
    error_message = "The database stands in the database subnets only."
  }

  assert {
    condition     = aws_db_instance.postgres.manage_master_user_password && aws_db_instance.postgres.password == null
    error_message = "RDS makes the password: none of ours stands in the state."
  }

  assert {
    condition     = one([for setting in aws_db_parameter_group.postgres.parameter : setting.value if setting.name == "rds.force_ssl"]) == "1"
    error_message = "Connections without TLS are refused."
  }
}

run "postgres_admits_applications_only" {
  command = plan

  assert {
    condition = (
      aws_vpc_security_group_ingress_rule.postgres_app.referenced_security_group_id == "sg-app" &&
      aws_vpc_security_group_ingress_rule.postgres_app.from_port == 5432 &&
      aws_vpc_security_group_ingress_rule.postgres_app.to_port == 5432
    )
    error_message = "Only the applications' security group reaches PostgreSQL, on 5432."
  }
}

run "postgres_has_the_size_of_tfvars" {
  command = plan

  assert {
    condition = (
      aws_db_instance.postgres.instance_class == "db.t4g.small" &&
      aws_db_instance.postgres.allocated_storage == 50 &&
      aws_db_instance.postgres.max_allocated_storage == 200
    )
    error_message = "The size differs from terraform.tfvars."
  }
}

run "postgres_refuses_bad_numbers" {
  command = plan

  variables {
    postgres_instance_class        = "t4g.small"
    postgres_allocated_storage     = 19
    postgres_backup_retention_days = 0
  }

  expect_failures = [
    var.postgres_instance_class,
    var.postgres_allocated_storage,
    var.postgres_backup_retention_days,
  ]
}

run "postgres_refuses_storage_without_room_to_grow" {
  command = plan

  variables {
    postgres_max_allocated_storage = 54
  }

  expect_failures = [var.postgres_max_allocated_storage]
}

run "redis_is_private_and_encrypted" {
  command = plan

  assert {
    condition     = tobool(aws_elasticache_replication_group.redis.at_rest_encryption_enabled) && aws_kms_key.redis.enable_key_rotation
    error_message = "Data at rest is encrypted with a key that rotates."
  }

  assert {
    condition     = aws_elasticache_replication_group.redis.transit_encryption_enabled && aws_elasticache_replication_group.redis.transit_encryption_mode == "required"
    error_message = "Connections without TLS are refused."
  }

  assert {
    condition     = aws_elasticache_subnet_group.redis.subnet_ids == toset(["subnet-database-a", "subnet-database-b"])
    error_message = "Redis stands in the database subnets only."
  }

  assert {
    condition = (
      aws_vpc_security_group_ingress_rule.redis_app.referenced_security_group_id == "sg-app" &&
      aws_vpc_security_group_ingress_rule.redis_app.from_port == 6379 &&
      aws_vpc_security_group_ingress_rule.redis_app.to_port == 6379
    )
    error_message = "Only the applications' security group reaches Redis, on 6379."
  }
}

run "redis_fails_over_with_two_nodes" {
  command = plan

  assert {
    condition = (
      aws_elasticache_replication_group.redis.num_cache_clusters == 2 &&
      aws_elasticache_replication_group.redis.automatic_failover_enabled &&
      aws_elasticache_replication_group.redis.multi_az_enabled
    )
    error_message = "The second node takes over, from another zone."
  }

  assert {
    condition     = aws_elasticache_replication_group.redis.snapshot_retention_limit == 3 && aws_elasticache_replication_group.redis.final_snapshot_identifier != null
    error_message = "Snapshots are kept as long as terraform.tfvars says, and a last one is taken."
  }
}

run "redis_may_be_a_single_node" {
  command = plan

  variables {
    redis_nodes = 1
  }

  assert {
    condition     = !aws_elasticache_replication_group.redis.automatic_failover_enabled && !aws_elasticache_replication_group.redis.multi_az_enabled
    error_message = "AWS refuses failover without a second node."
  }
}

run "redis_refuses_bad_numbers" {
  command = plan

  variables {
    redis_node_type               = "t4g.small"
    redis_nodes                   = 0
    redis_snapshot_retention_days = 0
  }

  expect_failures = [
    var.redis_node_type,
    var.redis_nodes,
    var.redis_snapshot_retention_days,
  ]
}

run "queue_jobs" {
  command = plan

  assert {
    condition = jsondecode(aws_sqs_queue.jobs.redrive_policy) == {
      deadLetterTargetArn = "arn:aws:sqs:us-east-1:123456789012:${aws_sqs_queue.jobs_dlq.name}"
      maxReceiveCount     = 5
    }
    error_message = "What cannot be worked off goes to this queue's own dead letter queue."
  }

  assert {
    condition     = aws_sqs_queue.jobs.sqs_managed_sse_enabled && aws_sqs_queue.jobs_dlq.sqs_managed_sse_enabled
    error_message = "Messages are encrypted in both queues."
  }
}

run "outputs_follow_what_is_switched_on" {
  command = plan

  assert {
    condition     = (output.postgres == null) == false && (output.redis == null) == false
    error_message = "Services learn from a missing output that a store is off."
  }

  assert {
    condition     = toset(keys(output.queues)) == toset(["jobs", ])
    error_message = "Each queue that is on has an output under its name."
  }
}

run "refuses_a_retention_cloudwatch_lacks" {
  command = plan

  variables {
    log_retention_days = 100
  }

  expect_failures = [var.log_retention_days]
}
