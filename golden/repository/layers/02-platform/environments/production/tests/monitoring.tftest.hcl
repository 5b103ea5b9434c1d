# Guards monitoring.tf: the topic, and the dashboard.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "alarms_are_encrypted_and_reach_people" {
  command = plan

  assert {
    condition     = aws_sns_topic.alarms.kms_master_key_id == aws_kms_alias.main.name
    error_message = "Alarms are encrypted with the platform's key."
  }

  assert {
    condition     = length(setsubtract([], keys(aws_sns_topic_subscription.email))) == 0
    error_message = "Alarms go to alarm_emails."
  }
}

run "alarms_of_this_account_are_published" {
  command = plan

  assert {
    condition = alltrue([
      for service in ["cloudwatch.amazonaws.com", "events.rds.amazonaws.com"] : anytrue([
        for statement in jsondecode(aws_sns_topic_policy.alarms.policy).Statement :
        contains(flatten([try(statement.Principal.Service, [])]), service) && contains(flatten([try(statement.Action, [])]), "sns:Publish") && try(statement.Condition.StringEquals["aws:SourceAccount"], "") == "123456789012"
      ])
    ])
    error_message = "CloudWatch and RDS publish for this account."
  }
}

run "events_are_published_without_a_condition" {
  command = plan

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sns_topic_policy.alarms.policy).Statement :
      contains(flatten([try(statement.Principal.Service, [])]), "events.amazonaws.com") && contains(flatten([try(statement.Action, [])]), "sns:Publish") && !can(statement.Condition)
    ])
    error_message = "EventBridge publishes to no topic whose policy has a condition for it."
  }
}

run "monitoring_url_leads_to_the_dashboard" {
  command = plan

  assert {
    condition     = startswith(output.monitoring_url, "https://us-east-1.console.aws.amazon.com/cloudwatch/")
    error_message = "monitoring_url leads to the dashboard."
  }
}
