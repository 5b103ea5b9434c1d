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

run "nothing_fires_before_the_first_deploy" {
  command   = apply
  state_key = "service"

  assert {
    condition     = length(aws_appautoscaling_scheduled_action.app) == 0
    error_message = "A schedule would start placeholder tasks."
  }
}

# A mock can't write the parameter as a deploy does. Another placeholder has the same effect: the two differ.
run "first_deploy_starts_them" {
  command   = apply
  state_key = "service"

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
  }

  assert {
    condition     = length(aws_appautoscaling_scheduled_action.app) > 0
    error_message = "A live service follows its schedules."
  }
}

run "terraform_leaves_the_bounds_to_them" {
  command   = plan
  state_key = "service"

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
    min_capacity      = 4
  }

  assert {
    condition     = aws_appautoscaling_target.app[0].min_capacity == 2
    error_message = "Terraform leaves alone the bounds that schedules move."
  }
}

run "schedules_are_what_aws_takes" {
  command   = plan
  state_key = "service"

  variables {
    placeholder_image = "test/not-what-the-parameter-holds:1"
  }

  assert {
    condition     = length(setsubtract(["business_hours", "new_year", "night"], keys(aws_appautoscaling_scheduled_action.app))) == 0
    error_message = "Each schedule of the spec is an action."
  }

  assert {
    condition = alltrue([
      for action in aws_appautoscaling_scheduled_action.app : can(regex("^(at|rate)\\([^()]+\\)$", action.schedule)) || can(regex("^cron\\([^ ?]+ [^ ?]+ ([?] [^ ?]+ [^ ?]+|[^ ?]+ [^ ?]+ [?]) [^ ?]+\\)$", action.schedule))
    ])
    error_message = "AWS cron has six fields, and a question mark for exactly one of the two days."
  }

  assert {
    condition = alltrue([
      for action in aws_appautoscaling_scheduled_action.app : action.scalable_target_action[0].min_capacity <= action.scalable_target_action[0].max_capacity
    ])
    error_message = "Each action sets both bounds."
  }

  assert {
    condition = anytrue([
      for action in aws_appautoscaling_scheduled_action.app : action.scalable_target_action[0].min_capacity > 0
    ])
    error_message = "One action at least leaves the service awake."
  }
}

# Terraform would not clean up what has prevent_destroy: this takes it down, with a configuration that has none of it.
run "taken_down" {
  state_key = "service"

  module {
    source = "./tests/nothing"
  }
}
