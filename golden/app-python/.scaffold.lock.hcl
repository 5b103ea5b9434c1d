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
    description        = "What the shop has on sale"
    exposure           = "public"
    health_check_paths = ["/store/health", "/store/ready"]
    owner              = "storefront"
    path               = "/store"
    platforms          = ["linux/arm64"]
    port               = 9090
    queues             = { jobs = "both" }
    repository         = "acme/shop-web"
    runner             = "ubuntu-24.04"
    runtime            = "python"
    services           = ["catalog", "pricing"]
    stop_timeout       = 60
    tables             = ["orders"]
    worker_queue       = "jobs"
  }
  files = {
    ".dockerignore"                        = "b4111a25f14e9aa21a52466e4e41f4e9de27b61f"
    ".editorconfig"                        = "2e0d78c1350cc3daf48a2ec709f41d8e76d9ec72"
    ".gitattributes"                       = "486975e19155c20a3b7718275306d60e3033e285"
    ".github/CODEOWNERS"                   = "18eaf659a05e02fb00709d6b5fde170d9758675d"
    ".github/dependabot.yml"               = "225117135d97503a1af22fcb0be6a39bb9a23cbf"
    ".github/repository.json"              = "379f01c93f69427f3d4599ba99a0342f38267b15"
    ".github/rulesets/default-branch.json" = "7a5f427995d109e7654b00af413a9aedf52ab6f8"
    ".github/workflows/ci.yaml"            = "ec814173cded4ae626a6f45e3056fbea734d13d9"
    ".github/workflows/deploy.yaml"        = "eed775dd85c00799afe0d58485fa6719c523275d"
    ".gitignore"                           = "5ed03cae9ff5b88f52a83ba7a88357a8d53f22c5"
    Dockerfile                             = "403f4bc32a6b0274b7e91acdd1193e9ac2d21904"
    Makefile                               = "83f8c02c30687135cbd4a62035a31895ba7ca518"
    "README.md"                            = "f1c431d38030c756081666f82dee3686b929d3e4"
    "app/__init__.py"                      = "eefbc9fe03c7e951d457c3b20ed743df177f7267"
    "app/__main__.py"                      = "c51082ae52319cc7c641eb54684cecc4edde0665"
    "app/aws.py"                           = "c5e201dc9edfbc2aa225a6ff5d3359f469b55ed5"
    "app/cache.py"                         = "839ab29e9467130509a6a1132a11ddbac1dea854"
    "app/clients.py"                       = "ec3ee004114ad9d873f19e51f25a6d8769ee729b"
    "app/config.py"                        = "2caf633ef82a99c01db2cf3b9f78f72e641a45ad"
    "app/database.py"                      = "63c1f98c69ae41b9d5c49f92a714ec1ed3c39139"
    "app/handler.py"                       = "8ec84fd545802fa204c2ef9998fcc0e87d752383"
    "app/logs.py"                          = "66c8402d79ba3ca67adb5059d1eba02b65f39235"
    "app/routes.py"                        = "3ab4567c2e8db29501a0f5ecbee54049a70c30e2"
    "app/server.py"                        = "11f897166a1a349f43dd9ad4c53c1a38387f7009"
    "app/web.py"                           = "49c35cc79f31def5f0dc5ff2df0a615bf5b7e8d4"
    "app/worker.py"                        = "f9e06550fe9faec294d3c719f593f7d62ca89291"
    "catalog-info.yaml"                    = "cbb7b93234528b9510293bf873d919a1a527118f"
    "compose.yaml"                         = "c2003aac40a044f676ad64cee66c7ecc02ee5b36"
    healthcheck                            = "a1f784c07eb8ff39f7a290292b256d46b26c81d4"
    "pyproject.toml"                       = "72331863928c8f45c91c2b347f34a41384b42508"
    "rds-ca.pem"                           = "7b07b39c367566425b7303b2aa89dc929341cf39"
    "requirements-dev.in"                  = "c824dc45d73b764dec82d7678147852c6e125e74"
    "requirements-dev.txt"                 = "f9717a7fba5f0badc3bde058fa8d8dda6e923ec8"
    "requirements.in"                      = "84ef64d64a19181978184a0d7c2062ca181a751e"
    "requirements.txt"                     = "da11b98ff58e9f160b6fdf36ebde6c0b4041b7fa"
    "scripts/deploy.sh"                    = "b43c601b14fd9c1f3fe7fea9c139872e98fea8ae"
    "scripts/find-image.sh"                = "78db25db29eef8f3f09c30141fecd92869a11224"
    "scripts/promote.sh"                   = "c2b2a1c7fc44c5cf7e752afc1bbd9e93382f8321"
    "tests/conftest.py"                    = "36aa8ae95ff11377cfc2ae85242bc724738dea6b"
    "tests/test_cache.py"                  = "23a6a3515ea8ccb858f1a7552f0293d5835ed9fa"
    "tests/test_config.py"                 = "aaf60744328c7b25cb836ae95757d1b2b5033114"
    "tests/test_database.py"               = "0381a7e04bf61a5fe92ee6c2ffb28841977c5de2"
    "tests/test_handler.py"                = "c9cf684b66f617879b6c5203014269412c78f211"
    "tests/test_process.py"                = "d2bb6084e1d3057528ba9a0ba01040e49aaac3f8"
    "tests/test_routes.py"                 = "87d503bc236620102158a3bbc3e019f90cc943a0"
    "tests/test_services.py"               = "1e18f7911d479863435b418ce3885923326e5cad"
    "tests/test_web.py"                    = "0239b1e3b87ea4c39588e1c751a7141a3cbd3d22"
    "tests/test_worker.py"                 = "8b0bec3e9892df419daee4695df5eec0777b7af2"
  }
}
