# Redis belongs to shared-services; the user is this service's, and IAM lets in its tasks alone.

locals {
  # What its keys and channels begin with.
  cache_prefix = "${local.name}:"
}

resource "aws_elasticache_user" "cache" {
  engine    = "redis"
  user_id   = "shop-production"
  user_name = "shop-production"

  # Its own keys and channels. Not what reaches beyond them (lists of keys, functions) or stops the server; INFO is what
  # clients ask first.
  access_string = "on ~${local.cache_prefix}* resetchannels &${local.cache_prefix}* -@all +@read +@write +@connection +@transaction +@pubsub +@scripting -@admin -@dangerous -function -randomkey -scan +info"

  authentication_mode {
    type = "iam"
  }
}

resource "aws_elasticache_user_group_association" "cache" {
  user_group_id = local.shared_services.redis.user_group_id
  user_id       = aws_elasticache_user.cache.user_id
}

resource "aws_iam_role_policy" "cache" {
  name = "cache"
  role = aws_iam_role.task.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = "elasticache:Connect"
      Resource = [
        local.shared_services.redis.arn,
        "arn:aws:elasticache:us-east-1:${local.account_id}:user:${aws_elasticache_user.cache.user_id}",
      ]
    }]
  })
}

resource "aws_vpc_security_group_ingress_rule" "cache" {
  security_group_id            = local.shared_services.redis.security_group_id
  description                  = "Tasks of ${local.name}"
  referenced_security_group_id = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = local.shared_services.redis.port
  to_port                      = local.shared_services.redis.port
}
