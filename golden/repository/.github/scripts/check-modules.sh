#!/usr/bin/env bash
# Checks root modules without an account: format, validity and their own tests.
#
#   check-modules.sh [MODULE…]      or one a line in MODULES
set -euo pipefail

if (($# == 0)); then
  mapfile -t modules < <(printf '%s' "${MODULES:-}")
else
  modules=("$@")
fi

# Modules of one job share the provider.
export TF_IN_AUTOMATION=1 TF_INPUT=0
export TF_PLUGIN_CACHE_DIR=${TF_PLUGIN_CACHE_DIR:-${RUNNER_TEMP:-${TMPDIR:-/tmp}}/terraform-plugins}
mkdir -p "$TF_PLUGIN_CACHE_DIR"

init() {
  terraform -chdir="$1" init -backend=false -input=false -lockfile=readonly && return
  echo "::error::$1: if its lock file lacks something, run scripts/lock-providers.sh $1, and commit what it writes"
  return 1
}

# Called as a condition, where bash ignores -e: hence the chain.
check() {
  if [[ ! -f $1/.terraform.lock.hcl ]]; then # a provider that nobody reviewed must not slip in
    echo "::error::$1 has no .terraform.lock.hcl: run scripts/lock-providers.sh, and commit what it writes"
    return 1
  fi
  terraform -chdir="$1" fmt -check -diff -recursive &&
    init "$1" &&
    terraform -chdir="$1" validate &&
    terraform -chdir="$1" test
}

failed=()
for module in "${modules[@]}"; do
  echo "::group::$module"
  if ! check "$module"; then
    failed+=("$module")
  fi
  echo "::endgroup::"
done

if ((${#failed[@]} > 0)); then
  printf 'failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
