# Numbers of shared-services in production. This file is yours: scaffold adds a missing line and changes none.

# Instance class of PostgreSQL
postgres_instance_class = "db.m7g.large"

# Storage of PostgreSQL to begin with, in GiB; it can grow but never shrink
postgres_allocated_storage = 100

# Storage that PostgreSQL may grow to by itself, in GiB
postgres_max_allocated_storage = 1000

# Days that PostgreSQL can be restored to any moment of
postgres_backup_retention_days = 30

# Node type of Redis
redis_node_type = "cache.m7g.large"

# Nodes of Redis: one that is written to, the others take over and serve reads
redis_nodes = 2

# Days that daily snapshots of Redis are kept
redis_snapshot_retention_days = 7

# Days that CloudWatch keeps the database's logs
log_retention_days = 365
