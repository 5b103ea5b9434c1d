# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "platform"

render "unit" {
  pack        = "platform@1.0.0"
  pack_digest = "sha256:ca6d59aed3c24ece9237a8f352a15b8e49ce928edd67dbbc3bc2785918370772"
  context = {
    domain            = "acme.dev"
    hostname          = "app.terraform.io"
    organization      = "acme"
    unit_environments = ["dev", "staging", "production"]
    unit_layer        = "platform"
    unit_path         = "layers/02-platform"
    upstream          = ["foundation"]
    vcs               = "acme/infrastructure"
    workspace_name    = "aws-{unit}-{environment}"
  }
  inputs = {
    alarm_emails       = []
    container_insights = "enabled"
    dns_zone           = "lookup"
    domain_name        = null
    eks                = false
    eks_admin_arns     = []
    eks_nodes          = { ami_type = "AL2023_x86_64_STANDARD", disk_gib = 50, instance_types = ["m6i.large"], max_size = 4, min_size = 2 }
    eks_version        = null
    github_oidc        = null
    load_balancers     = ["main"]
    namespace          = null
    tags               = {}
    web_acl_arn        = null
    zone_name          = null
  }
  files = {
    "README.md" = "9efd1bf686a969cc91c49a1df23711c51c6ca210"
  }
}

render "environment" "dev" {
  pack        = "platform@1.0.0"
  pack_digest = "sha256:ca6d59aed3c24ece9237a8f352a15b8e49ce928edd67dbbc3bc2785918370772"
  context = {
    account              = "111111111111"
    account_environments = ["dev", "staging"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    hostname             = "app.terraform.io"
    organization         = "acme"
    owns_account         = true
    production           = false
    region               = "us-east-1"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "platform"
    unit_path            = "layers/02-platform"
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    alarm_emails       = []
    container_insights = "enabled"
    dns_zone           = "lookup"
    domain_name        = "dev.acme.dev"
    eks                = false
    eks_admin_arns     = []
    eks_nodes          = { ami_type = "AL2023_x86_64_STANDARD", disk_gib = 50, instance_types = ["m6i.large"], max_size = 4, min_size = 2 }
    eks_version        = null
    github_oidc        = "create"
    load_balancers     = ["main"]
    namespace          = "dev.internal"
    tags               = {}
    web_acl_arn        = null
    zone_name          = null
  }
  files = {
    "environments/dev/access_logs.tf"            = "54634d72873643f1b36f06164569b51c78c20052"
    "environments/dev/certificate.tf"            = "c34c53bf11a7ca27933ec4ae8172792413081f73"
    "environments/dev/cluster.tf"                = "1c3d4054ca3023ae0f5f5c8018af8fd687fa59d6"
    "environments/dev/dashboard.tf"              = "c0e39c2a30123ad8fae785dd88f89e44401d2ffe"
    "environments/dev/discovery.tf"              = "c6fed18f4fbe110e6ce7ac256825d5250a0e92ad"
    "environments/dev/dns.tf"                    = "fb69fa43771daabb0e93c254ba1204c20a10e03e"
    "environments/dev/github_oidc.tf"            = "24e46dddaed3b20dd9263442a335a8dbdfd4f57e"
    "environments/dev/kms.tf"                    = "3aca7b1cd8780b1a3851049bb542cb7c21dc50f2"
    "environments/dev/load_balancer.tf"          = "b504f00a72900a0168040853d2c6c3e05c559272"
    "environments/dev/main.tf"                   = "f1f19468181f42053d46e63a3f37c21de811aca3"
    "environments/dev/monitoring.tf"             = "36207b429444532c49f5d0b47355e799015dd9a6"
    "environments/dev/outputs.tf"                = "4a94bc0ca6ae08eb547834e4d3d419e1e80213d3"
    "environments/dev/remote_state.tf"           = "13b8dc1bab2f75ecb2450d67fde31cf86bca4a28"
    "environments/dev/terraform.tfvars"          = "41a9d1f9e87e06de40c23e51839358ef4608e23a"
    "environments/dev/tests/platform.tftest.hcl" = "a020342e6e7f3f7ef366bb0fd899e710e605d055"
    "environments/dev/variables.tf"              = "e2417a3689d520998109972bbd29df6f0c7ce416"
    "environments/dev/versions.tf"               = "1f951e2eedc2ed6acb3d00e2953ffd580a885aff"
  }
}

render "environment" "production" {
  pack        = "platform@1.0.0"
  pack_digest = "sha256:ca6d59aed3c24ece9237a8f352a15b8e49ce928edd67dbbc3bc2785918370772"
  context = {
    account              = "222222222222"
    account_environments = ["production"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    hostname             = "app.terraform.io"
    organization         = "acme"
    owns_account         = true
    production           = true
    region               = "us-east-1"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "platform"
    unit_path            = "layers/02-platform"
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    alarm_emails       = []
    container_insights = "enabled"
    dns_zone           = "lookup"
    domain_name        = "acme.dev"
    eks                = false
    eks_admin_arns     = []
    eks_nodes          = { ami_type = "AL2023_x86_64_STANDARD", disk_gib = 50, instance_types = ["m6i.large"], max_size = 4, min_size = 2 }
    eks_version        = null
    github_oidc        = "create"
    load_balancers     = ["main"]
    namespace          = "production.internal"
    tags               = {}
    web_acl_arn        = null
    zone_name          = null
  }
  files = {
    "environments/production/access_logs.tf"            = "54634d72873643f1b36f06164569b51c78c20052"
    "environments/production/certificate.tf"            = "af17613475c4cc97a11998bf9b8a816e6ef35fa3"
    "environments/production/cluster.tf"                = "42d4436519e9abe153edd899d32264b8bb822ea5"
    "environments/production/dashboard.tf"              = "c0e39c2a30123ad8fae785dd88f89e44401d2ffe"
    "environments/production/discovery.tf"              = "829d81be4bff502f9f7a772e58d9d7c10523f96d"
    "environments/production/dns.tf"                    = "43d3c0f9be75bda503fdaeba94c60c909724d5ca"
    "environments/production/github_oidc.tf"            = "cfcdf3ff8188052a2020751e6836e450b9252d45"
    "environments/production/kms.tf"                    = "f3252862879265d5d1786262da35c00b795d3cc9"
    "environments/production/load_balancer.tf"          = "533173ee3f904e5ed8ab0802bc90cccae26467d3"
    "environments/production/main.tf"                   = "71f6fa483c88e43e49e588d01a847fc68b614e0d"
    "environments/production/monitoring.tf"             = "9cb28be42cafab40542a158e518f8250a9e1a3fe"
    "environments/production/outputs.tf"                = "4978c20c9e12a0bcacb0af7f07c13d6fd5315471"
    "environments/production/remote_state.tf"           = "46d37702c320ccbb8c571f37c869590f89996b22"
    "environments/production/terraform.tfvars"          = "aaaeca79dcfc44be89a1547fae7155177e4a6198"
    "environments/production/tests/platform.tftest.hcl" = "4b31528c4cf48be63ca8cc2afab8999e2adff753"
    "environments/production/variables.tf"              = "e2417a3689d520998109972bbd29df6f0c7ce416"
    "environments/production/versions.tf"               = "5d634ed41996812010a7273dcfd125dab6c1c6fb"
  }
}

render "environment" "staging" {
  pack        = "platform@1.0.0"
  pack_digest = "sha256:ca6d59aed3c24ece9237a8f352a15b8e49ce928edd67dbbc3bc2785918370772"
  context = {
    account              = "111111111111"
    account_environments = ["dev", "staging"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    hostname             = "app.terraform.io"
    organization         = "acme"
    owns_account         = false
    production           = false
    region               = "us-east-1"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "platform"
    unit_path            = "layers/02-platform"
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    alarm_emails       = []
    container_insights = "enabled"
    dns_zone           = "lookup"
    domain_name        = "staging.acme.dev"
    eks                = false
    eks_admin_arns     = []
    eks_nodes          = { ami_type = "AL2023_x86_64_STANDARD", disk_gib = 50, instance_types = ["m6i.large"], max_size = 4, min_size = 2 }
    eks_version        = null
    github_oidc        = "lookup"
    load_balancers     = ["main"]
    namespace          = "staging.internal"
    tags               = {}
    web_acl_arn        = null
    zone_name          = null
  }
  files = {
    "environments/staging/access_logs.tf"            = "54634d72873643f1b36f06164569b51c78c20052"
    "environments/staging/certificate.tf"            = "9241438dc23039ca2040e6152aefca1a7f77dca8"
    "environments/staging/cluster.tf"                = "89fde7eb7d40fad2002709b4f3cc18a25af7d21b"
    "environments/staging/dashboard.tf"              = "c0e39c2a30123ad8fae785dd88f89e44401d2ffe"
    "environments/staging/discovery.tf"              = "f78e129904a0e19e16a5c91026f9062b1d01502d"
    "environments/staging/dns.tf"                    = "5a64a560d47e1eb0020b03891d2ded37d6db8f1a"
    "environments/staging/github_oidc.tf"            = "65c5f6775c121932f78778bb1dc566e027de5455"
    "environments/staging/kms.tf"                    = "0fcdb7b81e9eaf1a58d4d7a4794fca6c0982c9c5"
    "environments/staging/load_balancer.tf"          = "adc790a305b697b7d2af88162c7f33ce9c0a6b6f"
    "environments/staging/main.tf"                   = "1d03087e0da8f88476eeab8edc669a355c4c03d6"
    "environments/staging/monitoring.tf"             = "d9ee5ea3653512bbf27b98919223dd9a2112cd50"
    "environments/staging/outputs.tf"                = "1599ab7faea89d140193b4b8777af97eb22e02e9"
    "environments/staging/remote_state.tf"           = "32ef0cb5953345887a1423d9ef73dfe519a9626b"
    "environments/staging/terraform.tfvars"          = "3d0f01c10901d54d223bdda13c5b54e208cfddf5"
    "environments/staging/tests/platform.tftest.hcl" = "8cccbd162538fa31a94d09b40d1d6044bc35d060"
    "environments/staging/variables.tf"              = "e2417a3689d520998109972bbd29df6f0c7ce416"
    "environments/staging/versions.tf"               = "0a77d0c95fe0340fe22c9b694f3a00a9dc9f83d8"
  }
}
