# Guards endpoints.tf.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "endpoints" {
  command = plan

  assert {
    condition     = length(setsubtract(["dynamodb", "s3"], keys(aws_vpc_endpoint.gateway))) == 0 && length(setsubtract([], keys(aws_vpc_endpoint.interface))) == 0
    error_message = "An endpoint of the spec is missing."
  }

  assert {
    condition     = alltrue([for endpoint in values(aws_vpc_endpoint.interface) : endpoint.private_dns_enabled])
    error_message = "Without private DNS nobody finds an interface endpoint."
  }
}
