unit "shop" {
  pack               = "app-repo@1.0.0"
  runtime            = "python"
  description        = "What the shop has on sale"
  owner              = "storefront"
  repository         = "acme/shop-web"
  exposure           = "public"
  port               = 9090
  path               = "/store"
  health_check_paths = ["/store/health", "/store/ready"]
  stop_timeout       = 60
  platforms          = ["linux/arm64"]
  database           = true
  cache              = true
  queues = {
    jobs = "both"
  }
  worker_queue = "jobs"
  buckets      = ["reports", "uploads"]
  tables       = ["orders"]
  services     = ["catalog", "pricing"]
  deploys_to = [
    {
      account          = "111111111111"
      cluster          = "dev-cluster"
      container        = "shop"
      environment      = "dev"
      family           = "shop-dev"
      image_repository = "shop-dev"
      parameter        = "/dev/shop/image"
      production       = false
      region           = "us-east-1"
      role             = "shop-dev-deploy"
      service          = "shop"
      workspace        = "https://app.terraform.io/app/acme/workspaces/aws-shop-dev"
    },
    {
      account          = "111111111111"
      cluster          = "staging-cluster"
      container        = "shop"
      environment      = "staging"
      family           = "shop-staging"
      image_repository = "shop-staging"
      parameter        = "/staging/shop/image"
      production       = false
      region           = "us-east-1"
      role             = "shop-staging-deploy"
      service          = "shop"
      workspace        = "https://app.terraform.io/app/acme/workspaces/aws-shop-staging"
    },
    {
      account          = "222222222222"
      cluster          = "production-cluster"
      container        = "shop"
      environment      = "production"
      family           = "shop-production"
      image_repository = "shop-production"
      parameter        = "/production/shop/image"
      production       = true
      region           = "us-east-1"
      role             = "shop-production-deploy"
      service          = "shop"
      workspace        = "https://app.terraform.io/app/acme/workspaces/aws-shop-production"
    },
  ]
}
