# Numbers of catalog in staging. This file is yours: scaffold adds a missing line and changes none.

# Number of tasks. With autoscaling: of the first deploy
desired_count = 1

# CPU units of a task; 1024 are one vCPU
cpu = 256

# Memory of a task in MiB
memory = 512
