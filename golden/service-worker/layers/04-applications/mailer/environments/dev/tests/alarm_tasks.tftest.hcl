# Guards an alarm of alarms.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "missing_tasks_ring" {
  command = plan

  assert {
    condition     = length(setsubtract(["ECS/ContainerInsights DesiredTaskCount", "ECS/ContainerInsights RunningTaskCount"], [for query in aws_cloudwatch_metric_alarm.tasks.metric_query : "${query.metric[0].namespace} ${query.metric[0].metric_name}" if length(query.metric) > 0])) == 0
    error_message = "The metrics are DesiredTaskCount and RunningTaskCount."
  }

  assert {
    condition     = alltrue([for query in aws_cloudwatch_metric_alarm.tasks.metric_query : query.metric[0].dimensions == tomap({ ClusterName = "test-cluster", ServiceName = "mailer" }) if length(query.metric) > 0])
    error_message = "The metrics are this service's."
  }

  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.tasks.metric_query : query.expression if query.return_data == true]) == "desired - running"
    error_message = "What counts is how many are missing, so a service that sleeps rings no alarm."
  }

  assert {
    condition     = contains(aws_cloudwatch_metric_alarm.tasks.alarm_actions, local.platform.alarm_topic_arn) && strcontains(aws_cloudwatch_metric_alarm.tasks.alarm_description, "Runbook: ")
    error_message = "The alarm reaches the platform's topic, and says where to look."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.tasks.treat_missing_data == "notBreaching"
    error_message = "No alarm rings because no task runs."
  }
}
