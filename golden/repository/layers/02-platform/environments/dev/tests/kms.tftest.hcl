# Guards kms.tf.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "key_rotates" {
  command = plan

  assert {
    condition     = aws_kms_key.main.enable_key_rotation
    error_message = "The key rotates."
  }
}

run "key_serves_logs" {
  command = plan

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_kms_key.main.policy).Statement :
      contains(flatten([try(statement.Principal.Service, [])]), "logs.us-east-1.amazonaws.com") && can(statement.Condition.ArnLike["kms:EncryptionContext:aws:logs:arn"])
    ])
    error_message = "CloudWatch Logs encrypts this account's log groups with the key, and no other's."
  }
}

run "key_serves_alarms" {
  command = plan

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_kms_key.main.policy).Statement :
      contains(flatten([try(statement.Principal.Service, [])]), "cloudwatch.amazonaws.com") && contains(flatten([try(statement.Action, [])]), "kms:GenerateDataKey*") && try(statement.Condition.StringEquals["aws:SourceAccount"], "") == "123456789012"
    ])
    error_message = "Alarms reach an encrypted topic only if CloudWatch may use the key, for this account."
  }
}

run "key_serves_events_without_a_condition" {
  command = plan

  assert {
    condition = alltrue([
      for service in ["events.amazonaws.com", "events.rds.amazonaws.com"] : anytrue([
        for statement in jsondecode(aws_kms_key.main.policy).Statement :
        contains(flatten([try(statement.Principal.Service, [])]), service) && length(setsubtract(["kms:Decrypt", "kms:GenerateDataKey*"], flatten([try(statement.Action, [])]))) == 0 && !can(statement.Condition)
      ])
    ])
    error_message = "Events reach an encrypted topic only if EventBridge and RDS may use the key without a condition."
  }
}
