#!/bin/sh
# A whole infrastructure repository in a temporary folder, with three services.
# `make demo` runs it; nothing outside that folder is touched.
set -eu

scaffold=${SCAFFOLD:?run this by make demo}
demo=$(mktemp -d "${TMPDIR:-/tmp}/scaffold-demo.XXXXXX")
cd "$demo"

# A machine without a git identity makes the demo's commits as this one.
if ! git config user.email >/dev/null; then
	export GIT_AUTHOR_NAME=Demo GIT_AUTHOR_EMAIL=demo@example.com
	export GIT_COMMITTER_NAME=Demo GIT_COMMITTER_EMAIL=demo@example.com
fi

bold='' plain=''
[ -t 1 ] && bold=$(printf '\033[1m') plain=$(printf '\033[0m')
title() { printf '\n%s# %s%s\n' "$bold" "$*" "$plain"; }
show() { printf '$ %s\n' "$*"; }
scaffold() {
	show "scaffold $*"
	"$scaffold" "$@"
}

title "1. The repository: layers, environments, CI, first commit"
scaffold init infrastructure --organization acme --repository acme/infrastructure \
	--domain acme.example --region eu-west-1 --account dev=111111111111 \
	--account staging=222222222222 --account production=333333333333 \
	--set 'shared-services.queues={ mail = {} }'
cd infrastructure

title "2. A further layer, with the next free number"
scaffold layer data-lake --depends-on foundation

title "3. An internal service: no load balancer, found by its name"
scaffold service orders --exposure internal --port 9000 --database shared --owner shop

title "4. A public one that uses it, bigger in production, scaled by the clock"
cat >../shop.hcl <<'SPEC'
uses        = ["orders"]
owner       = "shop"
autoscaling = true
schedules = {
  business_hours = { schedule = "cron(0 7 ? * MON-FRI *)", timezone = "Europe/Berlin", min = 4, max = 20 }
  night          = { schedule = "cron(0 20 ? * MON-FRI *)", timezone = "Europe/Berlin", min = 1, max = 4 }
}
environment "production" {
  health_check_path = "/ready"
}
SPEC
scaffold service shop --spec ../shop.hcl --max-capacity 10 \
	--set production:max_capacity=20 --set production:cpu=1024 --set production:memory=2048

title "5. A worker: no traffic, scaled by the messages that wait in its queue"
scaffold service mailer --exposure none --queues mail --autoscaling --max-capacity 5 --owner shop

title "What there is now"
show "git log"
git --no-pager log --reverse --format='%h %s (%an)'
show "the folders"
git ls-files | awk -F/ '/^(\.scaffold|.*\/tests)\// { next }
	{ indent = ""; for (i = 1; i < NF; i++) { path = path "/" $i; if (!(path in seen)) print indent $i "/"; seen[path]; indent = indent "  " } path = "" }'
show "ls layers/04-applications/shop/environments/production"
ls layers/04-applications/shop/environments/production
show "cat layers/04-applications/shop/scaffold.hcl"
cat layers/04-applications/shop/scaffold.hcl
show "cat layers/04-applications/shop/environments/production/terraform.tfvars"
cat layers/04-applications/shop/environments/production/terraform.tfvars

title "A change of scale is yours: tfvars is never touched again"
tfvars=layers/04-applications/orders/environments/production/terraform.tfvars
sed 's/^desired_count *= .*/desired_count = 6/' "$tfvars" >../tfvars && cat ../tfvars >"$tfvars"
show "git diff"
git --no-pager diff --unified=0 -- "$tfvars"
git commit -q --no-verify -m "chore: scale orders to 6" -- "$tfvars"
scaffold generate

title "A change of the spec renders what it touches, and nothing else"
scaffold generate --set orders.port=9100
show "git status --short"
git status --short

printf '\nThe repository is %s/infrastructure; look around, then delete it.\n' "$demo"
