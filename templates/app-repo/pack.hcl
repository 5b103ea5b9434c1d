pack "app-repo" {
  version           = "1.0.0"
  requires_scaffold = ">= 0.1"
  includes          = ["rds.hcl"]
}

# As the service's: the repository belongs to the service of that name.
name {
  pattern = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
  min     = 2
  max     = 21
  message = "An application repository has the name of its service: 2 to 21 lower-case letters and digits with single hyphens between, a letter first."
}

locals {
  repository_owner = split("/", repository)[0]
  team             = lower(owner) # as GitHub's API calls it
  about            = description == null ? "" : description

  # Names that are not given are what the service pack makes of service and environment.
  named = [for t in deploys_to : merge(t, {
    cluster          = coalesce(t.cluster, "${t.environment}-cluster")
    service          = coalesce(t.service, unit)
    family           = coalesce(t.family, "${unit}-${t.environment}")
    container        = coalesce(t.container, unit)
    role             = coalesce(t.role, "${unit}-${t.environment}-deploy")
    parameter        = coalesce(t.parameter, "/${t.environment}/${unit}/image")
    image_repository = coalesce(t.image_repository, "${unit}-${t.environment}")

    # A number, or what GitHub's settings of the environment say.
    account = t.account == null ? "$${{ vars.AWS_ACCOUNT_ID }}" : t.account
  })]
  images = [for t in local.named : "${t.account}.dkr.ecr.${t.region}.amazonaws.com/${t.image_repository}"]

  # What the deploy workflow says of each environment: the image comes from the environment before.
  targets = [for i, t in local.named : merge(t, {
    job          = "deploy-${t.environment}"
    after        = i == 0 ? "image" : "deploy-${local.named[i - 1].environment}"
    needs        = i == 0 ? ["image"] : ["image", "deploy-${local.named[i - 1].environment}"]
    image        = local.images[i]
    image_before = i == 0 ? null : local.images[i - 1]
    role_arn     = "arn:aws:iam::${t.account}:role/${t.role}"
    known        = deploys_to[i].account != null
    guarded      = t.production || i == length(local.named) - 1 # a person approves what goes there
    page         = "https://${t.region}.console.aws.amazon.com/ecs/v2/clusters/${t.cluster}/services/${t.service}/health?region=${t.region}"
  })]
  environments = [for t in deploys_to : t.environment]
  guarded      = [for t in local.targets : t.environment if t.guarded]
  unnamed      = [for t in deploys_to : t.environment if t.account == null]

  # The runner is an amd64 machine: images for others are built in emulation, unless the compiler knows them all.
  emulated = runtime != "go" && length(setsubtract(platforms, ["linux/amd64"])) > 0

  # The load balancer does not take the path off, so every route stands below it.
  base_path = path == null ? "" : path

  # What is left of the time between SIGTERM and SIGKILL when everything was told to stop.
  grace_seconds = max(stop_timeout - 5, 1)

  data_stores = database || cache

  queue_names = keys(queues)

  # What signs its own requests to AWS, or has them signed.
  aws = database || cache || length(queues) > 0

  # What Dependabot calls the runtime's packages.
  ecosystem = { python = "uv", node = "npm", go = "gomod", java = "maven" }[runtime]

  # Images of compose.yaml, for local work.
  postgres_image = "postgres:17.11-bookworm@sha256:639ab7ceb90e13123085b741fb31ef493fba25463002f6da665352e7b534b652"
  redis_image    = "redis:7.4.11-bookworm@sha256:c6eabf748fc7a61dbb5a705c78bcf3d6377b1127a97d0ce965c11c44ba46896f"

  # Actions that only some repositories need; the others stand in the workflows.
  setup_python = "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0"
  setup_node   = "actions/setup-node@949feb2413d6458794dcd2491c4babbbce0c15c1 # v7.1.0"
  setup_go     = "actions/setup-go@b7ad1dad31e06c5925ef5d2fc7ad053ef454303e # v7.0.0"
  setup_qemu   = "docker/setup-qemu-action@ce360397dd3f832beb865e1373c09c0e9f86d70a # v4.0.0"
  setup_java   = "actions/setup-java@de7274f081f381c8f8158605e0321c36c376e2e6 # v6.0.1"
}

# What it is

input "runtime" {
  type        = string
  nullable    = false
  prompt      = "In which language is it written?"
  choices     = ["python", "node", "go", "java"]
  description = "Language of the application"
}

input "description" {
  type        = string
  default     = null
  description = "What the service does, in a sentence: for README and catalog"

  validation {
    condition     = description == null ? true : length(description) <= 200 && !strcontains(description, "\n")
    error_message = "description is one line of at most 200 characters."
  }
}

input "default_branch" {
  type        = string
  default     = "main"
  nullable    = false
  role        = "default_branch"
  description = "The branch whose pushes are deployed"

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9._/-]*$", default_branch)) && !strcontains(default_branch, "..") && !endswith(default_branch, "/") && !endswith(default_branch, ".lock")
    error_message = "A branch's name holds letters, digits and . _ / -, such as main."
  }
}

input "runner" {
  type        = string
  default     = "ubuntu-24.04"
  nullable    = false
  description = "Label of the runners of its workflows; they need Docker, git, jq, make and the AWS CLI"

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]+$", runner))
    error_message = "A runner's label holds letters, digits and . _ -, such as ubuntu-24.04."
  }
}

# What it has from its service: copied from the infrastructure repository

input "owner" {
  type        = string
  default     = "platform"
  nullable    = false
  role        = "owner"
  description = "GitHub team that owns the service"

  validation {
    condition     = can(regex("^[A-Za-z0-9]([A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$", owner))
    error_message = "owner is a GitHub team's name, such as payments, without @ and organization."
  }
}

input "repository" {
  type        = string
  nullable    = false
  prompt      = "Which GitHub repository will hold it?"
  description = "GitHub repository that holds it, OWNER/NAME; the deploy roles trust this one"

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$", repository))
    error_message = "repository is OWNER/NAME, such as acme/service-a."
  }
}

input "exposure" {
  type        = string
  default     = "public"
  nullable    = false
  choices     = ["public", "internal", "none"]
  description = "public: behind the load balancer. internal: called by other services only. none: called by nobody, a worker"
}

input "port" {
  type        = number
  default     = 8080
  nullable    = false
  description = "Port it listens on where PORT does not say otherwise"

  validation {
    condition     = port >= 1 && port <= 65535 && floor(port) == port
    error_message = "A port is 1 to 65535."
  }
}

input "path" {
  type        = string
  default     = null
  description = "Path under which the load balancer routes to it; its routes stand below"

  validation {
    condition     = path == null ? true : length(path) <= 120 && can(regex("^(/[A-Za-z0-9_.~-]+)+$", path)) && !can(regex("/[.]{1,2}(/|$)", path))
    error_message = "path starts with a slash and does not end in one, such as /api/v1."
  }
}

input "health_check_paths" {
  type        = list(string)
  default     = ["/health"]
  nullable    = false
  description = "Paths that answer health checks, of all environments"

  validation {
    condition     = length(health_check_paths) > 0 && alltrue([for path in health_check_paths : length(path) <= 1024 && can(regex("^/([A-Za-z0-9_.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*$", path))])
    error_message = "health_check_paths start with a slash and hold URL characters only; a % stands before two hexadecimal digits."
  }
}

input "stop_timeout" {
  type        = number
  default     = 30
  nullable    = false
  description = "Seconds between SIGTERM and SIGKILL"

  validation {
    condition     = stop_timeout >= 2 && stop_timeout <= 120 && floor(stop_timeout) == stop_timeout
    error_message = "stop_timeout is 2 to 120 seconds."
  }
}

input "platforms" {
  type        = list(string)
  default     = ["linux/amd64"]
  nullable    = false
  choices     = ["linux/amd64", "linux/arm64"]
  description = "Processors for which the image is built"

  validation {
    condition     = length(platforms) > 0 && length(distinct(platforms)) == length(platforms)
    error_message = "platforms names linux/amd64, linux/arm64 or both, each once."
  }
}

input "database" {
  type        = bool
  default     = false
  nullable    = false
  description = "Whether it uses PostgreSQL: it logs in by IAM token, and by password only where DATABASE_PASSWORD is set"
}

input "cache" {
  type        = bool
  default     = false
  nullable    = false
  description = "Whether it uses Redis: it logs in by IAM token where REDIS_USER is set, and plainly where it is not, as for local work"
}

input "queues" {
  type        = map(string)
  default     = {}
  nullable    = false
  choices     = ["send", "receive", "both"]
  listed      = "both"
  description = "SQS queues, each with what it may do there; names alone stand for both. Each has its URL in QUEUE_NAME_URL"

  validation {
    condition     = alltrue([for name in keys(queues) : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", name))])
    error_message = "queues have names such as jobs or mail-out."
  }
}

input "worker_queue" {
  type        = string
  default     = null
  description = "Queue whose messages it works off; one of queues that it receives from"

  validation {
    condition     = worker_queue == null ? true : lookup(queues, worker_queue, "send") != "send"
    error_message = "worker_queue is one of queues, with receive or both."
  }
}

input "buckets" {
  type        = list(string)
  default     = []
  nullable    = false
  description = "S3 buckets of its own; each has its name in BUCKET_NAME"

  validation {
    condition     = length(distinct(buckets)) == length(buckets) && alltrue([for name in buckets : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", name))])
    error_message = "buckets are different names such as uploads."
  }
}

input "tables" {
  type        = list(string)
  default     = []
  nullable    = false
  description = "DynamoDB tables of its own; each has its name in TABLE_NAME"

  validation {
    condition     = length(distinct(tables)) == length(tables) && alltrue([for name in tables : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", name))])
    error_message = "tables are different names such as orders."
  }
}

input "services" {
  type        = list(string)
  default     = []
  nullable    = false
  description = "Services it calls by HTTP; each has its address in NAME_URL"

  validation {
    condition     = length(distinct(services)) == length(services) && alltrue([for name in services : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", name))])
    error_message = "services are different names such as service-b."
  }
}

input "deploys_to" {
  type = list(object({
    environment      = string
    region           = string
    account          = optional(string)
    production       = optional(bool, false)
    cluster          = optional(string)
    service          = optional(string)
    family           = optional(string)
    container        = optional(string)
    role             = optional(string)
    parameter        = optional(string)
    image_repository = optional(string)
    workspace        = optional(string)
  }))
  nullable    = false
  prompt      = "To which environments is it deployed?"
  description = "Environments in the order in which an image travels: environment and region, account (else GitHub's variable AWS_ACCOUNT_ID of that environment), and the names of what the service has there; workspace is the address of its Terraform Cloud workspace"

  validation {
    condition     = length(deploys_to) > 0 && length(distinct([for t in deploys_to : t.environment])) == length(deploys_to)
    error_message = "deploys_to names at least one environment, and none twice."
  }
  validation {
    condition     = alltrue([for t in deploys_to : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", t.environment)) && can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]+$", t.region))])
    error_message = "An environment is a name such as dev, its region one such as us-east-1."
  }
  validation {
    condition     = alltrue([for t in deploys_to : t.account == null ? true : can(regex("^[0-9]{12}$", t.account))])
    error_message = "An account is 12 digits in quotes, or left out."
  }
  validation {
    condition     = alltrue([for t in local.targets : t.service == unit])
    error_message = "This repository is called ${unit}, but it would deploy ${join(", ", distinct([for t in local.targets : t.service if t.service != unit]))}: an application repository has the name of its service."
  }
  validation {
    condition     = alltrue([for t in local.targets : alltrue([for name in [t.cluster, t.service, t.family, t.container] : can(regex("^[A-Za-z0-9_-]{1,255}$", name))])])
    error_message = "Names of clusters, services, families and containers hold letters, digits, - and _."
  }
  validation {
    condition     = alltrue([for t in local.targets : can(regex("^([A-Za-z0-9_+=,.@-]+/)*[A-Za-z0-9_+=,.@-]{1,64}$", t.role)) && can(regex("^/[A-Za-z0-9_./-]{1,900}$", t.parameter)) && can(regex("^[a-z0-9]+([._/-][a-z0-9]+)*$", t.image_repository))])
    error_message = "A role is a name of at most 64 characters, behind its path where it has one; a parameter a path such as /dev/shop/image, an image repository a name in lower case."
  }
  validation {
    condition     = alltrue([for t in deploys_to : t.workspace == null ? true : can(regex("^https://[A-Za-z0-9./:_-]+$", t.workspace))])
    error_message = "workspace is an address such as https://app.terraform.io/app/acme/workspaces/aws-shop-dev."
  }
}

files "unit" {
  root = "shared"
}

file "scripts/*.sh" {
  executable = true
}

# Go's image has no shell: there the program itself goes by this name, too.
file "healthcheck" {
  executable = true
  when       = runtime != "go"
}

file "compose.yaml" {
  when = local.data_stores
}

file "rds-ca.pem" {
  when = database
}

notice {
  when    = database && length(local.rds_unknown) > 0
  message = "no certificate of RDS is known for ${join(", ", local.rds_unknown)}: add ${join(", ", [for region in local.rds_unknown : "https://truststore.pki.rds.amazonaws.com/${region}/${region}-bundle.pem"])} to rds-ca.pem, or the service trusts no database there."
}

notice {
  when    = length(local.unnamed) > 0
  message = "no account is known for ${join(", ", local.unnamed)}: set the variable AWS_ACCOUNT_ID in that environment's settings on GitHub."
}

# Python

locals {
  python_image        = "python:3.14.8-slim-trixie@sha256:f85c5697265c178cc6887276c55fe16cf3d14ca35c3df6a5eab3b360534a55d2"
  python_version      = "3.14.8"
  python_boto3        = "1.44.8"
  python_fastapi      = "0.165.0"
  python_httpx2       = "2.16.2"
  python_psycopg      = "3.3.9"
  python_psycopg_pool = "3.3.3"
  python_pytest       = "9.2.0"
  python_redis        = "8.1.0"
  python_ruff         = "0.17.6"
  python_uv           = "0.13.9"
  python_uvicorn      = "0.54.0"
}

files "unit" {
  root = "python"
  when = runtime == "python"
}

file "app/database.py" {
  when = database
}

file "tests/test_database.py" {
  when = database
}

file "app/aws.py" {
  when = local.aws
}

file "app/cache.py" {
  when = cache
}

file "tests/test_cache.py" {
  when = cache
}

file "app/worker.py" {
  when = worker_queue != null
}

file "app/handler.py" {
  when      = worker_queue != null
  seed_once = true
}

file "app/routes.py" {
  seed_once = true
}

file "tests/test_routes.py" {
  seed_once = true
}

file "tests/test_handler.py" {
  when      = worker_queue != null
  seed_once = true
}

file "tests/test_worker.py" {
  when = worker_queue != null
}

file "tests/test_services.py" {
  when = length(services) > 0
}

# Node

locals {
  node_image           = "node:26.11.1-trixie-slim@sha256:193fe51b64e77981119c98c2002c9e32a70e2f006fb4d25068ce0558998917f0"
  node_version         = "26.11.1"
  node_credentials     = "3.972.99"
  node_hash            = "4.5.2"
  node_signature       = "5.7.5"
  node_biome           = "2.6.8"
  node_fastify         = "5.12.8"
  node_ioredis         = "6.0.0"
  node_pg              = "8.23.1"
  node_pino            = "10.4.0"
  node_rds_signer      = "3.1175.0"
  node_sqs             = "3.1175.0"
}

files "unit" {
  root = "node"
  when = runtime == "node"
}

file "src/database.js" {
  when = database
}

file "test/database.test.js" {
  when = database
}

file "src/cache.js" {
  when = cache
}

file "test/cache.test.js" {
  when = cache
}

file "src/queues.js" {
  when = length(queues) > 0
}

file "test/queues.test.js" {
  when = length(queues) > 0
}

file "src/services.js" {
  when = length(services) > 0
}

file "test/services.test.js" {
  when = length(services) > 0
}

file "test/worker.test.js" {
  when = worker_queue != null
}

file "src/messages.js" {
  when      = worker_queue != null
  seed_once = true
}

file "test/messages.test.js" {
  when      = worker_queue != null
  seed_once = true
}

file "src/routes.js" {
  seed_once = true
}

file "test/routes.test.js" {
  seed_once = true
}

# Go

locals {
  # Go: go_version is what CI installs, go_language what go.mod asks for. go.sum.tmpl and the indirect lines of go.mod.tmpl
  # belong to these versions.
  go_version        = "1.27.2"
  go_language       = "1.26.0"
  go_image          = "golang:1.27.2-trixie@sha256:e58d6f83b3416618d8bcac2b3dde1b7f7e3c4a77d25e88637f8bbae81536c48d"
  go_runtime_image  = "gcr.io/distroless/static-debian13:nonroot@sha256:e2e927ec666bae08560abb3c55d0659eceabb657f56b6782ab500a9fc7f555e3"
  go_pgx            = "v5.12.0"
  go_redis          = "v9.23.0"
  go_sdk            = "v1.48.0"
  go_sdk_config     = "v1.33.18"
  go_rds_auth       = "v1.7.12"
  go_sqs            = "v1.53.0"
  go_staticcheck    = "v0.8.2"

  # The module's path. Go refuses elements that are names of Windows devices or end in a dot.
  go_module = join("/", concat(["github.com"], [
    for part in split("/", repository) : can(regex("(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\.|$)|\\.$", part)) ? "x-${trim(part, ".")}" : part
  ]))
}

files "unit" {
  root = "go"
  when = runtime == "go"
}

file "internal/platform/database*.go" {
  when = database
}

file "internal/platform/cache*.go" {
  when = cache
}

file "internal/platform/queues*.go" {
  when = length(queues) > 0
}

file "internal/platform/services*.go" {
  when = length(services) > 0
}

file "internal/platform/worker*.go" {
  when = worker_queue != null
}

file "internal/app/messages*.go" {
  when = worker_queue != null
}

file "internal/app/*.go" {
  seed_once = true
}

# Java

locals {
  java_version           = "25"
  java_build_image       = "maven:3.9.16-eclipse-temurin-25@sha256:93b8a14ea2f412782e4e842651273b4d903e35cc496284f178fbbe2d67d00976"
  java_image             = "eclipse-temurin:25.0.4.1_1-jre-noble@sha256:d9a39a23634650173f1e2bbc176227af9728587ecf0f4b62d53e9355cd7a19ab"
  java_aws               = "2.57.8"
  java_hikari            = "7.1.0"
  java_jackson           = "3.3.0"
  java_javalin           = "7.2.3"
  java_jedis             = "8.0.2"
  java_junit             = "6.1.3"
  java_logback           = "1.6.6"
  java_postgresql        = "42.7.14"
  java_compiler_plugin   = "3.16.0"
  java_dependency_plugin = "3.11.0"
  java_fmt_plugin        = "2.29"
  java_jar_plugin        = "3.5.1"
  java_resources_plugin  = "3.5.0"
  java_surefire_plugin   = "3.6.1"
}

files "unit" {
  root = "java"
  when = runtime == "java"
}

file "src/*/java/app/Routes*.java" {
  seed_once = true
}

file "src/*/java/app/MessageHandler*.java" {
  when      = worker_queue != null
  seed_once = true
}

file "src/*/java/app/Database*.java" {
  when = database
}

file "src/*/java/app/Cache*.java" {
  when = cache
}

file "src/main/java/app/Queues.java" {
  when = length(queues) > 0
}

file "src/*/java/app/Worker*.java" {
  when = worker_queue != null
}

file "src/*/java/app/Services*.java" {
  when = length(services) > 0
}

# Asks for the status, which a health check of the same path hides.
file "src/test/java/app/ClientsTest.java" {
  when = (local.data_stores || length(queues) > 0 || length(services) > 0) && !contains(health_check_paths, "${local.base_path}/status")
}
