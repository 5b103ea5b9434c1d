# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "shop"

render "unit" {
  pack        = "app-repo@1.0.0"
  pack_digest = "sha256:1a4d40e4a1f6b072139e9f23fd26b6641f81de494d0b4422a35a1f6844543a36"
  context = {
    unit_environments = []
    unit_layer        = ""
    unit_path         = "."
    upstream          = []
  }
  inputs = {
    buckets            = ["reports", "uploads"]
    cache              = true
    database           = true
    default_branch     = "main"
    deploys_to         = [{ account = "111111111111", cluster = "dev-cluster", container = "shop", environment = "dev", family = "shop-dev", image_repository = "shop-dev", parameter = "/dev/shop/image", production = false, region = "us-east-1", role = "shop-dev-deploy", service = "shop", workspace = "https://app.terraform.io/app/acme/workspaces/aws-shop-dev" }, { account = "111111111111", cluster = "staging-cluster", container = "shop", environment = "staging", family = "shop-staging", image_repository = "shop-staging", parameter = "/staging/shop/image", production = false, region = "us-east-1", role = "shop-staging-deploy", service = "shop", workspace = "https://app.terraform.io/app/acme/workspaces/aws-shop-staging" }, { account = "222222222222", cluster = "production-cluster", container = "shop", environment = "production", family = "shop-production", image_repository = "shop-production", parameter = "/production/shop/image", production = true, region = "us-east-1", role = "shop-production-deploy", service = "shop", workspace = "https://app.terraform.io/app/acme/workspaces/aws-shop-production" }]
    description        = null
    exposure           = "public"
    health_check_paths = ["/store/health", "/store/ready"]
    owner              = "storefront"
    path               = "/store"
    platforms          = ["linux/arm64"]
    port               = 9090
    queues             = { jobs = "both" }
    repository         = "acme/shop-web"
    runner             = "ubuntu-24.04"
    runtime            = "go"
    services           = ["catalog", "pricing"]
    stop_timeout       = 60
    tables             = ["orders"]
    worker_queue       = "jobs"
  }
  files = {
    ".dockerignore"                        = "98dfd44799ea51c21b63cf6d3ece59e3b3d90fed"
    ".editorconfig"                        = "c265bb6a14d1bc088468b290b124901a3ca43ab0"
    ".gitattributes"                       = "486975e19155c20a3b7718275306d60e3033e285"
    ".github/CODEOWNERS"                   = "18eaf659a05e02fb00709d6b5fde170d9758675d"
    ".github/dependabot.yml"               = "b8e4334b919b1055de5f61dc55e340d910f9e359"
    ".github/repository.json"              = "6aa9ce8664e343c0e2668f927dacd9c4f7a07705"
    ".github/rulesets/default-branch.json" = "7a5f427995d109e7654b00af413a9aedf52ab6f8"
    ".github/workflows/ci.yaml"            = "d8eeead35df63ee6d39c672cf7ab9885e50501a4"
    ".github/workflows/deploy.yaml"        = "3f7143a6840a4aa4de1190f6d895d8adc6d8f196"
    ".gitignore"                           = "ae3c1726048cd06b9a143e0376ed46dd9b9a8d53"
    Dockerfile                             = "a831bb672f220198793e6918271719fea3dedb2a"
    Makefile                               = "695b84b2c294b878dcfb478b08203b170a60c7ea"
    "README.md"                            = "5816e8cabee94f3b907a1927b658233be06e67e7"
    "catalog-info.yaml"                    = "cf8f158faf5c09d4cf0369b41c1b013cfb10bd0a"
    "cmd/app/main.go"                      = "e0eb1d9a98b1e5b20da6b60f526f79c708eb782a"
    "cmd/app/main_test.go"                 = "1a91c536b9e309d6e6ddf12280942c637f0b5176"
    "compose.yaml"                         = "c2003aac40a044f676ad64cee66c7ecc02ee5b36"
    "go.mod"                               = "6ae6a8a6a5bc3f11f8cacf545acae78c4aefb03d"
    "go.sum"                               = "3bc70410e04c24c52b6549d2afb6b4c97fec35d7"
    "internal/app/messages.go"             = "cb1b4644315c132d23090c370077b0767668a784"
    "internal/app/messages_test.go"        = "a6564ed460bc35ad19910a7492e3db795e07f468"
    "internal/app/routes.go"               = "a75f4d2c120073d1bc81ec878e3825a5ba31c0b6"
    "internal/app/routes_test.go"          = "269a1666e6ed34d9d932557ca473378f094c7551"
    "internal/platform/cache.go"           = "65864652b270fb7ddd997a82d0b447231c9e452f"
    "internal/platform/cache_test.go"      = "1e8788655ad482227f3ffa5d4cf77654af11e501"
    "internal/platform/clients.go"         = "c25b9d2bd6eeea9f11d54087ff4cf25f3ebfb7d1"
    "internal/platform/clients_test.go"    = "2e042253ecdecdfcb588a66e724092dbb27bbf44"
    "internal/platform/config.go"          = "34c65bbc41dd85aa5b7171b76bf11b528bf24adf"
    "internal/platform/config_test.go"     = "cf528cc07acda276e26c48439156cc501392e8cd"
    "internal/platform/database.go"        = "06096d828745a4bc4f7b31579c02d95822184fe2"
    "internal/platform/database_test.go"   = "9c796871245edce4a00be40da20e9985bf73e9c9"
    "internal/platform/json.go"            = "5117e9f6d5334f4267d2a6f9a5c04fd99531dd59"
    "internal/platform/logging.go"         = "8efa706945c0f91f0fbf0b1d0f2349e36551f7b3"
    "internal/platform/logging_test.go"    = "ab6189df44fd1f05007621a61d0bee28d12bce37"
    "internal/platform/queues.go"          = "e3fbb5d043856aa20424b44de1ad9048cd5dc2b5"
    "internal/platform/queues_test.go"     = "a988e216eb9256f6aca0553ec4a44f3544d94988"
    "internal/platform/server.go"          = "6bd9677febe1ea222e3d4921cb97bec02e1e09c8"
    "internal/platform/server_test.go"     = "820270b49185cbc8e8aeef96ba976d1b4c381622"
    "internal/platform/services.go"        = "b08971212638524841c712fbe73eb4ce52128e0b"
    "internal/platform/services_test.go"   = "b480d2957a406d3210566a9e68e545d23b0e0cdc"
    "internal/platform/worker.go"          = "9fd887c1d159f113a55911774271add7fdba6189"
    "internal/platform/worker_test.go"     = "ed1be980ab0def8c4ac33c9f462772aa17177b07"
    "rds-ca.pem"                           = "7b07b39c367566425b7303b2aa89dc929341cf39"
    "scripts/deploy.sh"                    = "b43c601b14fd9c1f3fe7fea9c139872e98fea8ae"
    "scripts/find-image.sh"                = "78db25db29eef8f3f09c30141fecd92869a11224"
    "scripts/promote.sh"                   = "c2b2a1c7fc44c5cf7e752afc1bbd9e93382f8321"
    "tools/go.mod"                         = "3f6273ec12d43fcb45687e769240b72b9bd33c9a"
    "tools/go.sum"                         = "47ff045e75b53b36e70a0bdf84e9d084090d464c"
  }
}
