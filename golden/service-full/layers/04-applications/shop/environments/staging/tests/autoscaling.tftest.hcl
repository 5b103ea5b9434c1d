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
  command   = apply
  state_key = "service"

  assert {
    condition     = length(aws_appautoscaling_target.app) == 0
    error_message = "A scalable target would start placeholder tasks."
  }

  assert {
    condition     = length(aws_appautoscaling_policy.cpu) == 0
    error_message = "A policy needs a target."
  }
}

# A mock can't write the parameter as a deploy does. Another placeholder has the same effect: the two differ.
run "first_deploy_registers_it" {
  command   = apply
  state_key = "service"

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
  }

  assert {
    condition     = length(aws_appautoscaling_target.app) == 1 && aws_appautoscaling_target.app[0].resource_id == "service/test-cluster/shop"
    error_message = "A live service is registered for autoscaling."
  }

  assert {
    condition     = aws_appautoscaling_target.app[0].min_capacity == 2 && aws_appautoscaling_target.app[0].max_capacity == 6
    error_message = "Autoscaling starts with the bounds of terraform.tfvars."
  }
}

run "autoscaling_owns_the_number_of_tasks" {
  command   = plan
  state_key = "service"

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
    desired_count     = 20
    min_capacity      = 4
  }

  assert {
    condition     = aws_ecs_service.app.desired_count == 0 && can(regex("ignore_changes *= *\\[[^]]*\\bdesired_count\\b", file("main.tf")))
    error_message = "Terraform never sets the number of tasks of a service that scales itself."
  }
}

run "autoscaling_follows_the_load" {
  command   = plan
  state_key = "service"

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
  }

  assert {
    condition     = aws_appautoscaling_policy.cpu[0].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].predefined_metric_type == "ECSServiceAverageCPUUtilization"
    error_message = "CPU is what it follows."
  }

  assert {
    condition     = aws_appautoscaling_policy.memory[0].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].predefined_metric_type == "ECSServiceAverageMemoryUtilization"
    error_message = "Memory is what it follows."
  }

  assert {
    condition     = aws_appautoscaling_policy.requests[0].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].resource_label == "app/main/50dc6c495c0c9188/targetgroup/test/6d0ecf831eec9f09"
    error_message = "Requests are counted at the service's load balancer and target group."
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

# Terraform would not clean up what has prevent_destroy: this takes it down, with a configuration that has none of it.
run "taken_down" {
  state_key = "service"

  module {
    source = "./tests/nothing"
  }
}
