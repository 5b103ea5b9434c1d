#!/usr/bin/env bash
# Opens a pull request that upgrades the first environment whose units are behind their packs, or brings it up to date.
#
# Environments follow each other in the order of scaffold.hcl. What is checked out is the default branch: an environment
# with nothing to do there has its upgrade merged, so the next one's turn has come. An environment that waits for its
# merge keeps its turn; a pack's version that came meanwhile is tried there first, too.
#
# A newer release of scaffold is proposed and not run: it is installed here once somebody has merged it.
set -euo pipefail

environments=('dev' 'staging' 'production')

summary=${GITHUB_STEP_SUMMARY:-/dev/null}

# What went wrong, indented, so that nothing in it becomes Markdown.
complain() { # WHAT ARGUMENTS-OF-SCAFFOLD
  {
    printf '%s\n\n' "The upgrade of $1 needs a person: \`scaffold $2\`"
    jq -r '.problems[] | .summary, (.hint // empty | "  " + .)' result.json | sed 's/^/    /'
  } | tee -a "$summary"
}

# A release that has been out for a week: a bad one is gone by then.
propose_scaffold() {
  local pinned='v0.1.0' newest
  newest=$(go list -m -json 'github.com/seed-3f5c2e52/scaffold'@latest |
    jq -r 'select((.Time // empty | fromdate) < now - 7 * 24 * 3600) | .Version') || return 0 # another day, then
  if [[ -z $newest || $(printf '%s\n' "$pinned" "$newest" | sort -V | tail -n 1) == "$pinned" ]]; then
    return 0
  fi
  scaffold generate . --set "scaffold_version=$newest" --conflict abort --pr --branch scaffold/upgrade-scaffold \
    --message "chore: upgrade scaffold to $newest" --no-input --output json >result.json || {
    complain scaffold "generate . --set scaffold_version=$newest"
    return 0
  }
  jq -r --arg newest "$newest" '"scaffold \($newest): \(.pull_request.url)"' result.json | tee -a "$summary"
  git switch --quiet 'main'
}

propose_scaffold

for environment in "${environments[@]}"; do
  upgrade=(upgrade --all --env "$environment" --no-input --output json)
  status=0
  scaffold "${upgrade[@]}" --dry-run --detailed-exitcode >result.json || status=$?
  if ((status == 0)); then
    printf '%s\n' "$environment is up to date." | tee -a "$summary"
    continue
  elif ((status != 4)); then
    complain "$environment" "upgrade --all --env $environment"
    exit "$status"
  fi
  scaffold "${upgrade[@]}" --pr >result.json || { # on the branch scaffold/upgrade-ENVIRONMENT
    status=$?
    complain "$environment" "upgrade --all --env $environment"
    exit "$status"
  }
  jq -r --arg environment "$environment" '"\($environment): \(.pull_request.url)"' result.json | tee -a "$summary"
  exit
done
