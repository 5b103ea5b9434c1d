# Guards an alarm of alarms.tf, and goes with it.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "postgres_failover_is_told" {
  command = plan

  assert {
    condition     = aws_db_event_subscription.postgres.sns_topic == "arn:aws:sns:us-east-1:123456789012:alarms" && contains(aws_db_event_subscription.postgres.source_ids, aws_db_instance.postgres.identifier)
    error_message = "Events of this database reach the platform's topic."
  }

  assert {
    condition     = length(setsubtract(["failover", "failure", "low storage"], aws_db_event_subscription.postgres.event_categories)) == 0
    error_message = "A failover, a failure and full storage are told."
  }
}
