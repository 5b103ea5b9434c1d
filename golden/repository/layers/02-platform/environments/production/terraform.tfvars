# Numbers of platform in production. This file is yours: scaffold adds a missing line and changes none.

# Days that CloudWatch keeps the platform's own logs
log_retention_days = 365

# Days that the load balancers' access logs are kept
access_log_retention_days = 365

# Seconds after which a load balancer closes an idle connection
alb_idle_timeout = 60

# Errors of a load balancer itself (not of its targets) in five minutes that raise an alarm
alb_5xx_threshold = 10
