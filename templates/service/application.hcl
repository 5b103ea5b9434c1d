# What the application repository of a service is told.

locals {
  # An image travels from one environment to the next: this one takes it from the one before and gives it to the one
  # behind. Accounts that nobody named are taken for one.
  place            = index(unit_environments, environment)
  before           = local.place > 0 ? unit_environments[local.place - 1] : null
  behind           = local.place < length(unit_environments) - 1 ? unit_environments[local.place + 1] : null
  account_before   = local.before == null ? "" : accounts[local.before]
  account_behind   = local.behind == null ? "" : accounts[local.behind]
  gives_to_account = local.account_behind != "" && account != "" && local.account_behind != account
}

# What the service's application repository copies: it deploys by these names and serves what is promised here.
application "app-repo" {
  environment = {
    target = {
      environment      = environment
      region           = region
      account          = account == "" ? null : account
      production       = production
      cluster          = "${environment}-cluster"
      service          = unit
      family           = "${unit}-${environment}"
      container        = unit
      role             = "${trimprefix(role_path, "/")}${unit}-${environment}-deploy"
      parameter        = "/${environment}/${unit}/image"
      image_repository = "${unit}-${environment}"
      workspace        = "https://${hostname}/app/${organization}/workspaces/${replace(replace(workspace_name, "{unit}", unit), "{environment}", environment)}"
    }
    health_check_path = split("?", health_check_path)[0]
    stop_timeout      = stop_timeout
    platform          = architecture == "ARM64" ? "linux/arm64" : "linux/amd64"
    database          = local.has_database
    cache             = cache
    queues            = local.queues
    queue             = local.queue
    buckets           = keys(local.buckets)
    tables            = keys(local.tables)
    services          = [for name in distinct(concat(uses, calls)) : name if references[name].exposure != "none"]
  }

  inputs = {
    owner              = owner
    repository         = repository
    exposure           = exposure
    port               = port
    path               = local.public ? path : null
    health_check_paths = distinct(concat([split("?", health_check_path)[0]], published[*].health_check_path))
    stop_timeout       = min(published[*].stop_timeout...)
    platforms          = distinct(published[*].platform)
    database           = anytrue(published[*].database)
    cache              = anytrue(published[*].cache)
    queues = {
      for name in distinct(flatten([for p in published : keys(p.queues)])) :
      name => length(distinct([for p in published : p.queues[name] if contains(keys(p.queues), name)])) == 1 ? [for p in published : p.queues[name] if contains(keys(p.queues), name)][0] : "both"
    }
    worker_queue = concat(compact(published[*].queue), [null])[0]
    buckets      = sort(distinct(flatten(published[*].buckets)))
    tables       = sort(distinct(flatten(published[*].tables)))
    services     = sort(distinct(flatten(published[*].services)))
    deploys_to   = published[*].target
  }
}
