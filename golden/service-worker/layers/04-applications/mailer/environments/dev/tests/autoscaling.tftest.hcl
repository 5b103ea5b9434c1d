# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

# Whatever terraform.tfvars says, the tests scale between these.
variables {
  desired_count = 3
  cpu           = 512
  memory        = 1024
  min_capacity  = 2
  max_capacity  = 6
}

run "nothing_scales_before_the_first_deploy" {
  command = apply

  assert {
    condition     = length(aws_appautoscaling_target.app) == 0
    error_message = "A scalable target would start placeholder tasks."
  }
}

# A mock can't write the parameter as a deploy does. Another placeholder has the same effect: the two differ.
run "first_deploy_registers_it" {
  command = apply

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
  }

  assert {
    condition     = length(aws_appautoscaling_target.app) == 1 && aws_appautoscaling_target.app[0].resource_id == "service/test-cluster/mailer"
    error_message = "A live service is registered for autoscaling."
  }

  assert {
    condition     = aws_appautoscaling_target.app[0].min_capacity == 2 && aws_appautoscaling_target.app[0].max_capacity == 6
    error_message = "Autoscaling starts with the bounds of terraform.tfvars."
  }
}

run "autoscaling_owns_the_number_of_tasks" {
  command = plan

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
    desired_count     = 20
    min_capacity      = 4
  }

  assert {
    condition     = aws_ecs_service.app.desired_count == 0 && can(regex("ignore_changes *= *\\[[^]]*\\bdesired_count\\b", file("main.tf")))
    error_message = "Terraform never sets the number of tasks of a service that scales itself."
  }

  assert {
    condition     = aws_appautoscaling_target.app[0].min_capacity == 4
    error_message = "terraform.tfvars moves the bounds."
  }
}

run "autoscaling_follows_the_load" {
  command = plan

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
  }

  assert {
    condition = contains(flatten([
      for metric in aws_appautoscaling_policy.backlog[0].target_tracking_scaling_policy_configuration[0].customized_metric_specification[0].metrics : [for dimension in try(metric.metric_stat[0].metric[0].dimensions, []) : dimension.value if dimension.name == "QueueName"]
    ]), "test-jobs")
    error_message = "The backlog is that of queue jobs."
  }

  assert {
    condition     = [for metric in aws_appautoscaling_policy.backlog[0].target_tracking_scaling_policy_configuration[0].customized_metric_specification[0].metrics : metric.id if metric.return_data] == ["backlog"]
    error_message = "Autoscaling follows the backlog of a task, not the whole queue."
  }
}
