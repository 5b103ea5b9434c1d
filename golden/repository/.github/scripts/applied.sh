#!/usr/bin/env bash
# Which environments were applied and not validated since. Terraform Cloud tells GitHub nothing of that, so it is asked.
#
#   applied.sh     writes those of ENVIRONMENTS, a JSON list of {"name", "region", "role"}, as environments=[…] to
#                  GITHUB_OUTPUT, each with the time when its last run ended ("applied"), the workspaces whose run failed
#                  ("failed"), and whether this was found wanting before ("again")
#
# What runs is waited for, APPLIED_MINUTES (20 where that is not set); what waits for a person is not. That an environment
# was validated, and up to which time, says a status of the commit: see validated.sh.
#
# TFE_TOKEN: a token that may read workspaces. GH_TOKEN: GitHub's own.
set -Eeuo pipefail

host='app.terraform.io'
organization='acme'
repository='acme/infrastructure'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
summary=${GITHUB_STEP_SUMMARY:-/dev/null}
say() { printf '%s\n' "$1" | tee -a "$summary"; }

if [[ -z ${TFE_TOKEN:-} ]]; then
  echo "::warning::no secret TFE_TOKEN in the environment terraform-cloud: nobody knows what was applied"
  echo 'environments=[]' >>"$GITHUB_OUTPUT"
  exit
fi
printf 'Authorization: Bearer %s\n' "$TFE_TOKEN" >"$work/header" # not on the command line, which every process can read

# The workspaces of this repository, each with its current run: which environment, and how far the run is.
#   failed    it ended with an error
#   asks      a person must confirm it
#   runs      it goes on by itself
#   done      it ended, at the time that is told
ask() {
  local page=1
  : >"$work/pages"
  while [[ -n $page ]]; do
    curl --silent --show-error --fail --retry 3 --max-time 60 --header @"$work/header" \
      "https://$host/api/v2/organizations/$organization/workspaces?include=current_run&page%5Bsize%5D=100&page%5Bnumber%5D=$page" >"$work/page"
    cat "$work/page" >>"$work/pages"
    page=$(jq -r '.meta.pagination["next-page"] // empty' "$work/page")
  done
  jq -s --arg repository "$repository" '
    (map(.included // []) | add // [] | map(select(.type == "runs") | {(.id): .attributes}) | add // {}) as $run
    | [.[].data[]
       | select(.attributes["vcs-repo"].identifier == $repository)
       | .attributes as $w
       | $run[.relationships["current-run"].data.id // ""] as $r
       | select($r)
       | ($r["status-timestamps"] // {}) as $times
       | {
           workspace: $w.name,
           environment: ($w["working-directory"] // "" | (capture("(^|/)environments/(?<name>[^/]+)$").name? // "")),
           state: (if $r.status == "errored" or $r.status == "policy_soft_failed" then "failed"
                   elif $r.status | IN("applied", "planned_and_finished", "planned_and_saved", "discarded", "canceled", "force_canceled") then "done"
                   elif $r.actions["is-confirmable"] == true and $w["auto-apply"] != true then "asks"
                   else "runs" end),
           at: ($times["applied-at"] // $times["planned-and-finished-at"] // $times["errored-at"] // "")
         }]' "$work/pages" >"$work/runs.json"
}

if [[ ${GITHUB_EVENT_NAME:-} == push ]]; then
  sleep "${APPLIED_GRACE:-60}" # until Terraform Cloud has heard of the push, too
fi
deadline=$((SECONDS + 60 * ${APPLIED_MINUTES:-20}))
ask
while jq -e 'any(.state == "runs")' "$work/runs.json" >/dev/null && ((SECONDS < deadline)); do
  sleep "${APPLIED_PAUSE:-30}"
  ask
done

say '### What was applied'
gh api --paginate "repos/$GITHUB_REPOSITORY/commits/$GITHUB_SHA/statuses?per_page=100" | jq -s 'add // []' >"$work/statuses.json"
jq -n -c --argjson environments "$ENVIRONMENTS" --slurpfile runs "$work/runs.json" --slurpfile statuses "$work/statuses.json" '
  def named: [.[].workspace | "`\(gsub("[^A-Za-z0-9_-]"; "?"))`"] | (.[:10] | join(", ")) + (if length > 10 then " and \(length - 10) more" else "" end);
  $environments[] as $e
  | [$runs[0][] | select(.environment == $e.name)] as $all
  | [$all[] | select(.state == "runs")] as $going
  | [$all[] | select(.state == "asks")] as $asking
  | [$all[] | select(.state == "failed")] as $failed
  | ([$all[].at] | max // "") as $applied
  | ([$statuses[0][] | select(.context == "validate \($e.name)")] | max_by(.created_at)) as $status
  | ($status != null and ($status.description // "" | endswith("applied \($applied)"))) as $again
  | (if $applied == "" then "nothing was applied yet"
     elif ($going | length) > 0 then "\($going | length) runs go on, such as of \($going[:1] | named): looked at the next time"
     elif ($asking | length) > 0 then "waits for somebody to confirm \($asking | named) in Terraform Cloud"
     elif $e.role | contains(":iam:::") then "its AWS account is not known: name it in scaffold.hcl"
     elif $again and $status.state == "success" then "was validated since its last run ended at \($applied)"
     else null end) as $no
  | {say: "- \($e.name): \($no // "is validated: its last run ended at \($applied)")",
     go: ($no == null),
     environment: ($e + {applied: $applied, failed: [$failed[].workspace], again: $again})}' >"$work/verdicts"
while IFS= read -r line; do
  say "$line"
done < <(jq -r .say "$work/verdicts")
printf 'environments=%s\n' "$(jq -s -c '[.[] | select(.go) | .environment]' "$work/verdicts")" >>"$GITHUB_OUTPUT"
