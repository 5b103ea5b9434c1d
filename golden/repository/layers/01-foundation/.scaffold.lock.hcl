# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "foundation"

render "unit" {
  pack        = "foundation@1.0.0"
  pack_digest = "sha256:53b28beab86e8159e84dfc9a1cd75e63cbb96c9af241bf275628a868b380d92f"
  context = {
    hostname          = "app.terraform.io"
    organization      = "acme"
    unit_environments = ["dev", "staging", "production"]
    unit_layer        = "foundation"
    unit_path         = "layers/01-foundation"
    upstream          = []
    vcs               = "acme/infrastructure"
    workspace_name    = "aws-{unit}-{environment}"
  }
  inputs = {
    alb_ingress_cidrs    = ["0.0.0.0/0"]
    app_egress_ports     = [443]
    availability_zones   = []
    data_admin_cidrs     = []
    flow_log_traffic     = null
    gateway_endpoints    = ["dynamodb", "s3"]
    interface_endpoints  = null
    nat                  = null
    permissions_boundary = null
    role_path            = "/"
    tags                 = {}
    vpc_cidr             = null
    zones                = null
  }
  files = {
    "README.md" = "59a31c1a51202956511927d88ef413d6ed126d44"
  }
}

render "environment" "dev" {
  pack        = "foundation@1.0.0"
  pack_digest = "sha256:53b28beab86e8159e84dfc9a1cd75e63cbb96c9af241bf275628a868b380d92f"
  context = {
    account              = "111111111111"
    aws_provider_version = "6.66.0"
    environment_index    = 0
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = false
    region               = "us-east-1"
    size                 = "standard"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "foundation"
    unit_path            = "layers/01-foundation"
    upstream             = []
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    alb_ingress_cidrs    = ["0.0.0.0/0"]
    app_egress_ports     = [443]
    availability_zones   = []
    data_admin_cidrs     = []
    flow_log_traffic     = "ALL"
    gateway_endpoints    = ["dynamodb", "s3"]
    interface_endpoints  = []
    nat                  = "single"
    permissions_boundary = null
    role_path            = "/"
    tags                 = {}
    vpc_cidr             = "10.0.0.0/16"
    zones                = 2
  }
  files = {
    "environments/dev/endpoints.tf"                     = "ac809acf26a3318097a7bb7d4fd2fa419ca3b5bb"
    "environments/dev/flow_logs.tf"                     = "7eea540ef9eb00bfafa0608c8675dd5817a16d1c"
    "environments/dev/main.tf"                          = "7cf997312e28071ca74483288169f0dfb3b9af6f"
    "environments/dev/outputs.tf"                       = "9c844d8b75d64fdd003abcf280d7e550a8cdfc1a"
    "environments/dev/routing.tf"                       = "bb04a160ab2a1fe21bb2beaaa83dd511932dafb8"
    "environments/dev/security_groups.tf"               = "baac608ca004f2436cd615948bd18cf20d066bd9"
    "environments/dev/subnets.tf"                       = "cb2fb1514cd9d6592a018cf92c968801923407a5"
    "environments/dev/terraform.tfvars"                 = "f758ef7ebee6edb0e0e5918d8b3c49afaa7494c8"
    "environments/dev/tests/endpoints.tftest.hcl"       = "3123f9ee7afdd01fb203746a2248a49528b06b18"
    "environments/dev/tests/flow_logs.tftest.hcl"       = "1f7e20e23fda0f9a7c0989dc747ffb59567b74f7"
    "environments/dev/tests/mocks/aws.tfmock.hcl"       = "7cad8397a0b23da12185565dacd1cea29fc6822a"
    "environments/dev/tests/network.tftest.hcl"         = "10f8db63ad1da814567b7f665d59c431b6711981"
    "environments/dev/tests/security_groups.tftest.hcl" = "67245a004331b2763336454313dac52eeb8f8a29"
    "environments/dev/variables.tf"                     = "a6e8fcc0154f7098fb4e8eb8cfc07630f53668f4"
    "environments/dev/versions.tf"                      = "19f58d40b9166bacc84ebbf685fbe07997affb83"
  }
}

render "environment" "production" {
  pack        = "foundation@1.0.0"
  pack_digest = "sha256:53b28beab86e8159e84dfc9a1cd75e63cbb96c9af241bf275628a868b380d92f"
  context = {
    account              = "222222222222"
    aws_provider_version = "6.66.0"
    environment_index    = 2
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = true
    region               = "us-east-1"
    size                 = "standard"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "foundation"
    unit_path            = "layers/01-foundation"
    upstream             = []
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    alb_ingress_cidrs    = ["0.0.0.0/0"]
    app_egress_ports     = [443]
    availability_zones   = []
    data_admin_cidrs     = []
    flow_log_traffic     = "ALL"
    gateway_endpoints    = ["dynamodb", "s3"]
    interface_endpoints  = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm"]
    nat                  = "zone"
    permissions_boundary = null
    role_path            = "/"
    tags                 = {}
    vpc_cidr             = "10.2.0.0/16"
    zones                = 3
  }
  files = {
    "environments/production/endpoints.tf"                     = "ec7ee6a787a44f67416cb3afe2491660df50d088"
    "environments/production/flow_logs.tf"                     = "7eea540ef9eb00bfafa0608c8675dd5817a16d1c"
    "environments/production/main.tf"                          = "338570a2e7a745b99bd6f41b0c7f0af51cd12020"
    "environments/production/outputs.tf"                       = "9c844d8b75d64fdd003abcf280d7e550a8cdfc1a"
    "environments/production/routing.tf"                       = "b0296cda00127efdb567baadf8873625aafe681a"
    "environments/production/security_groups.tf"               = "baac608ca004f2436cd615948bd18cf20d066bd9"
    "environments/production/subnets.tf"                       = "cb2fb1514cd9d6592a018cf92c968801923407a5"
    "environments/production/terraform.tfvars"                 = "62bacdab7331aa9500d50ae48a9c5733fb09fce3"
    "environments/production/tests/endpoints.tftest.hcl"       = "10135dc780bb9acab6e8bd956dc909654b017b25"
    "environments/production/tests/flow_logs.tftest.hcl"       = "1f7e20e23fda0f9a7c0989dc747ffb59567b74f7"
    "environments/production/tests/mocks/aws.tfmock.hcl"       = "7cad8397a0b23da12185565dacd1cea29fc6822a"
    "environments/production/tests/network.tftest.hcl"         = "ff00531547c311c46079ff9a35ad7a398bc8deaa"
    "environments/production/tests/security_groups.tftest.hcl" = "d2caf2546338a20c64abaa65d20993e920e6523c"
    "environments/production/variables.tf"                     = "a6e8fcc0154f7098fb4e8eb8cfc07630f53668f4"
    "environments/production/versions.tf"                      = "7fbc640f366c4e06f26b40b06b255e7264e9ff5f"
  }
}

render "environment" "staging" {
  pack        = "foundation@1.0.0"
  pack_digest = "sha256:53b28beab86e8159e84dfc9a1cd75e63cbb96c9af241bf275628a868b380d92f"
  context = {
    account              = "111111111111"
    aws_provider_version = "6.66.0"
    environment_index    = 1
    hostname             = "app.terraform.io"
    organization         = "acme"
    production           = false
    region               = "us-east-1"
    size                 = "standard"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "foundation"
    unit_path            = "layers/01-foundation"
    upstream             = []
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    alb_ingress_cidrs    = ["0.0.0.0/0"]
    app_egress_ports     = [443]
    availability_zones   = []
    data_admin_cidrs     = []
    flow_log_traffic     = "ALL"
    gateway_endpoints    = ["dynamodb", "s3"]
    interface_endpoints  = []
    nat                  = "single"
    permissions_boundary = null
    role_path            = "/"
    tags                 = {}
    vpc_cidr             = "10.1.0.0/16"
    zones                = 2
  }
  files = {
    "environments/staging/endpoints.tf"                     = "ac809acf26a3318097a7bb7d4fd2fa419ca3b5bb"
    "environments/staging/flow_logs.tf"                     = "7eea540ef9eb00bfafa0608c8675dd5817a16d1c"
    "environments/staging/main.tf"                          = "82ff8fc20574ac17c7f51ede6da1847956997266"
    "environments/staging/outputs.tf"                       = "9c844d8b75d64fdd003abcf280d7e550a8cdfc1a"
    "environments/staging/routing.tf"                       = "bb04a160ab2a1fe21bb2beaaa83dd511932dafb8"
    "environments/staging/security_groups.tf"               = "baac608ca004f2436cd615948bd18cf20d066bd9"
    "environments/staging/subnets.tf"                       = "cb2fb1514cd9d6592a018cf92c968801923407a5"
    "environments/staging/terraform.tfvars"                 = "c3c6712d9d5bc8c0b3365cac440f4091fa11e75f"
    "environments/staging/tests/endpoints.tftest.hcl"       = "3123f9ee7afdd01fb203746a2248a49528b06b18"
    "environments/staging/tests/flow_logs.tftest.hcl"       = "1f7e20e23fda0f9a7c0989dc747ffb59567b74f7"
    "environments/staging/tests/mocks/aws.tfmock.hcl"       = "7cad8397a0b23da12185565dacd1cea29fc6822a"
    "environments/staging/tests/network.tftest.hcl"         = "d88147034a7162341274a22b568dee79ec1eefc8"
    "environments/staging/tests/security_groups.tftest.hcl" = "1278b0099239b63d37a4f2481bf9a7a92b3a940e"
    "environments/staging/variables.tf"                     = "a6e8fcc0154f7098fb4e8eb8cfc07630f53668f4"
    "environments/staging/versions.tf"                      = "aeac3d38912af9f266c72dda10512ea08fe44f2a"
  }
}
