# What the tests find in the states that this layer reads.

override_data {
  target = data.terraform_remote_state.foundation
  values = {
    outputs = {
      vpc_id                 = "vpc-test"
      database_subnet_ids    = ["subnet-database-a", "subnet-database-b"]
      security_group_app     = "sg-app"
      data_security_group_id = "sg-data"
    }
  }
}

override_data {
  target = data.terraform_remote_state.platform
  values = {
    outputs = {
      alarm_topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms"
    }
  }
}
