#!/usr/bin/env bash
# Opens a pull request that upgrades the first environment whose units are behind their packs, or brings it up to date.
#
# Environments follow each other in the order of scaffold.hcl. What is checked out is the default branch: an environment
# with nothing to do there has its upgrade merged, so the next one's turn has come. An environment that waits for its
# merge keeps its turn; a pack's version that came meanwhile is tried there first, too.
set -euo pipefail

environments=('dev' 'staging' 'production')

# `go install` puts programs here, which is not on every runner's PATH.
PATH=$PATH:${GOBIN:-${GOPATH:-$HOME/go}/bin}
summary=${GITHUB_STEP_SUMMARY:-/dev/null}

# What went wrong, indented, so that nothing in it becomes Markdown.
complain() {
  {
    printf '%s\n\n' "The upgrade of $1 needs a person: \`scaffold upgrade --all --env $1\`"
    jq -r '.problems[] | .summary, (.hint // empty | "  " + .)' result.json | sed 's/^/    /'
  } | tee -a "$summary"
}

for environment in "${environments[@]}"; do
  upgrade=(upgrade --all --env "$environment" --no-input --output json)
  status=0
  scaffold "${upgrade[@]}" --dry-run --detailed-exitcode >result.json || status=$?
  if ((status == 0)); then
    printf '%s\n' "$environment is up to date." | tee -a "$summary"
    continue
  elif ((status != 4)); then
    complain "$environment"
    exit "$status"
  fi
  scaffold "${upgrade[@]}" --pr >result.json || { # on the branch scaffold/upgrade-ENVIRONMENT
    status=$?
    complain "$environment"
    exit "$status"
  }
  jq -r --arg environment "$environment" '"\($environment): \(.pull_request.url)"' result.json | tee -a "$summary"
  exit
done
