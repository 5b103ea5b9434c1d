#!/usr/bin/env bash
# Makes the environments in GitHub whose secrets the workflows take, or brings them up to date: only the branch
# main may take them. So whoever can push another branch gets no token that writes. Needs gh (logged in as an
# administrator of the repository) and jq.
#
#   install-environments.sh
#
# Run it before the first secret is set: GitHub makes an environment that a workflow names by itself, and that one is
# open to every branch.
set -euo pipefail

repository='acme/infrastructure'
branch='main'
environments=('terraform-cloud' 'pull-requests')

# Who must approve, and for how long a job waits, stays as it is.
settings='{
  wait_timer: (first(.protection_rules[]? | .wait_timer // empty) // 0),
  prevent_self_review: (first(.protection_rules[]? | .prevent_self_review // empty) // false),
  reviewers: [.protection_rules[]? | .reviewers[]? | {type, id: .reviewer.id}],
  deployment_branch_policy: {protected_branches: false, custom_branch_policies: true}
}'

for environment in "${environments[@]}"; do
  path=repos/$repository/environments/$environment
  now=$(gh api "$path" 2>/dev/null) || now='{}' # GitHub knows none of that name yet
  if ! jq -e '.deployment_branch_policy.custom_branch_policies' <<<"$now" >/dev/null; then
    jq "$settings" <<<"$now" | gh api --method PUT "$path" --silent --input -
  fi
  policies=$(gh api --paginate "$path/deployment-branch-policies?per_page=100" | jq -s '[.[].branch_policies[]]')
  if ! jq -e --arg branch "$branch" 'any(.name == $branch and .type != "tag")' <<<"$policies" >/dev/null; then
    gh api --method POST "$path/deployment-branch-policies" --silent --raw-field name="$branch" --raw-field type=branch
  fi
  for id in $(jq --arg branch "$branch" '.[] | select(.name != $branch or .type == "tag") | .id' <<<"$policies"); do
    gh api --method DELETE "$path/deployment-branch-policies/$id" --silent
  done
  echo "$environment: for $branch alone"
done

# What is a secret of the whole repository as well, every branch can take from there.
for secret in $(gh api --paginate "repos/$repository/actions/secrets?per_page=100" | jq -r '.secrets[].name'); do
  if [[ $secret == TFE_TOKEN || $secret == SCAFFOLD_TOKEN ]]; then
    echo "$secret is open to every branch: set it in its environment, then gh secret delete $secret --repo $repository" >&2
  fi
done
