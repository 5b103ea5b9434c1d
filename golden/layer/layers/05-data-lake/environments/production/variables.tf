# What people change by hand: declare it here with a validation, give its value in terraform.tfvars.
# Structure belongs into main.tf as it is, so that a reader sees it there.
