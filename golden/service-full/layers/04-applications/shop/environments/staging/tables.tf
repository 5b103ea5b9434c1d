# Tables of the service's own. Each is a block, never for_each over an input: a key that changes would destroy data.

locals {
  tables_arn = "arn:aws:dynamodb:us-east-1:${local.account_id}:table"
}

resource "aws_dynamodb_table" "orders" {
  name         = "${local.name}-${local.environment}-orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  range_key    = "placed_at"

  deletion_protection_enabled = true

  attribute {
    name = "customer"
    type = "S"
  }

  attribute {
    name = "id"
    type = "S"
  }

  attribute {
    name = "placed_at"
    type = "N"
  }

  global_secondary_index {
    name            = "by_customer"
    hash_key        = "customer"
    range_key       = "placed_at"
    projection_type = "ALL"
  }

  ttl {
    attribute_name = "ends_at"
    enabled        = true
  }

  # To any second of the last 35 days.
  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = local.platform.kms_key_arn
  }

  lifecycle {
    prevent_destroy = true
  }
}

# What the application may do with them: everything with items, nothing with the tables themselves.
resource "aws_iam_role_policy" "tables" {
  name = "tables"
  role = aws_iam_role.task.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Items"
        Effect = "Allow"
        Action = [
          "dynamodb:BatchGetItem",
          "dynamodb:BatchWriteItem",
          "dynamodb:ConditionCheckItem",
          "dynamodb:DeleteItem",
          "dynamodb:DescribeTable",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:Query",
          "dynamodb:Scan",
          "dynamodb:UpdateItem",
        ]
        Resource = [
          "${local.tables_arn}/${aws_dynamodb_table.orders.name}",
          "${local.tables_arn}/${aws_dynamodb_table.orders.name}/index/*",
        ]
      },
      {
        # DynamoDB asks the key in the name of who reads or writes.
        Sid       = "Key"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = local.platform.kms_key_arn
        Condition = { StringEquals = { "kms:ViaService" = "dynamodb.us-east-1.amazonaws.com" } }
      },
    ]
  })
}
