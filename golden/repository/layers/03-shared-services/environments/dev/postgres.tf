resource "aws_db_instance" "postgres" {
  #checkov:skip=CKV_AWS_157:One zone is enough here; the spec's postgres_multi_az makes it two.
  identifier = "${local.name}-postgres"

  engine                      = "postgres"
  engine_version              = "17"
  auto_minor_version_upgrade  = true
  allow_major_version_upgrade = false
  parameter_group_name        = aws_db_parameter_group.postgres.name

  instance_class        = var.postgres_instance_class
  allocated_storage     = var.postgres_allocated_storage
  max_allocated_storage = var.postgres_max_allocated_storage
  storage_type          = "gp3"
  storage_encrypted     = true
  kms_key_id            = aws_kms_key.postgres.arn

  db_name  = "app"
  username = "dbadmin"

  # RDS makes the password, keeps it in Secrets Manager and rotates it: it is in no state and no tfvars.
  # Under Secrets Manager's own key, so that reading it takes one permission and not two.
  manage_master_user_password         = true
  iam_database_authentication_enabled = true

  db_subnet_group_name   = aws_db_subnet_group.postgres.name
  vpc_security_group_ids = [aws_security_group.postgres.id, local.foundation.data_security_group_id]
  publicly_accessible    = false
  multi_az               = false
  port                   = 5432
  ca_cert_identifier     = "rds-ca-rsa2048-g1"

  backup_retention_period   = var.postgres_backup_retention_days
  backup_window             = "02:00-03:00"
  maintenance_window        = "sun:04:00-sun:05:00"
  apply_immediately         = true
  copy_tags_to_snapshot     = true
  delete_automated_backups  = false
  deletion_protection       = true
  skip_final_snapshot       = false
  final_snapshot_identifier = "${local.name}-postgres-final"

  performance_insights_enabled          = true
  performance_insights_kms_key_id       = aws_kms_key.postgres.arn
  performance_insights_retention_period = 7
  monitoring_interval                   = 60
  monitoring_role_arn                   = aws_iam_role.postgres_monitoring.arn
  enabled_cloudwatch_logs_exports       = ["postgresql", "upgrade"]

  lifecycle {
    prevent_destroy = true
  }

  # RDS would make the log groups itself, and keep their logs for ever.
  depends_on = [
    aws_cloudwatch_log_group.postgres,
    aws_cloudwatch_log_group.postgres_upgrade,
    aws_iam_role_policy_attachment.postgres_monitoring,
  ]
}

resource "aws_db_parameter_group" "postgres" {
  # The family is part of the name: a new major version needs its group while the old one is still in use.
  name        = "${local.name}-postgres17"
  family      = "postgres17"
  description = "PostgreSQL of ${local.name}"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  parameter {
    name  = "log_statement"
    value = "ddl"
  }

  # In milliseconds: only slow statements are logged.
  parameter {
    name  = "log_min_duration_statement"
    value = "1000"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_subnet_group" "postgres" {
  name        = "${local.name}-postgres"
  description = "PostgreSQL of ${local.name}"
  subnet_ids  = local.foundation.database_subnet_ids
}

resource "aws_security_group" "postgres" {
  name        = "${local.name}-postgres"
  description = "PostgreSQL of ${local.name}"
  vpc_id      = local.foundation.vpc_id

  tags = {
    Name = "${local.name}-postgres"
  }
}

resource "aws_vpc_security_group_ingress_rule" "postgres_app" {
  security_group_id            = aws_security_group.postgres.id
  description                  = "Applications"
  referenced_security_group_id = local.foundation.security_group_app
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_kms_key" "postgres" {
  description             = "PostgreSQL of ${local.name}: storage, insights and logs"
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
      {
        Sid       = "CloudWatchLogs"
        Effect    = "Allow"
        Principal = { Service = "logs.us-east-1.amazonaws.com" }
        Action    = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
        Resource  = "*"
        Condition = {
          ArnLike = {
            "kms:EncryptionContext:aws:logs:arn" = [
              "arn:${local.partition}:logs:us-east-1:${local.account_id}:log-group:/aws/rds/instance/${local.name}-postgres/*",
              "arn:${local.partition}:logs:us-east-1:${local.account_id}:log-group:/ecs/dev/shared-services-database",
            ]
          }
        }
      },
    ]
  })

  # Without its key the database cannot be read, backups included.
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "postgres" {
  name          = "alias/${local.name}-postgres"
  target_key_id = aws_kms_key.postgres.key_id
}

resource "aws_cloudwatch_log_group" "postgres" {
  #checkov:skip=CKV_AWS_338:terraform.tfvars says how long; it starts with a year in production.
  name              = "/aws/rds/instance/${local.name}-postgres/postgresql"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.postgres.arn
}

resource "aws_cloudwatch_log_group" "postgres_upgrade" {
  #checkov:skip=CKV_AWS_338:terraform.tfvars says how long; it starts with a year in production.
  name              = "/aws/rds/instance/${local.name}-postgres/upgrade"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.postgres.arn
}

resource "aws_iam_role" "postgres_monitoring" {
  name        = "${local.name}-postgres-monitoring"
  description = "Enhanced monitoring of PostgreSQL writes to CloudWatch"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "monitoring.rds.amazonaws.com" }
        Action    = "sts:AssumeRole"
        # Only this account's databases may use the role.
        Condition = {
          StringEquals = { "aws:SourceAccount" = local.account_id }
        }
      },
    ]
  })
}

resource "aws_iam_role_policy_attachment" "postgres_monitoring" {
  role       = aws_iam_role.postgres_monitoring.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
