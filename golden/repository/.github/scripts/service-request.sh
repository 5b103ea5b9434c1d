#!/usr/bin/env bash
# What the workflow service-request.yaml runs. It reads the event that GitHub wrote to GITHUB_EVENT_PATH.
#
#   service-request.sh who       may the person ask for services? The output "allowed" says it
#   service-request.sh run       adds the service and opens its pull request; the answer goes to answer.md
#   service-request.sh answer    puts answer.md on the issue
#
# Everything a person wrote is data: jq takes it from the event, and it reaches scaffold on standard input or as one
# argument behind --set, where the pack checks it.
set -euo pipefail

# tell writes the answer: a sentence of ours, and text of others indented, so that nothing in it becomes Markdown.
tell() {
  printf '%s\n' "$1"
  if [[ -n ${2:-} ]]; then
    printf '\n    %s\n' "${2//$'\n'/$'\n'    }"
  fi
}

# The request as {name, spec, environments, set: [input=value]}. An issue holds, for each field of the form, a heading
# and what was answered. Portals send what a person left empty, too; it is left out here.
request() {
  jq -c '
    def trim: sub("^\\s+"; "") | sub("\\s+$"; "");
    def answers: "\n" + ((.issue.body // "") | gsub("\r"; "")) | split("\n### ")[1:]
      | map(split("\n") | {key: (.[0] | trim), value: (.[1:] | join("\n") | trim)})
      | map(select(.value != "" and .value != "_No response_")) | from_entries;
    if .issue then
      answers
      | {
          name: (.name // ""),
          environments: (.environments // ""),
          spec: ((.inputs // "") | sub("^```[a-z]*\n"; "") | sub("\n?```$"; "")),
          set: [to_entries[] | select(.key | test("^[a-z][a-z0-9_]*$") and (IN("name", "environments", "inputs") | not))
            | "\(.key)=\(.value | gsub("\n"; " "))"]
        }
    else
      (.inputs.spec // "") as $spec
      | ($spec | try fromjson catch null) as $object
      | {
          name: (.inputs.name // ""),
          environments: "",
          spec: (if $object | type == "object"
            then $object | with_entries(select(.value | IN(null, "", [], {}) | not)) | tojson
            else $spec end),
          set: []
        }
    end' "$GITHUB_EVENT_PATH"
}

# Who opened the issue or added the label; whoever can start the workflow by hand may write anyway.
who() {
  local login permission=write
  if [[ $GITHUB_EVENT_NAME == issues ]]; then
    login=$(jq -r '.sender.login' "$GITHUB_EVENT_PATH")
    permission=$(gh api "repos/$GITHUB_REPOSITORY/collaborators/$login/permission" --jq .permission) || permission=none
  fi
  case $permission in
    admin | maintain | write) echo "allowed=true" >>"$GITHUB_OUTPUT" ;;
    *)
      echo "allowed=false" >>"$GITHUB_OUTPUT"
      tell "Thank you. Somebody who may write to this repository starts this request by adding the label \`service-request\`." >answer.md
      ;;
  esac
}

run() {
  local asked name environments spec settings args status=0
  asked=$(request)
  name=$(jq -r .name <<<"$asked")
  environments=$(jq -r .environments <<<"$asked")
  spec=$(jq -r .spec <<<"$asked")
  mapfile -t settings < <(jq -r '.set[]' <<<"$asked")
  if [[ ! $name =~ ^[a-z][a-z0-9-]*$ ]]; then # before it becomes an argument
    tell "This can't be the name of a service:" "$name" | tee answer.md
    return 2
  fi

  args=("$name" --pr --no-input --output json) # on the branch scaffold/service-NAME
  if [[ -n $environments ]]; then
    args+=(--environments "$environments")
  fi
  for setting in ${settings[@]+"${settings[@]}"}; do
    args+=(--set "$setting")
  done
  if [[ -n $spec ]]; then
    scaffold service "${args[@]}" --spec - <<<"$spec" >result.json || status=$?
  else
    scaffold service "${args[@]}" </dev/null >result.json || status=$?
  fi

  if ((status > 0)); then
    tell "scaffold could not make it:" "$(jq -r '.problems[] | .summary, (.hint // empty | "  " + .)' result.json)"
  else
    jq -r '"The pull request: \(.pull_request.url // "none, as there is nothing to change")"' result.json
  fi >answer.md
  tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}" <answer.md
  return "$status"
}

answer() {
  local number
  number=$(jq -r .issue.number "$GITHUB_EVENT_PATH")
  if [[ ! -s answer.md ]]; then
    tell "This could not be carried out: $GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID" >answer.md
  fi
  gh api --method POST "repos/$GITHUB_REPOSITORY/issues/$number/comments" --raw-field body="$(head -c 60000 answer.md)" --silent
}

case ${1:-} in
  who | run | answer) "$1" ;;
  *)
    echo "usage: service-request.sh who | run | answer" >&2
    exit 2
    ;;
esac
