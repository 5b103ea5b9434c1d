#!/usr/bin/env bash
# Adds to the pull request's branch that is checked out the lock files of providers which its change asks for. The output
# "changed" says whether there is a commit to push.
set -euo pipefail

if [[ $(git branch --show-current) == 'main' ]]; then
  exit # there is no pull request
fi
scripts/lock-providers.sh
git add --all -- '*.terraform.lock.hcl'
if ! git diff --cached --quiet; then
  git commit --quiet --message "chore: upgrade the lock files of providers"
  echo "changed=true" >>"$GITHUB_OUTPUT"
fi
