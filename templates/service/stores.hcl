# What the service's own stores have in common.

locals {
  # What a person pastes to take a store back.
  stores_import_how = "If an earlier apply made it, put this into ${unit_path}/environments/${try(environment, "")}/import.tf before the next plan, see that the plan imports and creates nothing, apply, and delete the file:"

  # Terraform refuses to destroy what holds data, after a test as well. So the tests that apply keep their state under a
  # name, and a last run takes it down with a configuration that has none of it.
  keeps_data = length(local.buckets) + length(local.tables) > 0 || database == "own"
  state_key  = local.keeps_data ? "\n  state_key = \"service\"" : ""
  taken_down = !local.keeps_data ? "" : <<-EOT

    # Terraform would not clean up what has prevent_destroy: this takes it down, with a configuration that has none of it.
    run "taken_down" {
      state_key = "service"

      module {
        source = "./tests/nothing"
      }
    }
  EOT
}

file "environments/*/tests/nothing/*" {
  when = local.keeps_data
}
