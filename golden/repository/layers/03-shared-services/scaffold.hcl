unit "shared-services" {
  pack              = "shared-services@1.0.0"
  environments      = ["dev", "staging", "production"]
  postgres_version  = "17"
  postgres_db_name  = "app"
  postgres_username = "dbadmin"
}
