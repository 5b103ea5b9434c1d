unit "data-lake" {
  pack         = "blank@1.0.0"
  environments = ["dev", "staging", "production"]
}
