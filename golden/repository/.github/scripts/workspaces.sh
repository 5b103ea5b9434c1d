#!/usr/bin/env bash
# What the workflow workspaces.yaml runs.
#
#   workspaces.sh plan              writes the plan to plan.md, and into the job's summary
#   workspaces.sh apply             applies, and starts the runs that can start
#   workspaces.sh comment NUMBER    puts plan.md on a pull request, in the place of an earlier one
#
# TFE_TOKEN: without it, only the desired state is shown and nothing is asked of Terraform Cloud.
set -euo pipefail

# `go install` puts programs here, which is not on every runner's PATH.
PATH=$PATH:${GOBIN:-${GOPATH:-$HOME/go}/bin}
summary=${GITHUB_STEP_SUMMARY:-/dev/null}

case ${1:-} in
  plan)
    if [[ -z ${TFE_TOKEN:-} ]]; then
      echo "::notice::no secret TFE_TOKEN: the workspaces were derived from the code, and compared with nothing"
      scaffold workspaces plan --offline --no-input
      exit
    fi
    status=0
    scaffold workspaces plan --no-input --output markdown >plan.md || status=$?
    tee -a "$summary" <plan.md
    exit "$status"
    ;;
  apply)
    if [[ -z ${TFE_TOKEN:-} ]]; then
      echo "::warning::no secret TFE_TOKEN: the workspaces were left as they are"
      exit
    fi
    status=0
    scaffold workspaces apply --no-input --auto-approve --queue-first-runs --output markdown >applied.md || status=$?
    tee -a "$summary" <applied.md
    exit "$status"
    ;;
  comment)
    number=${2:?the number of the pull request}
    mark='<!-- scaffold workspaces -->'
    body=$(printf '%s\n' "$mark"; head -c 60000 plan.md)
    earlier=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$number/comments" |
      jq -rs --arg mark "$mark" 'add | map(select(.body | startswith($mark))) | first | .id // empty')
    if [[ -n $earlier ]]; then
      gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$earlier" --raw-field body="$body" --silent
    else
      gh api --method POST "repos/$GITHUB_REPOSITORY/issues/$number/comments" --raw-field body="$body" --silent
    fi
    ;;
  *)
    echo "usage: workspaces.sh plan | apply | comment NUMBER" >&2
    exit 2
    ;;
esac
