# Guards access_logs.tf.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "access_logs_are_private" {
  command = plan

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.access_logs.block_public_acls,
      aws_s3_bucket_public_access_block.access_logs.block_public_policy,
      aws_s3_bucket_public_access_block.access_logs.ignore_public_acls,
      aws_s3_bucket_public_access_block.access_logs.restrict_public_buckets,
    ])
    error_message = "Access logs hold clients' addresses: nobody outside sees them."
  }

  assert {
    condition     = length(aws_s3_bucket.access_logs.bucket) <= 63
    error_message = "AWS refuses a bucket's name of more than 63 characters."
  }
}

run "load_balancers_write_access_logs" {
  command = plan

  assert {
    condition = length(setsubtract(
      [for name in ["main"] : "arn:aws:s3:::${aws_s3_bucket.access_logs.bucket}/${name}/AWSLogs/123456789012/*"],
      flatten([
        for statement in jsondecode(aws_s3_bucket_policy.access_logs.policy).Statement :
        try(statement.Resource, []) if try(statement.Principal.Service, "") == "logdelivery.elasticloadbalancing.amazonaws.com" && contains(flatten([try(statement.Action, [])]), "s3:PutObject")
      ]),
    )) == 0
    error_message = "Each load balancer writes under its own name, for this account."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_s3_bucket_policy.access_logs.policy).Statement :
      try(statement.Principal.Service, "") == "logdelivery.elasticloadbalancing.amazonaws.com" if statement.Effect == "Allow" && contains(flatten([try(statement.Action, "s3:PutObject")]), "s3:PutObject")
    ])
    error_message = "Nobody but load balancers writes to the bucket of their logs."
  }
}

run "access_logs_are_kept_as_long_as_tfvars_says" {
  command = plan

  variables {
    access_log_retention_days = 45
  }

  assert {
    condition     = contains([for rule in aws_s3_bucket_lifecycle_configuration.access_logs.rule : rule.expiration[0].days if rule.status == "Enabled" && length(rule.expiration) > 0], 45)
    error_message = "Access logs are kept as long as terraform.tfvars says."
  }
}
