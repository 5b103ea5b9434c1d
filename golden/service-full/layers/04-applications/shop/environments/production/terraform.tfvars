# Numbers of shop in production. This file is yours: scaffold adds a missing line and changes none.

# Number of tasks. With autoscaling: of the first deploy
desired_count = 4

# Fewest tasks that autoscaling keeps; 0 is for schedules only
min_capacity = 2

# Most tasks that autoscaling starts; required with autoscaling, as it caps the bill
max_capacity = 20

# CPU units of a task; 1024 are one vCPU
cpu = 1024

# Memory of a task in MiB
memory = 2048
