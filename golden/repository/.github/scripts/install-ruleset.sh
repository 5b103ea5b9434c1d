#!/usr/bin/env bash
# Installs the ruleset of the default branch in GitHub, or brings it up to date. Needs gh (logged in as an
# administrator of the repository) and jq.
#
#   install-ruleset.sh              required reviewers by file: .github/rulesets/production.json
#   install-ruleset.sh --fallback   one count for every change:  .github/rulesets/fallback.json
#
# GitHub knows teams by number, and nobody knows the number before the team exists: it is looked up here.
set -euo pipefail

repository='acme/infrastructure'
team='acme/teams/platform'
rulesets=$(dirname "${BASH_SOURCE[0]}")/../rulesets

case ${1:-} in
  "")
    id=$(gh api "orgs/$team" --jq .id)
    ruleset=$(jq --argjson id "$id" '(.rules[].parameters.required_reviewers[]?.reviewer.id) = $id' "$rulesets/production.json")
    ;;
  --fallback) ruleset=$(<"$rulesets/fallback.json") ;;
  *)
    echo "usage: install-ruleset.sh [--fallback]" >&2
    exit 2
    ;;
esac

name=$(jq -r .name <<<"$ruleset")
existing=$(gh api --paginate "repos/$repository/rulesets?includes_parents=false&per_page=100" | jq -rs --arg name "$name" 'add | map(select(.name == $name)) | first | .id // empty')

if [[ -n $existing ]]; then
  gh api --method PUT "repos/$repository/rulesets/$existing" --input - <<<"$ruleset"
else
  gh api --method POST "repos/$repository/rulesets" --input - <<<"$ruleset"
fi
