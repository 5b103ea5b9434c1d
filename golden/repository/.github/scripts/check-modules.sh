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

# Modules of one job share the provider. The cache alone cannot vouch for a provider that no lock file names.
export TF_IN_AUTOMATION=1 TF_INPUT=0
export TF_PLUGIN_CACHE_DIR=${TF_PLUGIN_CACHE_DIR:-${RUNNER_TEMP:-${TMPDIR:-/tmp}}/terraform-plugins}
export TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE=1
mkdir -p "$TF_PLUGIN_CACHE_DIR"

# Called as a condition, where bash ignores -e: hence the chain.
check() {
  local init=(-backend=false -input=false)
  if [[ -f $1/.terraform.lock.hcl ]]; then
    init+=(-lockfile=readonly) # a provider that nobody reviewed must not slip in
  fi
  terraform -chdir="$1" fmt -check -diff -recursive &&
    terraform -chdir="$1" init "${init[@]}" &&
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
