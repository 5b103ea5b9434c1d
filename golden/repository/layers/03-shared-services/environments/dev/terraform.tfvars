# Numbers of shared-services in dev. This file is yours: scaffold adds a missing line and changes none.

# Instance class of PostgreSQL
postgres_instance_class = "db.t4g.micro"

# Storage of PostgreSQL to begin with, in GiB; it can grow but never shrink
postgres_allocated_storage = 20

# Storage that PostgreSQL may grow to by itself, in GiB
postgres_max_allocated_storage = 100

# Days that PostgreSQL can be restored to any moment of
postgres_backup_retention_days = 7

# Node type of Redis
redis_node_type = "cache.t4g.micro"

# Nodes of Redis: one that is written to, the others take over and serve reads
redis_nodes = 1

# Days that daily snapshots of Redis are kept
redis_snapshot_retention_days = 1

# Days that CloudWatch keeps the database's logs
log_retention_days = 30
