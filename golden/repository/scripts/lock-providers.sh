#!/usr/bin/env bash
# Writes .terraform.lock.hcl: which builds of which providers may run, on the platforms of people and of runners.
# Commit what it writes. CI and Terraform Cloud run no other builds.
#
#   lock-providers.sh             root modules whose lock file is missing, or of other versions than the code
#   lock-providers.sh MODULE…     these, anew
#
# Root modules that ask for the same providers get the same file, so that each provider is fetched once a platform.
#
# LOCK_PLATFORMS: other platforms, separated by spaces. LOCK_MIRROR: a folder that `terraform providers mirror` filled,
# instead of the registry.
set -euo pipefail

read -ra platforms <<<"${LOCK_PLATFORMS:-linux_amd64 linux_arm64 darwin_arm64 darwin_amd64 windows_amd64}"
options=("${platforms[@]/#/-platform=}")
if [[ -n ${LOCK_MIRROR:-} ]]; then
  options+=("-fs-mirror=$(cd "$LOCK_MIRROR" && pwd)")
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TF_IN_AUTOMATION=1 TF_INPUT=0

root_modules() {
  find bootstrap layers -name .terraform -prune -o -name '*.tf' -print 2>/dev/null | sed 's|/[^/]*$||' |
    grep -E '^(bootstrap/[^/]+|layers/.+/environments/[^/]+)$' | sort -u
}

# The required_providers of a folder, and then each resource's provider as its type names it. This is no parser: what it
# overlooks, `terraform init` tells in CI.
demands() {
  awk '
    { sub(/^[ \t]+/, ""); sub(/[ \t]*(#|\/\/).*$/, ""); gsub(/[ \t]+/, " ") }
    depth { if ($0 != "") print; depth += gsub(/{/, "{") - gsub(/}/, "}"); next }
    /^required_providers ?{/ { depth = 1 }
  ' "$1"/*.tf
  sed -nE 's/^[[:space:]]*(resource|data|ephemeral)[[:space:]]+"([a-z0-9]+)_.*/uses \2/p' "$1"/*.tf | grep -vx 'uses terraform' | sort -u || true
}

# Does a lock file hold what a folder asks for? A version that is no exact one must stand there as it was asked for.
fits() { # FOLDER LOCK-FILE
  [[ -f $2 ]] && demands "$1" | awk -v lock="$2" '
    BEGIN {
      while ((getline line < lock) > 0) {
        if (split(line, part, "\"") < 3) continue
        if (line ~ /^provider /) { source = part[2]; name = source; sub(/.*\//, "", name); known[name] = 1 }
        if (line ~ /^  version /) version[source] = part[2]
        if (line ~ /^  constraints /) constraints[source] = part[2]
      }
    }
    function settle() {
      if (wants != "") {
        if (split(wants, slashes, "/") == 2) wants = "registry.terraform.io/" wants
        if (!(wants in version) || (of != "" && of != version[wants] && of != constraints[wants])) bad = 1
      }
      wants = of = ""
    }
    /^uses / { if (!($2 in known) && !($2 in declared)) bad = 1; next }
    /^[a-z0-9_-]+ ?= ?{/ { settle(); name = $0; sub(/ ?=.*/, "", name); declared[name] = 1 }
    /source ?=/ { text = $0; sub(/.*source ?= ?"/, "", text); sub(/".*/, "", text); wants = text }
    /version ?=/ { text = $0; sub(/.*version ?= ?"/, "", text); sub(/".*/, "", text); of = text }
    END { settle(); exit bad }
  '
}

# Modules that are called may ask for providers of their own.
calls() { grep -qE '^[[:space:]]*module[[:space:]]+"' "$1"/*.tf; }

lock() { # FOLDER
  local file=$1/.terraform.lock.hcl
  if calls "$1"; then
    terraform -chdir="$1" get >/dev/null
  fi
  if [[ -f $file ]]; then # Terraform would keep its versions, or refuse
    mv "$file" "$work/before"
  fi
  if ! terraform -chdir="$1" providers lock -no-color "${options[@]}" >"$work/log" 2>&1; then
    cat "$work/log" >&2
    if [[ -f $work/before ]]; then
      mv "$work/before" "$file"
    fi
    return 1
  fi
  rm -f "$work/before"
}

# Where a lock file of the same demands is kept.
kept() { printf '%s/%s' "$work" "$(demands "$1" | cksum | tr ' ' -)"; }

if (($#)); then
  modules=("$@")
else
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  modules=()
  while read -r module; do
    if ! fits "$module" "$module/.terraform.lock.hcl"; then
      modules+=("$module")
    elif ! calls "$module"; then
      cp "$module/.terraform.lock.hcl" "$(kept "$module")"
    fi
  done < <(root_modules)
fi

for module in ${modules[@]+"${modules[@]}"}; do
  kept=$(kept "$module")
  if calls "$module"; then
    lock "$module"
  elif [[ -f $kept ]]; then
    cp "$kept" "$module/.terraform.lock.hcl"
  else
    lock "$module"
    cp "$module/.terraform.lock.hcl" "$kept"
  fi
  echo "$module/.terraform.lock.hcl"
done
