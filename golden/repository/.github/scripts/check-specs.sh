#!/usr/bin/env bash
# Are the specs (scaffold.hcl) valid, and what have they to say that is not rendered yet?
#
# An environment may lag behind its spec on purpose: a change is rendered into one environment, merged, watched, and
# only then into the next. So what is pending is told and fails nothing; a spec that cannot be rendered fails.
set -euo pipefail


status=0
report=$(scaffold generate --dry-run --no-input 2>&1) || status=$?
printf '%s\n' "$report"

if [[ -n ${GITHUB_STEP_SUMMARY:-} ]]; then
  # Indented, so that nothing in it becomes Markdown.
  {
    echo "### scaffold generate --dry-run"
    echo
    printf '%s\n' "$report" | sed 's/^/    /'
  } >>"$GITHUB_STEP_SUMMARY"
fi

case $status in
  0) ;;
  3) echo "::warning::scaffold generate would meet files that were edited by hand; see the report" ;;
  *) exit "$status" ;;
esac
