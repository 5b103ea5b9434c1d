#!/usr/bin/env bash
# Validates an environment, and tells what came of it: in the job's summary, and as the status "validate ENVIRONMENT" of
# the commit, by which applied.sh knows up to which run that was done.
#
#   validated.sh     ENVIRONMENT is one of the list that applied.sh wrote; GH_TOKEN is GitHub's own
#
# What was found wanting before is looked at again until it is well, and fails no further job.
set -euo pipefail

summary=${GITHUB_STEP_SUMMARY:-/dev/null}
name=$(jq -r .name <<<"$ENVIRONMENT")

code=0
report=$(scripts/validate.sh "$name" 2>&1) || code=$?
failed=$(jq -r '.failed[] | "FAIL  the last run of \(gsub("[^A-Za-z0-9_-]"; "?")) failed in Terraform Cloud"' <<<"$ENVIRONMENT")
[[ -z $failed ]] || report+=$'\n'$failed
printf '%s\n' "$report"
{
  printf '### %s\n\n' "$name"
  printf '%s\n' "$report" | sed 's/^/    /' # indented, so that nothing in it becomes Markdown
} >>"$summary"

problems=$(grep -c '^FAIL' <<<"$report" || true)
if ((code == 0 && problems == 0)); then
  state=success verdict='all is well'
elif ((code <= 1)); then
  state=failure verdict="not well: $problems FAIL"
else
  state=error verdict='nobody knows'
fi
gh api --method POST "repos/$GITHUB_REPOSITORY/statuses/$GITHUB_SHA" --silent \
  --raw-field state="$state" --raw-field context="validate $name" \
  --raw-field description="$verdict; applied $(jq -r .applied <<<"$ENVIRONMENT")" \
  --raw-field target_url="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
[[ $state == success || $(jq -r .again <<<"$ENVIRONMENT") == true ]]
