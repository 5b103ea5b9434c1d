unit "platform" {
  pack         = "platform@1.0.0"
  environments = ["dev", "staging", "production"]
}
