#!/usr/bin/env bash
# What the workflow workspaces.yaml runs.
#
#   workspaces.sh plan [BASE]   which workspaces the code asks for, and what that changes since the commit BASE; no
#                               server is asked, so it needs no token
#   workspaces.sh apply         applies, and starts the runs that can start
#
# TFE_TOKEN is for apply alone.
set -euo pipefail

summary=${GITHUB_STEP_SUMMARY:-/dev/null}

# What the code of a folder asks for, as text. Its notes are for people, not for the comparison.
desired() { scaffold workspaces plan --offline --no-input -C "$1"; }

case ${1:-} in
  plan)
    base=${2:-}
    work=$(mktemp -d)
    trap 'git worktree remove --force "$work/base" 2>/dev/null || true; rm -rf "$work"' EXIT
    desired . >"$work/after"
    if [[ -z $base ]]; then
      cat "$work/after"
      exit
    fi
    git worktree add --quiet --detach "$work/base" "$base"
    desired "$work/base" >"$work/before" 2>/dev/null || : >"$work/before" # the base may be broken, and this its cure
    {
      echo "### Terraform Cloud workspaces"
      echo
      if diff -u --label before --label after "$work/before" "$work/after" >"$work/difference"; then
        echo "This change leaves them as they are."
      else # indented, so that nothing in it becomes Markdown
        echo "What this change makes of them, by the code alone; an apply on the default branch brings it about."
        echo
        sed 's/^/    /' "$work/difference"
      fi
    } | tee -a "$summary"
    ;;
  apply)
    if [[ -z ${TFE_TOKEN:-} ]]; then
      echo "::warning::no secret TFE_TOKEN in the environment terraform-cloud: the workspaces were left as they are"
      exit
    fi
    status=0
    scaffold workspaces apply --no-input --auto-approve --queue-first-runs --output markdown >applied.md || status=$?
    tee -a "$summary" <applied.md
    exit "$status"
    ;;
  *)
    echo "usage: workspaces.sh plan [BASE] | apply" >&2
    exit 2
    ;;
esac
