# What the tests find in the states that this layer reads.

override_data {
  target = data.terraform_remote_state.foundation
  values = {
    outputs = {
      vpc_id                = "vpc-test"
      public_subnet_ids     = ["subnet-public-a", "subnet-public-b"]
      private_subnet_ids    = ["subnet-private-a", "subnet-private-b"]
      alb_security_group_id = "sg-alb"
    }
  }
}
