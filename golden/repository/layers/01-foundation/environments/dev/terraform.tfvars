# Numbers of foundation in dev. This file is yours: scaffold adds a missing line and changes none.

# Days that CloudWatch keeps the VPC's flow logs
flow_log_retention_days = 30
