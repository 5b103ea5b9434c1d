# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "bucket_reports_is_private" {
  command = plan

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.reports.block_public_acls,
      aws_s3_bucket_public_access_block.reports.block_public_policy,
      aws_s3_bucket_public_access_block.reports.ignore_public_acls,
      aws_s3_bucket_public_access_block.reports.restrict_public_buckets,
    ])
    error_message = "Nobody outside the account sees it, whatever a policy says."
  }

  assert {
    condition     = one(aws_s3_bucket_ownership_controls.reports.rule).object_ownership == "BucketOwnerEnforced"
    error_message = "What is put there belongs to this account."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.reports.rule).apply_server_side_encryption_by_default).kms_master_key_id == local.platform.kms_key_arn
    error_message = "The platform's key encrypts it."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_s3_bucket_policy.reports.policy).Statement : statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "Requests without TLS are refused."
  }
}

run "bucket_reports_keeps_its_data" {
  command = plan

  assert {
    condition     = one(aws_s3_bucket_versioning.reports.versioning_configuration).status == "Enabled" && aws_s3_bucket.reports.force_destroy != true
    error_message = "What is overwritten or deleted can be had back, and a bucket that holds something can't be deleted."
  }

  assert {
    condition     = length(aws_s3_bucket.reports.bucket) <= 63 && startswith(aws_s3_bucket.reports.bucket, "shop-dev-reports-")
    error_message = "A bucket's name has at most 63 characters."
  }
}

run "bucket_reports_is_the_applications" {
  command = plan

  assert {
    condition     = local.environment_variables.BUCKET_REPORTS == aws_s3_bucket.reports.bucket
    error_message = "The application finds the bucket's name."
  }

  assert {
    condition = length(setsubtract(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], flatten([
      for statement in jsondecode(aws_iam_role_policy.buckets.policy).Statement : try(statement.Action, []) if contains(flatten([try(statement.Resource, [])]), "arn:aws:s3:::${aws_s3_bucket.reports.bucket}/*")
    ]))) == 0
    error_message = "The application reads, writes and deletes its objects."
  }
}

run "bucket_uploads_is_private" {
  command = plan

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.uploads.block_public_acls,
      aws_s3_bucket_public_access_block.uploads.block_public_policy,
      aws_s3_bucket_public_access_block.uploads.ignore_public_acls,
      aws_s3_bucket_public_access_block.uploads.restrict_public_buckets,
    ])
    error_message = "Nobody outside the account sees it, whatever a policy says."
  }

  assert {
    condition     = one(aws_s3_bucket_ownership_controls.uploads.rule).object_ownership == "BucketOwnerEnforced"
    error_message = "What is put there belongs to this account."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.uploads.rule).apply_server_side_encryption_by_default).kms_master_key_id == local.platform.kms_key_arn
    error_message = "The platform's key encrypts it."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_s3_bucket_policy.uploads.policy).Statement : statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"
    ])
    error_message = "Requests without TLS are refused."
  }
}

run "bucket_uploads_keeps_its_data" {
  command = plan

  assert {
    condition     = one(aws_s3_bucket_versioning.uploads.versioning_configuration).status == "Enabled" && aws_s3_bucket.uploads.force_destroy != true
    error_message = "What is overwritten or deleted can be had back, and a bucket that holds something can't be deleted."
  }

  assert {
    condition     = length(aws_s3_bucket.uploads.bucket) <= 63 && startswith(aws_s3_bucket.uploads.bucket, "shop-dev-uploads-")
    error_message = "A bucket's name has at most 63 characters."
  }
}

run "bucket_uploads_is_the_applications" {
  command = plan

  assert {
    condition     = local.environment_variables.BUCKET_UPLOADS == aws_s3_bucket.uploads.bucket
    error_message = "The application finds the bucket's name."
  }

  assert {
    condition = length(setsubtract(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], flatten([
      for statement in jsondecode(aws_iam_role_policy.buckets.policy).Statement : try(statement.Action, []) if contains(flatten([try(statement.Resource, [])]), "arn:aws:s3:::${aws_s3_bucket.uploads.bucket}/*")
    ]))) == 0
    error_message = "The application reads, writes and deletes its objects."
  }
}

run "buckets_of_others_stay_theirs" {
  command = plan

  assert {
    condition = alltrue([
      for resource in flatten([
        for statement in jsondecode(aws_iam_role_policy.buckets.policy).Statement : try(statement.Resource, "*") if statement.Effect == "Allow" && anytrue([for action in flatten([try(statement.Action, "*")]) : can(regex("^(s3:|[*])", action))])
      ]) :
      startswith(resource, "arn:aws:s3:::shop-")
    ])
    error_message = "The application reaches its own buckets only."
  }
}
