#!/usr/bin/env bash
# Makes the databases that the services of an environment want and have not: databases.sh ENVIRONMENT
#
# The parameter /ENVIRONMENT/SERVICE/database, which the service's Terraform writes, says what the service wants and which
# task makes it. database-ready beside it says what the service has: deploys compare the two. This runs the task, waits for
# its end and writes the second. What is there already stays as it is, so it may run as often as one likes.
set -euo pipefail

environment=${1:?the environment}
summary=${GITHUB_STEP_SUMMARY:-/dev/null}

# make PARAMETER WANTED: false where the task fails.
make() {
  local wanted=$2 service task answer family code
  service=$(cut -d/ -f3 <<<"$1")
  answer=$(
    aws ecs run-task --cluster "$environment-cluster" --launch-type FARGATE --started-by databases --output json \
      --task-definition "$(jq -r .task <<<"$wanted")" \
      --network-configuration "$(jq -c '{awsvpcConfiguration: {subnets, securityGroups: .security_groups, assignPublicIp: "DISABLED"}}' <<<"$wanted")" \
      --overrides "$(jq -c '{containerOverrides: [{name: "database", environment: [{name: "DATABASE_NAME", value: .name}]}]}' <<<"$wanted")"
  ) || return 1
  task=$(jq -r '.tasks[0].taskArn // empty' <<<"$answer")
  if [[ -z $task ]]; then
    printf '::error title=%s::ECS starts no task: %s\n' "$service" "$(jq -c .failures <<<"$answer")"
    return 1
  fi
  printf '%s: %s\n' "$service" "${task##*/}"
  aws ecs wait tasks-stopped --cluster "$environment-cluster" --tasks "$task" || return 1
  answer=$(aws ecs describe-tasks --cluster "$environment-cluster" --tasks "$task" --output json) || return 1
  code=$(jq -r '.tasks[0].containers[] | select(.name == "database") | .exitCode // "none"' <<<"$answer")
  if [[ $code != 0 ]]; then
    family=$(jq -r '.task | split("/")[1] | split(":")[0]' <<<"$wanted")
    printf '::error title=%s::the task ended with code %s (%s); its log: group /ecs/%s/%s-database, stream task/database/%s\n' "$service" "$code" \
      "$(jq -r '.tasks[0] | [.stoppedReason, .containers[].reason] | map(select(.)) | join("; ")' <<<"$answer")" \
      "$environment" "${family%-"$environment"-database}" "${task##*/}"
    return 1
  fi
  aws ssm put-parameter --name "$1-ready" --value "$(jq -r .ready <<<"$wanted")" --overwrite >/dev/null || return 1
  printf '%s has its database %s in %s.\n' "$service" "$(jq -r .name <<<"$wanted")" "$environment" | tee -a "$summary"
}

missing=$(
  aws ssm get-parameters-by-path --path "/$environment" --recursive --output json |
    jq -c --arg environment "$environment" '
      (.Parameters // [] | map({(.Name): .Value}) | add // {}) as $values
      | $values | keys[]
      | select(test("^/" + $environment + "/[a-z0-9-]+/database$"))
      | {parameter: ., wanted: ($values[.] | fromjson), has: $values[. + "-ready"]}
      | select(.wanted.ready != .has)'
)
if [[ -z $missing ]]; then
  printf 'Every service in %s that wants a database has it.\n' "$environment"
  exit
fi
failed=0
while read -r one; do
  make "$(jq -r .parameter <<<"$one")" "$(jq -c .wanted <<<"$one")" </dev/null || failed=1
done <<<"$missing"
exit "$failed"
