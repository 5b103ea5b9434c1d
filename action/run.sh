#!/usr/bin/env bash
# Runs scaffold with the arguments of SCAFFOLD_ARGS, one a line, and writes the outputs of the step. It fails with
# scaffold's exit code, unless SCAFFOLD_ACCEPT lists that.
set -euo pipefail

args=()
asked_output=false
while IFS= read -r line; do
  line=${line%$'\r'}
  if [[ -n $line ]]; then
    args+=("$line")
  fi
  if [[ $line == --output* ]]; then
    asked_output=true
  fi
done <<<"$SCAFFOLD_ARGS"
if ! $asked_output; then
  args+=(--output json)
fi

result=$(mktemp -d "${RUNNER_TEMP:?}/scaffold-XXXXXX")/result.json
status=0
if [[ -n ${SCAFFOLD_STDIN:-} ]]; then
  scaffold "${args[@]}" --no-input <<<"$SCAFFOLD_STDIN" >"$result" || status=$?
else
  scaffold "${args[@]}" --no-input </dev/null >"$result" || status=$?
fi

# An output of several lines ends at a word that nothing in it can be.
output() {
  local end
  end=end-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s<<%s\n%s\n%s\n' "$1" "$end" "$2" "$end" >>"$GITHUB_OUTPUT"
}

output exit-code "$status"
output file "$result"
if (($(wc -c <"$result") <= 524288)); then
  output json "$(cat "$result")"
fi
if jq -e 'type == "object"' "$result" >/dev/null 2>&1; then
  output pull-request-url "$(jq -r '.pull_request.url? // ""' "$result")"
  # Annotations: GitHub wants what ends a line, and %, written otherwise.
  jq -r '.problems[]? | .summary + (if .hint then " (" + .hint + ")" else "" end)
    | gsub("%"; "%25") | gsub("\r"; "%0D") | gsub("\n"; "%0A") | "::error::" + .' "$result"
  jq -r '.notes[]? | gsub("%"; "%25") | gsub("\r"; "%0D") | gsub("\n"; "%0A") | "::notice::" + .' "$result"
  jq -r '"\(.actions // [] | length) file(s) to write or written; commit: \(.commit.hash? // "none"); pull request: \(.pull_request.url? // "none")"' "$result"
fi

for code in ${SCAFFOLD_ACCEPT:-}; do
  if [[ $code == "$status" ]]; then
    exit 0
  fi
done
exit "$status"
