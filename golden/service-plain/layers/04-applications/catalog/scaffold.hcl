unit "catalog" {
  pack              = "service@1.0.0"
  environments      = ["dev", "staging", "production"]
  listener_priority = 37627
  database_name     = "catalog"
  capacity_providers = {
    FARGATE = {
      base   = 0
      weight = 1
    }
  }
}
