#!/usr/bin/env bash
# Deploys an image of shop to one environment and waits until it is stable.
#
#   deploy.sh IMAGE     REGISTRY/REPOSITORY@sha256:…
#   deploy.sh           the image that runs already, in new tasks, which read changed secrets
#
# ENVIRONMENT, AWS_REGION, CLUSTER, SERVICE, FAMILY, CONTAINER, PARAMETER and IMAGE_REPOSITORY (REGISTRY/REPOSITORY) say
# where. WORKSPACE is the address of the Terraform Cloud workspace, for the summary.
#
# The parameter comes first: it says which image the service has, and Terraform goes by it. A run that starts in the middle
# of a deploy carries it on; were the parameter last, that run would undo the deploy.
#
# The first deploy is another than all later ones. Terraform made the service with a placeholder image and no tasks, and
# with a tag desired-count. The first deploy starts as many tasks as the tag says; if that fails, the placeholder and 0
# tasks come back. Later deploys leave the number of tasks alone: a schedule may have put the service to sleep.
set -euo pipefail

: "${ENVIRONMENT:?}" "${AWS_REGION:?}" "${CLUSTER:?}" "${SERVICE:?}" "${FAMILY:?}" "${CONTAINER:?}" "${PARAMETER:?}" "${IMAGE_REPOSITORY:?}"

timeout_seconds=${DEPLOY_TIMEOUT_SECONDS:-1500}
poll_seconds=${DEPLOY_POLL_SECONDS:-10}

log() { printf '%s %s\n' "$(date -u +%H:%M:%S)" "$*"; }
fail() {
  log "$*"
  printf '::error title=Deploy to %s failed::%s\n' "$ENVIRONMENT" "$*"
  exit 1
}

parameter() { aws ssm get-parameter --name "$PARAMETER" --query Parameter.Value --output text; }
write_parameter() { aws ssm put-parameter --name "$PARAMETER" --value "$1" --overwrite >/dev/null; }

service() {
  aws ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" --include TAGS --output json |
    jq -e '.services[] | select(.status == "ACTIVE")'
}

update_service() { aws ecs update-service --cluster "$CLUSTER" --service "$SERVICE" "$@" >/dev/null; }

ours() { [[ $1 == "$IMAGE_REPOSITORY"@sha256:* ]]; }

# Waits until the service has the database that its Terraform wants, where it wants one. A workflow of the infrastructure
# repository makes it and says so in the second parameter.
wait_for_database() {
  local name=${PARAMETER%/*}/database deadline=$((SECONDS + ${DATABASE_TIMEOUT_SECONDS:-1800})) said='' wanted
  wanted=$(aws ssm get-parameter --name "$name" --query Parameter.Value --output text 2>/dev/null | jq -r .ready) || return 0
  until [[ $(aws ssm get-parameter --name "$name-ready" --query Parameter.Value --output text) == "$wanted" ]]; do
    if ((SECONDS >= deadline)); then
      fail "$SERVICE has no database in $ENVIRONMENT yet: see the runs of the workflow databases in the infrastructure repository"
    fi
    [[ -n $said ]] || log "waits for the database: the workflow databases of the infrastructure repository makes it by schedule, or at once when somebody starts it there"
    said=true
    sleep "$poll_seconds" &
    wait $!
  done
}

# The family's newest revision, which may be Terraform's, with the image: prints the new revision's ARN.
register() {
  local definition
  definition=$(
    aws ecs describe-task-definition --task-definition "$FAMILY" --include TAGS --output json |
      jq --arg container "$CONTAINER" --arg image "$1" '
        if any(.taskDefinition.containerDefinitions[]; .name == $container) then . else error("no container \($container)") end
        | (.tags // []) as $tags
        | .taskDefinition
        | .containerDefinitions |= map(if .name == $container then .image = $image else . end)
        | del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy, .deregisteredAt)
        | if $tags == [] then . else .tags = $tags end'
  )
  aws ecs register-task-definition --cli-input-json "$definition" --query taskDefinition.taskDefinitionArn --output text
}

# The image of a revision of the task definition.
image_of() {
  aws ecs describe-task-definition --task-definition "$1" --output json |
    jq -r --arg container "$CONTAINER" '.taskDefinition.containerDefinitions[] | select(.name == $container) | .image'
}

# Waits until the revision runs and nothing else does. When its tasks do not become healthy, the circuit breaker marks its
# deployment as failed and gives the service the revision before it back. A Terraform run that brings another size
# meanwhile makes a revision of the same image, which is waited for then.
wait_until_stable() {
  local revision=$1 deadline=$((SECONDS + timeout_seconds)) seen=false now current state shown=""
  while ((SECONDS < deadline)); do
    now=$(service) || fail "service $SERVICE is gone from cluster $CLUSTER"
    current=$(jq -r .taskDefinition <<<"$now")
    if [[ $current != "$revision" && $current != "$running" && $(image_of "$current") == "$image" ]]; then
      log "Terraform has made ${current##*/} of the same image"
      revision=$current
    fi
    state=$(
      jq -r --arg revision "$revision" --argjson seen "$seen" '
        ([.deployments[] | select(.taskDefinition == $revision)][0]) as $mine
        | if $mine.rolloutState == "FAILED" then "FAILED"
          elif .taskDefinition != $revision then (if $seen then "FAILED" else "not started" end)
          elif (.deployments | length) == 1 and .runningCount == .desiredCount and ($mine.rolloutState // "COMPLETED") == "COMPLETED" then "COMPLETED"
          else "\($mine.runningCount // .runningCount) of \(.desiredCount) new tasks run" end' <<<"$now"
    )
    [[ $state == "not started" ]] || seen=true
    case $state in
      COMPLETED) return 0 ;;
      FAILED)
        log "the new tasks did not become stable; what ECS says of the service:"
        jq -r --arg revision "$revision" '
          (.deployments[] | select(.taskDefinition == $revision) | .rolloutStateReason // empty), .events[:8][].message | "  \(.)"' <<<"$now"
        return 1
        ;;
    esac
    if [[ $state != "$shown" ]]; then
      log "$state"
      shown=$state
    fi
    sleep "$poll_seconds" &
    wait $! # unlike sleep itself, it lets a signal through at once
  done
  log "the service was not stable after $timeout_seconds seconds"
  return 1
}

# Undoes a deploy that did not succeed, whatever ended it. Again the parameter comes first, so that a Terraform run ends
# what this could not. The service gets a revision of the image before, though the circuit breaker may have given it an
# older one back: Terraform finds the newest revision running then, and nothing to change.
undo() {
  local status=$? revision
  local -a number=()
  trap - EXIT
  [[ $image != "$before" ]] || exit "$status"
  if [[ $first == true ]]; then
    log "back to 0 tasks and the placeholder, as before"
    number=(--desired-count 0)
  else
    log "back to $before"
  fi
  write_parameter "$before" || log "the parameter $PARAMETER still names $image"
  if revision=$(register "$before"); then
    update_service --task-definition "$revision" "${number[@]}" || log "the service was not given ${revision##*/}"
  elif [[ $first == true ]]; then
    update_service "${number[@]}" || log "the service was not given 0 tasks"
  fi
  exit "$status"
}

# summary TITLE [NOTE]
summary() {
  local page="https://${AWS_REGION}.console.aws.amazon.com/ecs/v2/clusters/${CLUSTER}/services/${SERVICE}/health?region=${AWS_REGION}"
  [[ -n ${GITHUB_STEP_SUMMARY:-} ]] || return 0
  {
    printf '### %s: %s\n\n' "$ENVIRONMENT" "$1"
    printf -- '- [%s in %s](%s)\n' "$SERVICE" "$CLUSTER" "$page"
    printf -- "- image \`%s\`\n" "$image"
    if [[ -n ${2:-} ]]; then
      printf -- '- %s\n' "$2"
    fi
  } >>"$GITHUB_STEP_SUMMARY"
}

named=$(parameter)
image=${1:-$named}
if ! ours "$image"; then
  [[ -n ${1:-} ]] || fail "nothing was deployed to $ENVIRONMENT yet, so there is nothing to deploy again"
  fail "$image is no digest in $IMAGE_REPOSITORY"
fi

now=$(service) || fail "cluster $CLUSTER has no service $SERVICE: apply its Terraform first"
count=$(jq -r '[.tags[]? | select(.key == "desired-count") | .value][0] // ""' <<<"$now")
running=$(jq -r .taskDefinition <<<"$now")
before=$(image_of "$running") # unlike the image that the parameter names, where a deploy was cut off

# Terraform takes the tag away in the run that finds the service live. Until then, a deploy that was cut off between its
# steps is begun again.
first=false
if [[ -n $count ]] && { ! ours "$named" || ! ours "$before"; }; then
  first=true
  if ours "$before"; then
    before=$named
  fi
fi
wait_for_database
trap undo EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

write_parameter "$image"
revision=$(register "$image")
log "registered ${revision##*/}"
if [[ $first == true ]]; then
  log "the first deploy to $ENVIRONMENT: $count tasks"
  update_service --task-definition "$revision" --desired-count "$count"
else
  update_service --task-definition "$revision"
fi

if ! wait_until_stable "$revision"; then
  summary "the deploy failed"
  fail "$SERVICE did not become stable; see the service's events and its logs in /ecs/$ENVIRONMENT/$SERVICE"
fi

trap - EXIT
log "deployed $image"

# The tag is there until Terraform has found the service live.
note=""
if [[ -n $count ]]; then
  note="the next run${WORKSPACE:+ in [Terraform Cloud]($WORKSPACE)} takes over the number of tasks, and adds autoscaling where it is on"
fi
summary "deployed" "$note"
