# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "redis_knows_this_service_alone" {
  command = plan

  assert {
    condition     = one(aws_elasticache_user.cache.authentication_mode).type == "iam" && aws_elasticache_user.cache.user_id == aws_elasticache_user.cache.user_name
    error_message = "The user comes by IAM, for which id and name are the same."
  }

  assert {
    condition     = length(aws_elasticache_user.cache.user_id) <= 40 && can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", aws_elasticache_user.cache.user_id))
    error_message = "An id has at most 40 characters, in lower case."
  }

  assert {
    condition = alltrue([
      for rule in split(" ", aws_elasticache_user.cache.access_string) : rule == "~${local.name}:*" if startswith(rule, "~") || startswith(rule, "%") || rule == "allkeys"
    ])
    error_message = "The user reaches the service's own keys only."
  }

  assert {
    condition     = strcontains(aws_elasticache_user.cache.access_string, "-@dangerous") && !strcontains(aws_elasticache_user.cache.access_string, "+@all")
    error_message = "The user does nothing to the server, such as FLUSHALL."
  }

  assert {
    condition     = aws_elasticache_user_group_association.cache.user_group_id == local.shared_services.redis.user_group_id
    error_message = "Redis lets in members of its group only."
  }
}

run "redis_admits_these_tasks" {
  command = plan

  assert {
    condition     = aws_vpc_security_group_ingress_rule.cache.security_group_id == local.shared_services.redis.security_group_id && aws_vpc_security_group_ingress_rule.cache.cidr_ipv4 == null
    error_message = "The rule stands in Redis's group, and admits no addresses."
  }

  assert {
    condition = length(setsubtract(flatten([for statement in jsondecode(aws_iam_role_policy.cache.policy).Statement : try(statement.Resource, "*") if contains(flatten([try(statement.Action, [])]), "elasticache:Connect")]), [
      local.shared_services.redis.arn, "arn:aws:elasticache:us-east-1:123456789012:user:${aws_elasticache_user.cache.user_id}",
    ])) == 0
    error_message = "The role connects to this Redis, as this user."
  }

  assert {
    condition     = local.environment_variables.REDIS_USER == aws_elasticache_user.cache.user_name && local.environment_variables.REDIS_NAME == local.shared_services.redis.name
    error_message = "The application finds what it needs to sign a token."
  }
}
