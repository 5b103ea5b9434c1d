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
    runtime            = "node"
    services           = ["catalog", "pricing"]
    stop_timeout       = 60
    tables             = ["orders"]
    worker_queue       = "jobs"
  }
  files = {
    ".dockerignore"                        = "c3d28d4059723699c9df66ede1affe6c1d76f1e1"
    ".editorconfig"                        = "ce47e808a7de4a04d557457c87f3975a6661bcb7"
    ".gitattributes"                       = "486975e19155c20a3b7718275306d60e3033e285"
    ".github/CODEOWNERS"                   = "18eaf659a05e02fb00709d6b5fde170d9758675d"
    ".github/dependabot.yml"               = "4093d208a947df1f95c40c0387ad60354a0c7dc9"
    ".github/repository.json"              = "6aa9ce8664e343c0e2668f927dacd9c4f7a07705"
    ".github/rulesets/default-branch.json" = "7a5f427995d109e7654b00af413a9aedf52ab6f8"
    ".github/workflows/ci.yaml"            = "1c20fba6adf40967d41c862db04a9a5918a1c6e4"
    ".github/workflows/deploy.yaml"        = "eed775dd85c00799afe0d58485fa6719c523275d"
    ".gitignore"                           = "cc47e569b77310f2befed1dfe1284b26ce4750cd"
    Dockerfile                             = "82e725c31d543e63c2ef73d74b165dde69845f3d"
    Makefile                               = "68468ffbf5f7ab04340d1326d05b814a1474568d"
    "README.md"                            = "5816e8cabee94f3b907a1927b658233be06e67e7"
    "biome.json"                           = "f0de638ae688660a1c14e51c3a884261b570c815"
    "catalog-info.yaml"                    = "88927bbfcf44684e7714a015802873a0ecbcf499"
    "compose.yaml"                         = "c2003aac40a044f676ad64cee66c7ecc02ee5b36"
    healthcheck                            = "2e161f52b5ce1e807dd458c9e1c17cf7ee7585ec"
    "package-lock.json"                    = "49766c258a98e2a0f63034c329d38d6e8aa12877"
    "package.json"                         = "9f37f4b1c22e25a73c9080b51b0441d510fe55fe"
    "rds-ca.pem"                           = "7b07b39c367566425b7303b2aa89dc929341cf39"
    "scripts/deploy.sh"                    = "b43c601b14fd9c1f3fe7fea9c139872e98fea8ae"
    "scripts/find-image.sh"                = "78db25db29eef8f3f09c30141fecd92869a11224"
    "scripts/promote.sh"                   = "c2b2a1c7fc44c5cf7e752afc1bbd9e93382f8321"
    "src/cache.js"                         = "6e54d9dfadadb8173b1628ddd934d8810a9e92b8"
    "src/clients.js"                       = "cd546b942aa4729b4218a528675202dbdc11957d"
    "src/config.js"                        = "4cc1029345f1c7ce9c1835d9d85af42e59961907"
    "src/database.js"                      = "45830b2c72541b861a7a4c806cf3d3c382446046"
    "src/main.js"                          = "32804ce5221a5dd919e22238d81796a8256ec11c"
    "src/messages.js"                      = "4245754bbba816192ae4fd8484f508355fe38eed"
    "src/queues.js"                        = "c20e6c0bb3573e758f77a030ebb0a304eaa32a91"
    "src/routes.js"                        = "e9c8f0844c8995b71bd86bb4b2335afa3daac403"
    "src/server.js"                        = "70f921edfe7954c304aa25d48d02ddec03538ce3"
    "src/services.js"                      = "9b778ad67b6ccfee9f9b6e309d4671005fecab78"
    "test/cache.test.js"                   = "60b13e62fa03e1f15bf014680c28eee3d9adcf90"
    "test/database.test.js"                = "0080470b86b85dd7e497fc68c75890f560a2e61c"
    "test/main.test.js"                    = "9bb91287583bdddff41372d30a007b6f83d181e3"
    "test/messages.test.js"                = "4cb12433493ba7c237d36e98338f275542349bd9"
    "test/queues.test.js"                  = "b3ca12fbe01324d11594f07adcd103beb6103a89"
    "test/routes.test.js"                  = "b30b3090c0c47ce5b5e0557445a630fc61653df7"
    "test/server.test.js"                  = "87cf6044377475ab98bbb87bc109b024b6a7e1f2"
    "test/services.test.js"                = "9f9214aa6e5205eed3374bc7d036bafd83d043cf"
    "test/support.js"                      = "7a28c9c9c24c30e645ece92804803c1e36f012f0"
    "test/worker.test.js"                  = "6c2e3b40278f08581b7bf36e020236eee6755190"
  }
}
