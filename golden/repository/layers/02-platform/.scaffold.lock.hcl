# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "platform"

render "unit" {
  pack        = "platform@1.0.0"
  pack_digest = "sha256:f3449b2ff6d05e426ceab6a939a019c1463bd071beafa3886115c86e0ff808cd"
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
    alarm_emails              = []
    certificates              = {}
    container_insights        = "enabled"
    default_branch            = "main"
    dns_role_arn              = null
    dns_zone                  = null
    domain_name               = null
    eks                       = false
    eks_admin_arns            = []
    eks_nodes                 = { ami_type = "AL2023_x86_64_STANDARD", disk_gib = 50, instance_types = ["m6i.large"], max_size = 4, min_size = 2 }
    eks_support               = "extended"
    eks_version               = "1.35"
    github_oidc               = null
    load_balancers            = ["main"]
    namespace                 = null
    parent_zone_name          = null
    permissions_boundary      = null
    role_path                 = "/"
    runbook_url               = "https://github.com/acme/infrastructure/blob/HEAD/layers/02-platform/README.md#alarms"
    strict_transport_security = "max-age=31536000"
    tags                      = {}
    web_acl_arn               = null
    zone_name                 = null
  }
  files = {
    "README.md" = "7c1279ae605473c7eb1c69a9c7a6d6ae79c7efbe"
  }
}

render "environment" "dev" {
  pack        = "platform@1.0.0"
  pack_digest = "sha256:f3449b2ff6d05e426ceab6a939a019c1463bd071beafa3886115c86e0ff808cd"
  context = {
    account              = "111111111111"
    account_environments = ["dev", "staging"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    hostname             = "app.terraform.io"
    organization         = "acme"
    owns_account         = true
    production           = false
    production_account   = "222222222222"
    region               = "us-east-1"
    size                 = "standard"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "platform"
    unit_path            = "layers/02-platform"
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    alarm_emails              = []
    certificates              = {}
    container_insights        = "enabled"
    default_branch            = "main"
    dns_role_arn              = null
    dns_zone                  = "create"
    domain_name               = "dev.acme.dev"
    eks                       = false
    eks_admin_arns            = []
    eks_nodes                 = { ami_type = "AL2023_x86_64_STANDARD", disk_gib = 50, instance_types = ["m6i.large"], max_size = 4, min_size = 2 }
    eks_support               = "extended"
    eks_version               = "1.35"
    github_oidc               = "create"
    load_balancers            = ["main"]
    namespace                 = "dev.internal"
    parent_zone_name          = null
    permissions_boundary      = null
    role_path                 = "/"
    runbook_url               = "https://github.com/acme/infrastructure/blob/HEAD/layers/02-platform/README.md#alarms"
    strict_transport_security = "max-age=31536000"
    tags                      = {}
    web_acl_arn               = null
    zone_name                 = null
  }
  files = {
    "environments/dev/access_logs.tf"                             = "54634d72873643f1b36f06164569b51c78c20052"
    "environments/dev/certificate.tf"                             = "c34c53bf11a7ca27933ec4ae8172792413081f73"
    "environments/dev/cluster.tf"                                 = "1c3d4054ca3023ae0f5f5c8018af8fd687fa59d6"
    "environments/dev/dashboard.tf"                               = "c0e39c2a30123ad8fae785dd88f89e44401d2ffe"
    "environments/dev/databases.tf"                               = "3c1452759fadcd4d785d5cf3ad854f929ca9998c"
    "environments/dev/discovery.tf"                               = "c6fed18f4fbe110e6ce7ac256825d5250a0e92ad"
    "environments/dev/dns.tf"                                     = "ad7e33e59f9c06800780075c57770e7f1c4e41f7"
    "environments/dev/github_oidc.tf"                             = "24e46dddaed3b20dd9263442a335a8dbdfd4f57e"
    "environments/dev/kms.tf"                                     = "eaf0d27a2abe2618bf4f87c10d1e312066d7578b"
    "environments/dev/load_balancer.tf"                           = "10dc75dda02ff7008adfc2344d320ebc96b87ccd"
    "environments/dev/main.tf"                                    = "f1f19468181f42053d46e63a3f37c21de811aca3"
    "environments/dev/monitoring.tf"                              = "0d8d0bceee5216f8ed6a41409105eb924ad2716e"
    "environments/dev/outputs.tf"                                 = "9f9d4140863a4a0b41f0a6054957750a4509dd62"
    "environments/dev/remote_state.tf"                            = "13b8dc1bab2f75ecb2450d67fde31cf86bca4a28"
    "environments/dev/terraform.tfvars"                           = "41a9d1f9e87e06de40c23e51839358ef4608e23a"
    "environments/dev/tests/access_logs.tftest.hcl"               = "ea1d44319726df2aa597b1225cc64032be5b0b62"
    "environments/dev/tests/alarm_certificate.tftest.hcl"         = "237a0da5938483ed765298632d640d022f0fbfaa"
    "environments/dev/tests/alarm_failed_deployments.tftest.hcl"  = "6ce2e8479d5e934cfeb5d7a1877d780fd7b07ad9"
    "environments/dev/tests/alarm_load_balancer.tftest.hcl"       = "6d8c6af83147e7ab5be5f7cbc9466eab7176291c"
    "environments/dev/tests/cluster.tftest.hcl"                   = "47878b096326111d89814ece4fe4a3da3e2897e3"
    "environments/dev/tests/databases.tftest.hcl"                 = "4a8ff51e7d156c14cc0a0447eeef716b855e39cc"
    "environments/dev/tests/dns.tftest.hcl"                       = "985b123aeb8d3c71872b15ceffcf8cc476faddfa"
    "environments/dev/tests/github_oidc.tftest.hcl"               = "a0ec6676c5bee44c2538ceea3ef06af004d58f23"
    "environments/dev/tests/kms.tftest.hcl"                       = "d4e8fbf95e30c77a75cbe1ef391c8dd16d103451"
    "environments/dev/tests/load_balancer.tftest.hcl"             = "5f33fc51bfbb47f8d8021252de2c963d6380e0d8"
    "environments/dev/tests/mocks/aws.tfmock.hcl"                 = "b78c99af1775b6cb2ad055dcde5ba810f142d8bb"
    "environments/dev/tests/mocks/states.tfmock.hcl"              = "315542404045440ce841faa600e756549fa3a0bb"
    "environments/dev/tests/monitoring.tftest.hcl"                = "b3ebabd166221c7a8b2907ee9b52a85634585375"
    "environments/dev/tests/strict_transport_security.tftest.hcl" = "cb084f63815598669cd023b832ae49326c9e07de"
    "environments/dev/tests/validate.tftest.hcl"                  = "a3a21e939fe1c7714490d99977fdb62a94eb131e"
    "environments/dev/validate.tf"                                = "2dd70f5a97558ba719c67e2256f60377abd6a121"
    "environments/dev/variables.tf"                               = "e2417a3689d520998109972bbd29df6f0c7ce416"
    "environments/dev/versions.tf"                                = "1f951e2eedc2ed6acb3d00e2953ffd580a885aff"
  }
}

render "environment" "production" {
  pack        = "platform@1.0.0"
  pack_digest = "sha256:f3449b2ff6d05e426ceab6a939a019c1463bd071beafa3886115c86e0ff808cd"
  context = {
    account              = "222222222222"
    account_environments = ["production"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    hostname             = "app.terraform.io"
    organization         = "acme"
    owns_account         = true
    production           = true
    production_account   = "222222222222"
    region               = "us-east-1"
    size                 = "standard"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "platform"
    unit_path            = "layers/02-platform"
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    alarm_emails              = []
    certificates              = {}
    container_insights        = "enabled"
    default_branch            = "main"
    dns_role_arn              = null
    dns_zone                  = "lookup"
    domain_name               = "acme.dev"
    eks                       = false
    eks_admin_arns            = []
    eks_nodes                 = { ami_type = "AL2023_x86_64_STANDARD", disk_gib = 50, instance_types = ["m6i.large"], max_size = 4, min_size = 2 }
    eks_support               = "extended"
    eks_version               = "1.35"
    github_oidc               = "create"
    load_balancers            = ["main"]
    namespace                 = "production.internal"
    parent_zone_name          = null
    permissions_boundary      = null
    role_path                 = "/"
    runbook_url               = "https://github.com/acme/infrastructure/blob/HEAD/layers/02-platform/README.md#alarms"
    strict_transport_security = "max-age=31536000"
    tags                      = {}
    web_acl_arn               = null
    zone_name                 = null
  }
  files = {
    "environments/production/access_logs.tf"                             = "54634d72873643f1b36f06164569b51c78c20052"
    "environments/production/certificate.tf"                             = "af17613475c4cc97a11998bf9b8a816e6ef35fa3"
    "environments/production/cluster.tf"                                 = "42d4436519e9abe153edd899d32264b8bb822ea5"
    "environments/production/dashboard.tf"                               = "c0e39c2a30123ad8fae785dd88f89e44401d2ffe"
    "environments/production/databases.tf"                               = "4a9812757c7b0e23e86d93c505b99b53e7e89252"
    "environments/production/discovery.tf"                               = "829d81be4bff502f9f7a772e58d9d7c10523f96d"
    "environments/production/dns.tf"                                     = "43d3c0f9be75bda503fdaeba94c60c909724d5ca"
    "environments/production/github_oidc.tf"                             = "cfcdf3ff8188052a2020751e6836e450b9252d45"
    "environments/production/kms.tf"                                     = "8a17ae659efb3a9d18b638aadc0d0aa16173245b"
    "environments/production/load_balancer.tf"                           = "e60fc31f9acdf583b9ac78eb51c27d865408c6a4"
    "environments/production/main.tf"                                    = "71f6fa483c88e43e49e588d01a847fc68b614e0d"
    "environments/production/monitoring.tf"                              = "8483d5f15491ca8d550e5255a40ac444478e1ca3"
    "environments/production/outputs.tf"                                 = "4978c20c9e12a0bcacb0af7f07c13d6fd5315471"
    "environments/production/remote_state.tf"                            = "46d37702c320ccbb8c571f37c869590f89996b22"
    "environments/production/terraform.tfvars"                           = "aaaeca79dcfc44be89a1547fae7155177e4a6198"
    "environments/production/tests/access_logs.tftest.hcl"               = "ea1d44319726df2aa597b1225cc64032be5b0b62"
    "environments/production/tests/alarm_certificate.tftest.hcl"         = "237a0da5938483ed765298632d640d022f0fbfaa"
    "environments/production/tests/alarm_failed_deployments.tftest.hcl"  = "6ce2e8479d5e934cfeb5d7a1877d780fd7b07ad9"
    "environments/production/tests/alarm_load_balancer.tftest.hcl"       = "6d8c6af83147e7ab5be5f7cbc9466eab7176291c"
    "environments/production/tests/cluster.tftest.hcl"                   = "7ad4afb41bfd6d452a8a2a4859a35cf66055e76c"
    "environments/production/tests/databases.tftest.hcl"                 = "24cad7cc7a34ba3f28efea3d0a1008f379c58708"
    "environments/production/tests/dns.tftest.hcl"                       = "9bab5afca0867ab7f959a4b48c28556502341450"
    "environments/production/tests/github_oidc.tftest.hcl"               = "a0ec6676c5bee44c2538ceea3ef06af004d58f23"
    "environments/production/tests/kms.tftest.hcl"                       = "d4e8fbf95e30c77a75cbe1ef391c8dd16d103451"
    "environments/production/tests/load_balancer.tftest.hcl"             = "8c865ec55b81c8fcb39e844131dbbe58f17a5d2e"
    "environments/production/tests/mocks/aws.tfmock.hcl"                 = "2fe3fe59de1669f451ea717e3c10d6ebc2147886"
    "environments/production/tests/mocks/states.tfmock.hcl"              = "315542404045440ce841faa600e756549fa3a0bb"
    "environments/production/tests/monitoring.tftest.hcl"                = "b3ebabd166221c7a8b2907ee9b52a85634585375"
    "environments/production/tests/strict_transport_security.tftest.hcl" = "cb084f63815598669cd023b832ae49326c9e07de"
    "environments/production/tests/validate.tftest.hcl"                  = "a3a21e939fe1c7714490d99977fdb62a94eb131e"
    "environments/production/validate.tf"                                = "e0c2064793567219377e02c528bbe63db34782f7"
    "environments/production/variables.tf"                               = "e2417a3689d520998109972bbd29df6f0c7ce416"
    "environments/production/versions.tf"                                = "5d634ed41996812010a7273dcfd125dab6c1c6fb"
  }
}

render "environment" "staging" {
  pack        = "platform@1.0.0"
  pack_digest = "sha256:f3449b2ff6d05e426ceab6a939a019c1463bd071beafa3886115c86e0ff808cd"
  context = {
    account              = "111111111111"
    account_environments = ["dev", "staging"]
    aws_provider_version = "6.66.0"
    domain               = "acme.dev"
    hostname             = "app.terraform.io"
    organization         = "acme"
    owns_account         = false
    production           = false
    production_account   = "222222222222"
    region               = "us-east-1"
    size                 = "standard"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "platform"
    unit_path            = "layers/02-platform"
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    alarm_emails              = []
    certificates              = {}
    container_insights        = "enabled"
    default_branch            = "main"
    dns_role_arn              = null
    dns_zone                  = "create"
    domain_name               = "staging.acme.dev"
    eks                       = false
    eks_admin_arns            = []
    eks_nodes                 = { ami_type = "AL2023_x86_64_STANDARD", disk_gib = 50, instance_types = ["m6i.large"], max_size = 4, min_size = 2 }
    eks_support               = "extended"
    eks_version               = "1.35"
    github_oidc               = "lookup"
    load_balancers            = ["main"]
    namespace                 = "staging.internal"
    parent_zone_name          = null
    permissions_boundary      = null
    role_path                 = "/"
    runbook_url               = "https://github.com/acme/infrastructure/blob/HEAD/layers/02-platform/README.md#alarms"
    strict_transport_security = "max-age=31536000"
    tags                      = {}
    web_acl_arn               = null
    zone_name                 = null
  }
  files = {
    "environments/staging/access_logs.tf"                             = "54634d72873643f1b36f06164569b51c78c20052"
    "environments/staging/certificate.tf"                             = "9241438dc23039ca2040e6152aefca1a7f77dca8"
    "environments/staging/cluster.tf"                                 = "89fde7eb7d40fad2002709b4f3cc18a25af7d21b"
    "environments/staging/dashboard.tf"                               = "c0e39c2a30123ad8fae785dd88f89e44401d2ffe"
    "environments/staging/databases.tf"                               = "e43f38b67c632eb4706ac32e3ea500b7b0785a7e"
    "environments/staging/discovery.tf"                               = "f78e129904a0e19e16a5c91026f9062b1d01502d"
    "environments/staging/dns.tf"                                     = "7976f0b9f84a2b8f609ce90dd26717eed63d3bb0"
    "environments/staging/github_oidc.tf"                             = "65c5f6775c121932f78778bb1dc566e027de5455"
    "environments/staging/kms.tf"                                     = "8a808cefe26de23e72f14474b5c53d1044dde9fb"
    "environments/staging/load_balancer.tf"                           = "d1a4a49b0d1bb55e42418f987aef24b0acd261ea"
    "environments/staging/main.tf"                                    = "1d03087e0da8f88476eeab8edc669a355c4c03d6"
    "environments/staging/monitoring.tf"                              = "442d355d2384c28ea2406487d877c79f766fb3c7"
    "environments/staging/outputs.tf"                                 = "f315c8d7480a55acf92a9c5f1069c26e845bbea2"
    "environments/staging/remote_state.tf"                            = "32ef0cb5953345887a1423d9ef73dfe519a9626b"
    "environments/staging/terraform.tfvars"                           = "3d0f01c10901d54d223bdda13c5b54e208cfddf5"
    "environments/staging/tests/access_logs.tftest.hcl"               = "ea1d44319726df2aa597b1225cc64032be5b0b62"
    "environments/staging/tests/alarm_certificate.tftest.hcl"         = "237a0da5938483ed765298632d640d022f0fbfaa"
    "environments/staging/tests/alarm_failed_deployments.tftest.hcl"  = "6ce2e8479d5e934cfeb5d7a1877d780fd7b07ad9"
    "environments/staging/tests/alarm_load_balancer.tftest.hcl"       = "6d8c6af83147e7ab5be5f7cbc9466eab7176291c"
    "environments/staging/tests/cluster.tftest.hcl"                   = "00bdd2e7b81bd92411433442a2b5901bdd42b61c"
    "environments/staging/tests/databases.tftest.hcl"                 = "7e1d02caeeb580602915cc5d44d0649c6fbea977"
    "environments/staging/tests/dns.tftest.hcl"                       = "de9a81ef3add5410b7cb20513d120d50de1cbc4c"
    "environments/staging/tests/github_oidc.tftest.hcl"               = "62dc1637df462e4ceabd078c757ff9de65d86d4e"
    "environments/staging/tests/kms.tftest.hcl"                       = "d4e8fbf95e30c77a75cbe1ef391c8dd16d103451"
    "environments/staging/tests/load_balancer.tftest.hcl"             = "5f33fc51bfbb47f8d8021252de2c963d6380e0d8"
    "environments/staging/tests/mocks/aws.tfmock.hcl"                 = "4f5a699791b45fecebff137d9b4609ae0f25deaa"
    "environments/staging/tests/mocks/states.tfmock.hcl"              = "315542404045440ce841faa600e756549fa3a0bb"
    "environments/staging/tests/monitoring.tftest.hcl"                = "b3ebabd166221c7a8b2907ee9b52a85634585375"
    "environments/staging/tests/strict_transport_security.tftest.hcl" = "cb084f63815598669cd023b832ae49326c9e07de"
    "environments/staging/tests/validate.tftest.hcl"                  = "2484d7eff0ea57c387fa77dea4d1670bf16bd569"
    "environments/staging/validate.tf"                                = "728136bf324dccff3d02dd9af102b3add7f86376"
    "environments/staging/variables.tf"                               = "e2417a3689d520998109972bbd29df6f0c7ce416"
    "environments/staging/versions.tf"                                = "0a77d0c95fe0340fe22c9b694f3a00a9dc9f83d8"
  }
}
