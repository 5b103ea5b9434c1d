unit "mailer" {
  pack         = "service@1.0.0"
  environments = ["dev", "staging", "production"]
  owner        = "messaging"
  exposure     = "none"
  calls        = ["pricing"]
  queues = {
    jobs = "receive"
  }
  autoscaling       = true
  cpu_target        = null
  listener_priority = 36651
  database_name     = "mailer"
  capacity_providers = {
    FARGATE = {
      base   = 0
      weight = 1
    }
  }
}
