# What the application may do with each queue, and no more: who only sends takes no message away.
resource "aws_iam_role_policy" "queues" {
  name = "queues"
  role = aws_iam_role.task.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
        Resource = local.shared_services.queues["jobs"].arn
      },
    ]
  })
}
