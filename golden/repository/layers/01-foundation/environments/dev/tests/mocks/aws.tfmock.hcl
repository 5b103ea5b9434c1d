# What the provider answers in the tests.

mock_data "aws_availability_zones" {
  defaults = {
    names = ["test-1a", "test-1b", "test-1c", "test-1d", "test-1e", "test-1f", "test-1g", "test-1h"]
  }
}

mock_data "aws_caller_identity" {
  defaults = {
    account_id = "123456789012"
  }
}

mock_data "aws_partition" {
  defaults = {
    partition = "aws"
  }
}
