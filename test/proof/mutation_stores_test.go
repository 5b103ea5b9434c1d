package proof

// storeMutations break what is guarded of the queues a service uses, its user in
// Redis, its own buckets and tables, and its statements.
var storeMutations = []mutation{
	{"a worker that sends", mailerProduction + "queues.tf", `"sqs:ReceiveMessage"]`, `"sqs:ReceiveMessage", "sqs:SendMessage"]`, "queue_jobs"},
	{"a queue that can't be worked off", mailerProduction + "queues.tf", `"sqs:DeleteMessage", `, ``, "queue_jobs"},

	{"a public bucket", shopProduction + "buckets.tf", `restrict_public_buckets = true`, `restrict_public_buckets = false`, "bucket_reports_is_private"},
	{"a bucket under S3's own key", shopProduction + "buckets.tf", `kms_master_key_id = local.platform.kms_key_arn`, `kms_master_key_id = null`, "bucket_reports_is_private"},
	{"a bucket without TLS", shopProduction + "buckets.tf", `"aws:SecureTransport" = "false"`, `"aws:SecureTransport" = "true"`, "bucket_reports_is_private"},
	{"objects of other owners", shopProduction + "buckets.tf", `"BucketOwnerEnforced"`, `"ObjectWriter"`, "bucket_reports_is_private"},
	{"what was deleted is gone", shopProduction + "buckets.tf", `status = "Enabled"`, `status = "Suspended"`, "bucket_reports_keeps_its_data"},
	{"a bucket that goes with its objects", shopProduction + "buckets.tf", "\n  lifecycle {\n    prevent_destroy = true\n  }", "  force_destroy = true", "bucket_reports_keeps_its_data"},
	{"every bucket of the account", shopProduction + "buckets.tf", `Resource = "arn:aws:s3:::${aws_s3_bucket.reports.bucket}/*"`, `Resource = "arn:aws:s3:::*"`, "buckets_of_others_stay_theirs"},

	{"a table that anybody deletes", shopProduction + "tables.tf", `deletion_protection_enabled = true`, `deletion_protection_enabled = false`, "table_orders_keeps_its_data"},
	{"a table without backups", shopProduction + "tables.tf", "point_in_time_recovery {\n    enabled = true", "point_in_time_recovery {\n    enabled = false", "table_orders_keeps_its_data"},
	{"another key of a table", shopProduction + "tables.tf", `"placed_at"`, `"customer"`, "table_orders_keeps_its_data"},
	{"every table of the account", shopProduction + "tables.tf", `"${local.tables_arn}/${aws_dynamodb_table.orders.name}/index/*"`, `"${local.tables_arn}/*"`, "tables_of_others_stay_theirs"},

	{"a statement that allows everything", shopProduction + "policy.tf", `["ses:SendEmail"]`, `"*"`, "no_statement_allows_everything"},
	{"a statement that allows a kind of actions everywhere", shopProduction + "policy.tf", `["ses:SendEmail"]`, `["ses:*"]`, "no_statement_allows_everything"},

	{"the keys of all services", shopProduction + "cache.tf", `on ~${local.cache_prefix}*`, `on ~*`, "redis_knows_this_service_alone"},
	{"a user who may empty Redis", shopProduction + "cache.tf", ` -@dangerous`, ``, "redis_knows_this_service_alone"},
	{"a user without IAM", shopProduction + "cache.tf", `type = "iam"`, `type = "no-password-required"`, "redis_knows_this_service_alone"},
	{"a role that connects as anybody", shopProduction + "cache.tf", `:user:${aws_elasticache_user.cache.user_id}`, `:user:*`, "redis_admits_these_tasks"},
	{"the default user is let in", sharedProduction + "redis.tf", `"off -@all"`, `"on ~* +@all"`, "redis_asks_who_comes"},
	{"Redis without users", sharedProduction + "redis.tf", `[aws_elasticache_user_group.redis.user_group_id]`, `null`, "redis_asks_who_comes"},
}
