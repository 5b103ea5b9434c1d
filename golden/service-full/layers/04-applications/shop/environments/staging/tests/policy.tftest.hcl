# Offline: `terraform init -backend=false && terraform test`. No account, no credentials, no other workspace.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "terraform" {
  source = "./tests/mocks"
}

run "no_statement_allows_everything" {
  command = plan

  assert {
    condition = !anytrue([
      for statement in jsondecode(aws_iam_role_policy.statements.policy).Statement : statement.Effect == "Allow" && contains(flatten([try(statement.Action, "*")]), "*")
    ])
    error_message = "A statement names what it allows."
  }

  assert {
    condition = !anytrue([
      for statement in jsondecode(aws_iam_role_policy.statements.policy).Statement :
      statement.Effect == "Allow" && contains(flatten([try(statement.Resource, "*")]), "*") && anytrue([for action in flatten([try(statement.Action, "*")]) : strcontains(action, "*")])
    ])
    error_message = "A statement that allows a kind of actions names the resources."
  }
}
