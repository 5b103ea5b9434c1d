# What the tests find in the states that this service reads.

override_data {
  target = data.terraform_remote_state.foundation
  values = {
    outputs = {
      vpc_id                = "vpc-test"
      private_subnet_ids    = ["subnet-private-a", "subnet-private-b"]
      alb_security_group_id = "sg-alb"
      security_group_app    = "sg-app"
    }
  }
}

override_data {
  target = data.terraform_remote_state.platform
  values = {
    outputs = {
      ecs_cluster_id                 = "arn:aws:ecs:us-east-1:123456789012:cluster/test-cluster"
      cluster_name                   = "test-cluster"
      cluster_arn                    = "arn:aws:ecs:us-east-1:123456789012:cluster/test-cluster"
      alb_arn_suffix                 = "app/main/50dc6c495c0c9188"
      https_listener_arn             = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/main/50dc6c495c0c9188/f2f7dc8efc522ab2"
      domain_name                    = "example.com"
      service_discovery_namespace_id = "ns-test"
      service_discovery_namespace    = "test.local"
      github_oidc_provider_arn       = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
      alarm_topic_arn                = "arn:aws:sns:us-east-1:123456789012:alarms"
      kms_key_arn                    = "arn:aws:kms:us-east-1:123456789012:key/test"
    }
  }
}

override_data {
  target = data.terraform_remote_state.shared_services
  values = {
    outputs = {
      postgres_endpoint = "postgres.test"
      postgres          = { port = 5432, resource_id = "db-TEST", database_task = "arn:aws:ecs:us-east-1:123456789012:task-definition/shared-services-database:1" }
      redis_endpoint    = "redis.test"
      redis = {
        endpoint          = "redis.test"
        port              = 6379
        security_group_id = "sg-redis"
        name              = "test-redis"
        arn               = "arn:aws:elasticache:us-east-1:123456789012:replicationgroup:test-redis"
        user_group_id     = "test-redis"
      }
      queues = {
        "jobs" = { url = "https://sqs.test/jobs", arn = "arn:aws:sqs:us-east-1:123456789012:test-jobs" }
      }
    }
  }
}

override_data {
  target = data.terraform_remote_state.catalog
  values = {
    outputs = {
      service_url           = "https://catalog.test"
      service_discovery_arn = "arn:aws:servicediscovery:us-east-1:123456789012:service/catalog"
      security_group_id     = "sg-catalog"
    }
  }
}

override_data {
  target = data.terraform_remote_state.pricing
  values = {
    outputs = {
      service_url           = "https://pricing.test"
      service_discovery_arn = "arn:aws:servicediscovery:us-east-1:123456789012:service/pricing"
      security_group_id     = "sg-pricing"
    }
  }
}
