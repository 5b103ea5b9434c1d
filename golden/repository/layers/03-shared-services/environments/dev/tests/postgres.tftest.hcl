# Guards postgres.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

variables {
  postgres_instance_class        = "db.t4g.small"
  postgres_allocated_storage     = 50
  postgres_max_allocated_storage = 200
  postgres_backup_retention_days = 14
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
}

run "postgres_is_private_and_encrypted" {
  command = plan

  assert {
    condition     = aws_db_instance.postgres.storage_encrypted && aws_kms_key.postgres.enable_key_rotation
    error_message = "Storage is encrypted with a key that rotates."
  }

  assert {
    condition     = !aws_db_instance.postgres.publicly_accessible && length(setsubtract(aws_db_subnet_group.postgres.subnet_ids, ["subnet-database-a", "subnet-database-b"])) == 0
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

run "postgres_refuses_a_retention_cloudwatch_lacks" {
  command = plan

  variables {
    log_retention_days = 100
  }

  expect_failures = [var.log_retention_days]
}
