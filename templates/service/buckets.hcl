# S3 buckets of the service's own.

locals {
  buckets     = { for name, bucket in buckets : name => bucket if bucket.enabled }
  old_buckets = sort(setsubtract(keys(buckets), keys(local.buckets)))

  # The resources of a bucket, all of which bear its name.
  bucket_types = [
    "aws_s3_bucket",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_ownership_controls",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_versioning",
    "aws_s3_bucket_lifecycle_configuration",
    "aws_s3_bucket_policy",
  ]

  # What a person pastes to take a bucket back.
  bucket_import = {
    for name in keys(buckets) : name => join("\n", [
      for type in local.bucket_types : "import {\n  to = ${type}.${replace(name, "-", "_")}\n  id = \"${unit}-${try(short, "")}-${name}-$${local.bucket_suffix}\"\n}\n"
    ])
  }
}

input "buckets" {
  type = map(object({
    enabled         = optional(bool, true)
    noncurrent_days = optional(number, 30)
    expire_days     = optional(number)
  }))
  default     = {}
  nullable    = false
  description = "S3 buckets of the service's own: each gives BUCKET_NAME. noncurrent_days keeps what was overwritten or deleted, expire_days deletes objects of that age. enabled = false lets go of a bucket and destroys nothing; an entry that is simply deleted would destroy its bucket, which is refused"

  validation {
    condition     = alltrue([for name in keys(buckets) : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", name)) && length(name) <= 24])
    error_message = "A bucket is named with at most 24 lower-case letters, digits and single hyphens, a letter first, such as uploads. Its name in S3 begins with the service's."
  }
  validation {
    condition     = alltrue([for bucket in values(buckets) : bucket != null && try(bucket.enabled != null, false)])
    error_message = "A bucket with nothing to say is written {}, and its enabled is true or false."
  }
  validation {
    condition     = alltrue([for bucket in values(buckets) : try(bucket.noncurrent_days >= 1 && bucket.noncurrent_days <= 3650 && floor(bucket.noncurrent_days) == bucket.noncurrent_days, false)])
    error_message = "noncurrent_days of a bucket is 1 to 3650: how long what was overwritten or deleted can be had back."
  }
  validation {
    condition     = alltrue([for bucket in values(buckets) : bucket.expire_days == null ? true : bucket.expire_days >= 1 && bucket.expire_days <= 36500 && floor(bucket.expire_days) == bucket.expire_days])
    error_message = "expire_days of a bucket is 1 to 36500, or left out where objects stay."
  }
}

file "environments/*/buckets.tf" {
  when = length(buckets) > 0
}

file "environments/*/tests/buckets.tftest.hcl" {
  when = length(local.buckets) > 0
}

notice {
  when    = anytrue([for name, bucket in buckets : try(previous.buckets[name].enabled && !bucket.enabled, false)])
  message = "${environment}: switched off: ${join(", ", [for name, bucket in buckets : "bucket ${name}" if try(previous.buckets[name].enabled && !bucket.enabled, false)])}. The next apply takes it from the application, forgets it and destroys nothing: its objects stay and cost."
}

notice {
  when    = anytrue([for name, bucket in buckets : try(!previous.buckets[name].enabled && bucket.enabled, false)])
  message = "${environment}: buckets are switched on again. ${local.stores_import_how}\n\n${join("\n", [for name, bucket in buckets : local.bucket_import[name] if try(!previous.buckets[name].enabled && bucket.enabled, false)])}"
}
