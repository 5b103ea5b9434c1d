# What the unit's scaffold.hcl would say. `scaffold pack test --update` writes want/.
owner = "web"

environment "production" {
  log_retention_days = 365
}
