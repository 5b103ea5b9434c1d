# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "table_orders_keeps_its_data" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.orders.deletion_protection_enabled && one(aws_dynamodb_table.orders.point_in_time_recovery).enabled
    error_message = "Nobody deletes the table, and what was written can be had back."
  }

  assert {
    condition     = aws_dynamodb_table.orders.hash_key == "id" && try(aws_dynamodb_table.orders.range_key, null) == "placed_at"
    error_message = "Other keys would replace the table."
  }

  assert {
    condition     = one(aws_dynamodb_table.orders.server_side_encryption).kms_key_arn == local.platform.kms_key_arn
    error_message = "The platform's key encrypts it."
  }
}

run "table_orders_is_the_applications" {
  command = plan

  assert {
    condition     = local.environment_variables.TABLE_ORDERS == aws_dynamodb_table.orders.name
    error_message = "The application finds the table's name."
  }

  assert {
    condition = length(setsubtract(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem", "dynamodb:DeleteItem"], flatten([
      for statement in jsondecode(aws_iam_role_policy.tables.policy).Statement : try(statement.Action, []) if contains(flatten([try(statement.Resource, [])]), "${local.tables_arn}/${aws_dynamodb_table.orders.name}")
    ]))) == 0
    error_message = "The application reads, writes and deletes its items."
  }
}

run "tables_of_others_stay_theirs" {
  command = plan

  assert {
    condition = alltrue([
      for resource in flatten([
        for statement in jsondecode(aws_iam_role_policy.tables.policy).Statement : try(statement.Resource, "*") if statement.Effect == "Allow" && anytrue([for action in flatten([try(statement.Action, "*")]) : can(regex("^(dynamodb:|[*])", action))])
      ]) :
      startswith(resource, "${local.tables_arn}/shop-staging-")
    ])
    error_message = "The application reaches its own tables only."
  }

  assert {
    condition = length(setintersection(["dynamodb:*", "dynamodb:DeleteTable", "dynamodb:UpdateTable", "dynamodb:UpdateContinuousBackups"], flatten([
      for statement in jsondecode(aws_iam_role_policy.tables.policy).Statement : try(statement.Action, "dynamodb:*") if statement.Effect == "Allow"
    ]))) == 0
    error_message = "The application changes items, not tables."
  }
}
