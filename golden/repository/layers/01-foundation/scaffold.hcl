unit "foundation" {
  pack         = "foundation@1.0.0"
  environments = ["dev", "staging", "production"]

  environment "dev" {
    vpc_cidr = "10.0.0.0/16"
  }

  environment "staging" {
    vpc_cidr = "10.1.0.0/16"
  }

  environment "production" {
    vpc_cidr = "10.2.0.0/16"
  }
}
