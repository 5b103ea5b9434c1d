# Written by scaffold; do not edit. It records what was last rendered here.
lock_version = 1
unit         = "data-lake"

render "unit" {
  pack        = "blank@1.0.0"
  pack_digest = "sha256:c7bdb06ddf07e91b1d6441adddad18c5e52f3948c54680078964a888876cbd65"
  context = {
    hostname          = "app.terraform.io"
    layers            = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation", "platform"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }, { depends_on = ["foundation"], directory = "05-data-lake", holds = "", name = "data-lake" }]
    organization      = "acme"
    unit_environments = ["dev", "staging", "production"]
    unit_layer        = "data-lake"
    unit_path         = "layers/05-data-lake"
    upstream          = ["foundation"]
    vcs               = "acme/infrastructure"
    workspace_name    = "aws-{unit}-{environment}"
  }
  inputs = {
    tags = {}
  }
  files = {
    "README.md" = "a5b39398f6c9d85f5d81873800f3f1059d0d5c34"
  }
}

render "environment" "dev" {
  pack        = "blank@1.0.0"
  pack_digest = "sha256:c7bdb06ddf07e91b1d6441adddad18c5e52f3948c54680078964a888876cbd65"
  context = {
    account              = "111111111111"
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    layers               = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation", "platform"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }, { depends_on = ["foundation"], directory = "05-data-lake", holds = "", name = "data-lake" }]
    organization         = "acme"
    region               = "us-east-1"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "data-lake"
    unit_path            = "layers/05-data-lake"
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    tags = {}
  }
  files = {
    "environments/dev/main.tf"                = "866c0fb6629833377914c8144cfc63c9a36405a0"
    "environments/dev/outputs.tf"             = "c2ec676fcb71726ec0a6e33121ce3ccf24d2e230"
    "environments/dev/remote_state.tf"        = "e53dcd56a005430259eeadecd2b821989ff491d9"
    "environments/dev/terraform.tfvars"       = "ff60e8e0059518002649df9d7c8b421c033c654a"
    "environments/dev/tests/layer.tftest.hcl" = "14c61993bcce5d45ff20f16456b4646cd93e5007"
    "environments/dev/variables.tf"           = "3b8ccab4d6ddf584b7b2179bd9082cc27112ef4a"
    "environments/dev/versions.tf"            = "465494670505e0d34c5027d5b981cd44c6fbaf2d"
  }
}

render "environment" "production" {
  pack        = "blank@1.0.0"
  pack_digest = "sha256:c7bdb06ddf07e91b1d6441adddad18c5e52f3948c54680078964a888876cbd65"
  context = {
    account              = "222222222222"
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    layers               = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation", "platform"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }, { depends_on = ["foundation"], directory = "05-data-lake", holds = "", name = "data-lake" }]
    organization         = "acme"
    region               = "us-east-1"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "data-lake"
    unit_path            = "layers/05-data-lake"
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    tags = {}
  }
  files = {
    "environments/production/main.tf"                = "5eba4bc509e696e6ef664d64d4965cec8e18f8cc"
    "environments/production/outputs.tf"             = "c2ec676fcb71726ec0a6e33121ce3ccf24d2e230"
    "environments/production/remote_state.tf"        = "44750d756374927795fde1bf18fd904a6699c460"
    "environments/production/terraform.tfvars"       = "3de33aa21f580514489cafc286db415087c039b5"
    "environments/production/tests/layer.tftest.hcl" = "565589105143aad0a96d2c578a0656db10af480e"
    "environments/production/variables.tf"           = "3b8ccab4d6ddf584b7b2179bd9082cc27112ef4a"
    "environments/production/versions.tf"            = "c02afd5424c80b043f85151e01cb608e77ec2c32"
  }
}

render "environment" "staging" {
  pack        = "blank@1.0.0"
  pack_digest = "sha256:c7bdb06ddf07e91b1d6441adddad18c5e52f3948c54680078964a888876cbd65"
  context = {
    account              = "111111111111"
    aws_provider_version = "6.66.0"
    hostname             = "app.terraform.io"
    layers               = [{ depends_on = [], directory = "01-foundation", holds = "", name = "foundation" }, { depends_on = ["foundation"], directory = "02-platform", holds = "", name = "platform" }, { depends_on = ["foundation", "platform"], directory = "03-shared-services", holds = "", name = "shared-services" }, { depends_on = ["foundation", "platform", "shared-services"], directory = "04-applications", holds = "services", name = "applications" }, { depends_on = ["foundation"], directory = "05-data-lake", holds = "", name = "data-lake" }]
    organization         = "acme"
    region               = "us-east-1"
    unit_environments    = ["dev", "staging", "production"]
    unit_layer           = "data-lake"
    unit_path            = "layers/05-data-lake"
    upstream             = ["foundation"]
    vcs                  = "acme/infrastructure"
    workspace_name       = "aws-{unit}-{environment}"
  }
  inputs = {
    tags = {}
  }
  files = {
    "environments/staging/main.tf"                = "fb9f501c2899aec5688d9b6a746cf8f422659338"
    "environments/staging/outputs.tf"             = "c2ec676fcb71726ec0a6e33121ce3ccf24d2e230"
    "environments/staging/remote_state.tf"        = "0a5de549b4d71e5161309b2a6e8ca67422e5d75e"
    "environments/staging/terraform.tfvars"       = "0d2ab32e52f565b6bff1b13e67e878fd73dcf213"
    "environments/staging/tests/layer.tftest.hcl" = "418ab0f392462e48da9cd0c83fc76dac1b14a23d"
    "environments/staging/variables.tf"           = "3b8ccab4d6ddf584b7b2179bd9082cc27112ef4a"
    "environments/staging/versions.tf"            = "666dff7bb6702dd991ba3c1cb36bd4001e9d2011"
  }
}
