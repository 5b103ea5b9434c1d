# Guards flow_logs.tf.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "flow_logs_are_kept_and_encrypted" {
  command = plan

  variables {
    flow_log_retention_days = 90
  }

  assert {
    condition     = aws_flow_log.main.traffic_type == "ALL"
    error_message = "Flow logs record the traffic that the spec names."
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow_logs.retention_in_days == 90
    error_message = "Flow logs are kept as long as terraform.tfvars says."
  }

  assert {
    condition     = aws_kms_key.flow_logs.enable_key_rotation
    error_message = "The key of the flow logs rotates."
  }
}

run "refuses_a_retention_cloudwatch_lacks" {
  command = plan

  variables {
    flow_log_retention_days = 100
  }

  expect_failures = [var.flow_log_retention_days]
}
