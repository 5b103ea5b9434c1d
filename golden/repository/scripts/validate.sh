#!/usr/bin/env bash
# Looks whether an environment is well: every service of this repository that was deployed is steady and answers, and
# no alarm of this repository rings.
#
#   validate.sh ENVIRONMENT [UNIT…]      of these units alone
#
# A line for each finding: `ok`, `FAIL`, and `--` for what there is nothing to say of, such as a service that nobody has
# deployed yet. What is not steady is waited for, VALIDATE_MINUTES (10 where that is not set).
#
# Exit codes: 0 all is well; 1 something is not; 2 wrong usage; 3 AWS gave no answer, so nobody knows.
#
# Needs the AWS CLI, jq and curl, and what the role ENVIRONMENT-validate of the platform layer may: read, and nothing else.
set -Eeuo pipefail

repository='acme/infrastructure'
environment=${1:-}
case $environment in
  'dev') region='us-east-1' ;;
  'staging') region='us-east-1' ;;
  'production') region='us-east-1' ;;
  *)
    echo "usage: validate.sh dev | staging | production [UNIT…]" >&2
    exit 2
    ;;
esac
shift
deadline=$((SECONDS + 60 * ${VALIDATE_MINUTES:-10}))
pause=${VALIDATE_PAUSE:-15}
export AWS_PAGER='' AWS_DEFAULT_OUTPUT=json AWS_REGION=$region AWS_DEFAULT_REGION=$region

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'echo "FAIL  AWS gave no answer about $environment" >&2; exit 3' ERR

failed=0
tell() { printf '%-5s %s\n' "$1" "$2"; }
wrong() {
  tell FAIL "$1"
  failed=1
}

# What carries the tags of this repository and environment: services, alarms, and target groups, whose tag HealthUrl says
# where a service answers.
aws resourcegroupstaggingapi get-resources \
  --resource-type-filters ecs:service cloudwatch:alarm elasticloadbalancing:targetgroup \
  --tag-filters "Key=Repository,Values=$repository" "Key=Environment,Values=$environment" >"$work/tagged.json"
jq --args '
  [.ResourceTagMappingList[] | {arn: .ResourceARN} + (.Tags | map({key: .Key, value: .Value}) | from_entries)]
  | map(select(.Unit as $unit | ($ARGS.positional | length) == 0 or ($ARGS.positional | index($unit)) != null))' \
  "$@" <"$work/tagged.json" >"$work/ours.json"
for unit in "$@"; do
  jq -e --arg unit "$unit" 'any(.Unit == $unit)' "$work/ours.json" >/dev/null ||
    wrong "$unit: nothing in $environment has this unit's tag"
done

# Services by their ARNs, at most ten in a request. One that is gone stays among the tagged for a while.
describe() {
  local cluster
  jq -r '.[] | (. / "/")[1]' "$1" | sort -u >"$work/clusters"
  while IFS= read -r cluster; do
    jq -r --arg cluster "$cluster" '.[] | select((. / "/")[1] == $cluster)' "$1" |
      xargs -n 10 aws ecs describe-services --cluster "$cluster" --include TAGS --services
  done <"$work/clusters" >"$work/answers.json"
  jq -s '[.[].services[] | select(.status == "ACTIVE")]' "$work/answers.json"
}

# Steady: as many tasks as are wanted, of the one deployment that there is. One that failed moves no more.
definitions='
  def steady: .runningCount == .desiredCount and (.deployments | length) == 1 and (.deployments[0].rolloutState // "COMPLETED") == "COMPLETED";
  def moves: (steady or any(.deployments[]; .rolloutState == "FAILED")) | not;
'
jq '[.[].arn | select(contains(":ecs:"))]' "$work/ours.json" >"$work/arns.json"
describe "$work/arns.json" >"$work/services.json"
while true; do
  jq "$definitions [.[] | select(moves) | .serviceArn]" "$work/services.json" >"$work/moving.json"
  if [[ $(<"$work/moving.json") == '[]' ]] || ((SECONDS >= deadline)); then
    break
  fi
  sleep "$pause"
  describe "$work/moving.json" >"$work/again.json"
  jq -s '(.[1] | map({(.serviceArn): .}) | add // {}) as $now | .[0] | map($now[.serviceArn] // .)' \
    "$work/services.json" "$work/again.json" >"$work/merged.json"
  mv "$work/merged.json" "$work/services.json"
done

jq -r "$definitions"'
  sort_by(.serviceName)[]
  | [.serviceName] + (
      if .desiredCount == 0 and any(.tags[]?; .key == "desired-count") then ["--", "stands, and waits for its first deploy"]
      elif .desiredCount == 0 then ["--", "shall have no tasks, by a schedule or terraform.tfvars"]
      elif steady then ["ok", "is steady: \(.runningCount) of \(.desiredCount) tasks"]
      else ["FAIL", "is not steady: \(.runningCount) of \(.desiredCount) tasks, rollout \([.deployments[].rolloutState // "without a state"] | join(" and "))"]
      end)
  | @tsv' "$work/services.json" >"$work/verdicts"
while IFS=$'\t' read -r name mark text; do
  if [[ $mark == FAIL ]]; then
    wrong "$name $text"
  else
    tell "$mark" "$name $text"
  fi
done <"$work/verdicts"

# What answers in the load balancer's own name is no answer of the service.
answer() {
  curl --silent --show-error --max-time 10 --proto =https --output /dev/null --dump-header "$work/headers" --write-out '%{http_code}' "$1" 2>"$work/error" || true
}
answered() {
  [[ $1 =~ ^[234] ]] && ! { [[ $1 == 4* ]] && grep -qi '^server: *awselb/' "$work/headers"; }
}
jq -r --slurpfile services "$work/services.json" '
  ($services[0] | map(select(.desiredCount > 0)) | [.[] as $s | $s.loadBalancers[]? | {(.targetGroupArn // ""): $s.serviceName}] | add // {}) as $live
  | .[] | select(.HealthUrl and $live[.arn]) | [$live[.arn], .HealthUrl] | @tsv' "$work/ours.json" | sort >"$work/urls"
while IFS=$'\t' read -r name url; do
  for try in 1 2 3; do
    : >"$work/headers"
    code=$(answer "$url")
    if answered "$code"; then
      tell ok "$name answers $code at $url"
      continue 2
    fi
    ((try == 3)) || sleep "$((pause / 3))"
  done
  if [[ $code == 000 ]]; then
    wrong "$name does not answer at $url: $(head -n 1 "$work/error")"
  elif [[ $code == 4* ]]; then
    wrong "$name does not answer at $url: $code is the load balancer's own answer"
  else
    wrong "$name answers $code at $url"
  fi
done <"$work/urls"

aws cloudwatch describe-alarms --state-value ALARM --alarm-types MetricAlarm CompositeAlarm >"$work/ringing.json"
ours=$(jq '[.[] | select(.arn | contains(":cloudwatch:"))] | length' "$work/ours.json")
jq -r --slurpfile ours "$work/ours.json" '
  ($ours[0] | map(.arn)) as $known | [.MetricAlarms[]?, .CompositeAlarms[]?]
  | sort_by(.AlarmName)[] | select(.AlarmArn as $arn | $known | index($arn))
  | "the alarm \(.AlarmName) rings: \(.StateReason // "" | gsub("[[:cntrl:]]"; " "))"' "$work/ringing.json" >"$work/alarms"
while IFS= read -r line; do
  wrong "$line"
done <"$work/alarms"
if [[ ! -s $work/alarms ]]; then
  tell ok "no alarm rings, of $ours"
fi

exit "$failed"
