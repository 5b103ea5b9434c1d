unit "pricing" {
  pack              = "service@1.0.0"
  environments      = ["dev", "staging", "production"]
  owner             = "pricing"
  exposure          = "internal"
  admit             = "all"
  listener_priority = 34203
  database_name     = "pricing"
  capacity_providers = {
    FARGATE = {
      base   = 0
      weight = 1
    }
  }
}
