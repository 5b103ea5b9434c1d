#!/usr/bin/env bash
# What the workflow workspaces.yaml runs.
#
#   workspaces.sh plan [BASE]   which workspaces the code asks for, what that changes since the commit BASE, and who reads
#                               the state of what changed; no server is asked, so it needs no token
#   workspaces.sh apply         applies, and starts the runs that can start
#
# TFE_TOKEN is for apply alone.
set -euo pipefail

summary=${GITHUB_STEP_SUMMARY:-/dev/null}

# What the code of a folder asks for, as text. Its notes are for people, not for the comparison.
desired() { scaffold workspaces plan --offline --no-input -C "$1"; }

# Who reads the state of what changes since a commit, and whose run an apply of it starts. The others plan what changed
# for them at their next run.
readers() {
  git diff --name-only -z "$1" HEAD >"$work/files"
  scaffold workspaces plan --offline --no-input --output json >"$work/desired.json"
  jq -r --rawfile files "$work/files" '
    def named: map("`\(.workspace | gsub("[^A-Za-z0-9_-]"; "?"))`") | (.[:20] | join(", ")) + (if length > 20 then " and \(length - 20) more" else "" end);
    ($files / "\u0000" | map(select(test("[.](tf|tfvars|tf[.]json)$")) | sub("[^/]+$"; "")) | unique) as $changed
    | .desired as $all
    | $all[]
    | [.settings["trigger-patterns"] / "\n" | .[] | ltrimstr("/") | rtrimstr("**/*")] as $folders
    | select(any($changed[]; . as $file | any($folders[]; . as $folder | $file | startswith($folder))))
    | .workspace as $name
    | [$all[] | select(.reads | index($name))] as $readers
    | select($readers | length > 0)
    | ($readers | map(select(.started_by | index($name)))) as $started
    | ($readers - $started) as $others
    | "- \([.] | named) is read by \($readers | length)"
      + (if ($started | length) > 0 then "; its apply starts \($started | named)" else "" end)
      + (if ($others | length) > 0 then "; it starts no run of \($others | named)" else "" end)' "$work/desired.json"
}

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
      readers "$base" >"$work/readers"
      if [[ -s $work/readers ]]; then
        printf '\n### Who reads what changes\n\n'
        cat "$work/readers"
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
