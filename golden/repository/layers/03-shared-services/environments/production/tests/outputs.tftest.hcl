# Offline: `terraform init -backend=false && terraform test`. No account, no credentials.
# A file of tests guards the .tf files that its runs name, and goes when those go. What you add turns none of them red.
# Every run plans only: after an apply prevent_destroy would stop Terraform from cleaning up.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "what_services_read" {
  command = plan

  assert {
    condition     = (output.postgres == null) == false && (output.redis == null) == false
    error_message = "Services learn from a missing output that a store is off."
  }

  assert {
    condition     = length(setsubtract(["jobs", ], keys(output.queues))) == 0
    error_message = "Each queue that is on has an output under its name."
  }
}
