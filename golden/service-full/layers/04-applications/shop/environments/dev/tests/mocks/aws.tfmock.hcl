# What the provider answers in the tests.

# Arguments that must be ARNs refuse a mock's random text.
mock_resource "aws_ecs_task_definition" {
  defaults = {
    arn                  = "arn:aws:ecs:us-east-1:123456789012:task-definition/test:1"
    arn_without_revision = "arn:aws:ecs:us-east-1:123456789012:task-definition/test"
  }
}

mock_data "aws_ssm_parameter" {
  defaults = {
    insecure_value = "test/image@sha256:1"
  }
}

mock_resource "aws_lb_target_group" {
  defaults = {
    arn        = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/test/6d0ecf831eec9f09"
    arn_suffix = "targetgroup/test/6d0ecf831eec9f09"
  }
}

mock_resource "aws_service_discovery_service" {
  defaults = {
    arn = "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-test"
  }
}

override_resource {
  target = aws_iam_role.execution
  values = {
    arn = "arn:aws:iam::123456789012:role/test-execution"
  }
}

override_resource {
  target = aws_iam_role.task
  values = {
    arn = "arn:aws:iam::123456789012:role/test-task"
  }
}
