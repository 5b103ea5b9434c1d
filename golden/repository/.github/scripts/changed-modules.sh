#!/usr/bin/env bash
# Which root modules does a change reach?
#
#   changed-modules.sh [BASE [HEAD]]
#
# prints them as JSON, in groups for a matrix of jobs, and hands the same to GitHub as the output "groups":
#   [{"name": "layers/…/dev", "terraform": "1.11.4", "modules": "layers/…/dev"}]
# A group holds one module; only when more than MAX_JOBS modules changed, several share a job (GitHub allows 256).
#
# A root module is reached by its own files and by those of its unit that all environments share, such as local modules.
# Specs, locks and documents reach none: what they change is rendered into a module's files. A change of this
# machinery itself, a first push or a base that is gone reaches all.
#
# The output "specs" is true when the change reaches what scaffold reads: specs, locks, packs, terraform.tfvars.
#
# TERRAFORM_VERSIONS: JSON, environment → version of Terraform; the first one stands for modules without environment.
set -euo pipefail

base=${1:-}
head=${2:-HEAD}
max_jobs=${MAX_JOBS:-50}
versions=${TERRAFORM_VERSIONS:-'{}'}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A deleted module is in no tree any more, so it drops out here.
git ls-tree -r -z --name-only "$head" >"$work/files"

everything=false
if [[ -z $base || $base =~ ^0+$ ]] || ! git rev-parse --quiet --verify "$base^{commit}" >/dev/null; then
  everything=true
  : >"$work/changed"
elif ! git diff -z --name-only --no-renames "$base...$head" >"$work/changed" 2>/dev/null; then
  everything=true # no common history
fi

groups=$(
  jq -cn --rawfile files "$work/files" --rawfile changed "$work/changed" \
    --argjson everything "$everything" --argjson versions "$versions" --argjson jobs "$max_jobs" '
    def names: split("\u0000") | map(select(. != ""));
    def root: capture("^(?<root>bootstrap/[^/]+|layers/.+/environments/[^/]+)/[^/]+[.]tf$").root;
    def unit: sub("/environments/[^/]+$"; "");
    def parents: split("/") as $parts | range(($parts | length) - 1; 0; -1) | $parts[:.] | join("/");
    def in_environment: test("/environments/[^/]+/"); # of this one alone, even when it was deleted
    def machinery: test("^([.]github/(workflows/ci[.]yaml|scripts/(changed|check)-modules[.]sh)$|modules/)");
    def speechless: test("(^|/)([^/]*[.]md|scaffold[.]hcl|[.]scaffold[.]lock[.]hcl|[.]gitkeep)$");
    def version: (capture("/environments/(?<name>[^/]+)$").name // "") as $name | $versions[$name] // ($versions | first(.[])) // "latest";

    ($files | names | map(root) | unique) as $all
    | INDEX($all[]; .) as $known
    | ($all | group_by(unit) | map({key: (.[0] | unit), value: .}) | from_entries) as $units
    | ($changed | names) as $changed
    | (if $everything or any($changed[]; machinery) then $all
       else [
         $changed[] | select(speechless | not)
         | first((parents | select($known[.]) | [.]), (select(in_environment | not) | parents | $units[.] // empty), [])[]
       ] | unique
       end) as $reached
    | ([1, ($reached | length) / $jobs] | max | ceil) as $size
    | $reached | map({module: ., terraform: version}) | group_by(.terraform)
    | map(.[0].terraform as $terraform | map(.module) | range(0; length; $size) as $i | .[$i:$i + $size]
      | {
          name: (if length == 1 then .[0] else "\(.[0]) and \(length - 1) more" end),
          terraform: $terraform,
          modules: join("\n")
        })
  '
)

specs=$everything
if tr '\0' '\n' <"$work/changed" |
  grep -qE '(^|/)([.]scaffold[.]lock[.]hcl|scaffold[.]hcl|terraform[.]tfvars)$|^[.]scaffold/|^[.]github/(workflows/ci[.]yaml|scripts/(check-specs|install-scaffold)[.]sh)$'; then
  specs=true
fi

if [[ -n ${GITHUB_OUTPUT:-} ]]; then
  printf '%s\n' "groups=$groups" "specs=$specs" >>"$GITHUB_OUTPUT"
fi
jq . <<<"$groups"
