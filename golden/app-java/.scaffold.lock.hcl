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
    runtime            = "java"
    services           = ["catalog", "pricing"]
    stop_timeout       = 60
    tables             = ["orders"]
    worker_queue       = "jobs"
  }
  files = {
    ".dockerignore"                             = "c5526dc43a4e53065526302e7243be57e096a69f"
    ".editorconfig"                             = "2ef0458d0bc8007c3c0b56a6483bdef29a70c8ae"
    ".gitattributes"                            = "486975e19155c20a3b7718275306d60e3033e285"
    ".github/CODEOWNERS"                        = "18eaf659a05e02fb00709d6b5fde170d9758675d"
    ".github/dependabot.yml"                    = "37b07715182b88b8517f5643359cead0c9866f3a"
    ".github/repository.json"                   = "6aa9ce8664e343c0e2668f927dacd9c4f7a07705"
    ".github/rulesets/default-branch.json"      = "7a5f427995d109e7654b00af413a9aedf52ab6f8"
    ".github/workflows/ci.yaml"                 = "2405d7a31f6a973371b094181fd7989a3438aea7"
    ".github/workflows/deploy.yaml"             = "eed775dd85c00799afe0d58485fa6719c523275d"
    ".gitignore"                                = "b83d22266ac8aa2f8df2edef68082c789727841d"
    Dockerfile                                  = "c739a4d636585e74ed7ce8e3c551ec0818aea915"
    Makefile                                    = "cf5c3254a8898944037bf785ac519bf849a514e5"
    "README.md"                                 = "5816e8cabee94f3b907a1927b658233be06e67e7"
    "catalog-info.yaml"                         = "65230a833e52447bd896c46b6a2a77c4de0405cf"
    "compose.yaml"                              = "c2003aac40a044f676ad64cee66c7ecc02ee5b36"
    healthcheck                                 = "c04ff16f63acb7923821042a822a9fc5655b8101"
    "pom.xml"                                   = "8debed094682f18d8b2e1f954b81578e7509772f"
    "rds-ca.pem"                                = "7b07b39c367566425b7303b2aa89dc929341cf39"
    "scripts/deploy.sh"                         = "b43c601b14fd9c1f3fe7fea9c139872e98fea8ae"
    "scripts/find-image.sh"                     = "78db25db29eef8f3f09c30141fecd92869a11224"
    "scripts/promote.sh"                        = "c2b2a1c7fc44c5cf7e752afc1bbd9e93382f8321"
    "src/main/java/app/App.java"                = "44324cb6dd2cdb25b6b687ea6279608f41232323"
    "src/main/java/app/Cache.java"              = "c6c81b2198253a726260574fdd22fbe6a0141018"
    "src/main/java/app/Clients.java"            = "643802a064a732e5beb9700d7ea4e382fa6e3ee2"
    "src/main/java/app/Config.java"             = "055ac82cb9a62d84fa27acfcd48c27e893a8fd05"
    "src/main/java/app/Database.java"           = "cbb6a2f0ef17a4d9a917b0e6fa8c7665757f083f"
    "src/main/java/app/HttpConnector.java"      = "9d9cb58495a8f826ced8e5d08dc78ff61d348dc1"
    "src/main/java/app/Json.java"               = "c0d87b54770308333cbb770063c26ac898b9f8f3"
    "src/main/java/app/JsonEncoder.java"        = "3700f7ae15a234267ee859ae645242db09147f5b"
    "src/main/java/app/Main.java"               = "dc380e83bfa141005dbb13c0c7db13401bdfd928"
    "src/main/java/app/MessageHandler.java"     = "b96cf3e9d609dcbc0f72c755b8c698d6e69d74f0"
    "src/main/java/app/Queues.java"             = "00f134bab205a704f92ce559f2de71ddb826cd1d"
    "src/main/java/app/Routes.java"             = "bb8cb293000094e53f1bb1c6c5e55ab3c494e8c8"
    "src/main/java/app/Server.java"             = "6aed2c32edf41a7d213570f5120d86c08263ad87"
    "src/main/java/app/Services.java"           = "2cba0112c93df60a8195033d2b25086f6a0fa452"
    "src/main/java/app/Status.java"             = "6e8a6bbe34b473029f93fb3c19f5b63e499e338f"
    "src/main/java/app/Worker.java"             = "3cd46acb223252c4b5abe1c0074352bc09e43e4d"
    "src/main/resources/logback.xml"            = "0a0cce9c28890fde264d8336f86a2279a8f7e7de"
    "src/test/java/app/CacheTest.java"          = "12d546e15056776cf97378b18857ca12b19bbedd"
    "src/test/java/app/ClientsTest.java"        = "fecf4adc3159b017a8a3f0a99a1e86d632388510"
    "src/test/java/app/ConfigTest.java"         = "50b15c180bd7e4237fd801a7e33c279e52113e54"
    "src/test/java/app/DatabaseTest.java"       = "edac43e3dfb824f9721e3018fb5ab8de4f09822e"
    "src/test/java/app/Http.java"               = "f3b869462d4c65651c1d97eca9de29376304055a"
    "src/test/java/app/JsonEncoderTest.java"    = "62c588cea6912bce8d8f238abad3fdd90efff251"
    "src/test/java/app/MainTest.java"           = "6f42ed752ab54383f6dfccd81d0198dbe42fd290"
    "src/test/java/app/MessageHandlerTest.java" = "db690aa397f4abe2a9d6472c2d6728ca49307f3b"
    "src/test/java/app/RoutesTest.java"         = "7e623b60a96f77ac268aeaff042cebefa88040b5"
    "src/test/java/app/ServerTest.java"         = "26d48bc51e05c37fa72062b11de2e2d86c965979"
    "src/test/java/app/ServicesTest.java"       = "2b4a128a28ae56ba300d51519b61c7c81b2cb8d1"
    "src/test/java/app/WorkerTest.java"         = "bc3f019b6c10149c338329e79cbaa9eadb13ef87"
  }
}
