# Guards redis.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

variables {
  redis_node_type               = "cache.t4g.small"
  redis_nodes                   = 2
  redis_snapshot_retention_days = 3
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
    condition     = length(setsubtract(aws_elasticache_subnet_group.redis.subnet_ids, ["subnet-database-a", "subnet-database-b"])) == 0
    error_message = "Redis stands in the database subnets only."
  }
}

run "redis_asks_who_comes" {
  command = plan

  assert {
    condition     = contains(aws_elasticache_replication_group.redis.user_group_ids, aws_elasticache_user_group.redis.user_group_id)
    error_message = "Redis lets in the members of its group only."
  }

  assert {
    condition     = aws_elasticache_user.redis_default.user_name == "default" && startswith(aws_elasticache_user.redis_default.access_string, "off ") && length(aws_elasticache_user.redis_default.user_id) <= 40
    error_message = "Nobody comes as the default user."
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
