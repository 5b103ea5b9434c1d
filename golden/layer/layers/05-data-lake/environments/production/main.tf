# Resources of data-lake in production. This file is yours: scaffold wrote it once and leaves it alone.

locals {
  # The beginning of every name here: what is global in an AWS account carries the environment.
  name = "data-lake-production"
}
