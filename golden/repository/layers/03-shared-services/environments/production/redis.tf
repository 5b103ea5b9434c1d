resource "aws_elasticache_replication_group" "redis" {
  #checkov:skip=CKV2_AWS_50:Failover needs a second node: terraform.tfvars says how many there are, and with two it is on.
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
  user_group_ids             = [aws_elasticache_user_group.redis.user_group_id]

  snapshot_retention_limit  = var.redis_snapshot_retention_days
  snapshot_window           = "02:00-03:00"
  maintenance_window        = "sun:04:00-sun:05:00"
  apply_immediately         = false
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

# Each service that uses Redis admits its own tasks here.
resource "aws_security_group" "redis" {
  name        = "${local.name}-redis"
  description = "Redis of ${local.name}"
  vpc_id      = local.foundation.vpc_id

  tags = {
    Name = "${local.name}-redis"
  }
}

# Who may connect: each service adds a user of its own, which IAM lets in.
resource "aws_elasticache_user_group" "redis" {
  engine        = "redis"
  user_group_id = "${local.name}-redis"
  user_ids      = [aws_elasticache_user.redis_default.user_id]

  lifecycle {
    # Services bring their users: Terraform would put them out again here.
    ignore_changes = [user_ids]
  }
}

# Every group has a user called default, whom Redis takes a client for that names none. Nobody can be this one.
resource "aws_elasticache_user" "redis_default" {
  engine               = "redis"
  user_id              = "${local.name}-default"
  user_name            = "default"
  access_string        = "off -@all"
  no_password_required = true
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
