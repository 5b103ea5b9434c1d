# Services read these through remote state: a name here is a promise. What is switched off has no output.

output "postgres_endpoint" {
  description = "Host name of PostgreSQL"
  value       = aws_db_instance.postgres.address
}

output "postgres" {
  description = "PostgreSQL: where it is, and the task that makes a service's database in it. The secret is the master user's: services log in by IAM token"
  value = {
    endpoint          = aws_db_instance.postgres.address
    port              = aws_db_instance.postgres.port
    db_name           = aws_db_instance.postgres.db_name
    secret_arn        = one(aws_db_instance.postgres.master_user_secret[*].secret_arn)
    security_group_id = aws_security_group.postgres.id
    resource_id       = aws_db_instance.postgres.resource_id
    database_task     = aws_ecs_task_definition.database.arn
  }
}

output "redis_endpoint" {
  description = "Host name of Redis's primary node"
  value       = aws_elasticache_replication_group.redis.primary_endpoint_address
}

output "redis" {
  description = "Redis: where it is, and the group to which each service adds its user. It speaks TLS only"
  value = {
    endpoint          = aws_elasticache_replication_group.redis.primary_endpoint_address
    reader_endpoint   = aws_elasticache_replication_group.redis.reader_endpoint_address
    port              = aws_elasticache_replication_group.redis.port
    security_group_id = aws_security_group.redis.id
    name              = aws_elasticache_replication_group.redis.replication_group_id
    arn               = aws_elasticache_replication_group.redis.arn
    user_group_id     = aws_elasticache_user_group.redis.user_group_id
  }
}

output "queues" {
  description = "Each queue and its dead letter queue, by name"
  value = {
    "jobs" = {
      url     = aws_sqs_queue.jobs.url
      arn     = aws_sqs_queue.jobs.arn
      dlq_arn = aws_sqs_queue.jobs_dlq.arn
    }
  }
}
