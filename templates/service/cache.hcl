# Redis of shared-services, as a user of the service's own.

locals {
  # ElastiCache allows 40 characters, and a user who comes by IAM is called as its id.
  cache_user_full = "${unit}-${try(environment, "")}"
  cache_user      = length(local.cache_user_full) <= 40 ? local.cache_user_full : "${trimsuffix(substr(local.cache_user_full, 0, 33), "-")}-${substr(sha256(local.cache_user_full), 0, 6)}"
}

input "cache" {
  type        = bool
  default     = false
  nullable    = false
  prompt      = "Does it use the Redis cache?"
  description = "Use shared-services' Redis as a user of the service's own, by IAM: REDIS_HOST, REDIS_PORT, REDIS_NAME, REDIS_USER and REDIS_KEY_PREFIX, with which its keys and channels begin"

  validation {
    condition     = !cache || exposed("shared-services").redis
    error_message = "shared-services has no Redis here: it is switched off by redis = false."
  }
}

file "environments/*/cache.tf" {
  when = cache
}

file "environments/*/tests/cache.tftest.hcl" {
  when = cache
}
