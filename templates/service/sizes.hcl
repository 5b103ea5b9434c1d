# The numbers people change, which stand in terraform.tfvars, and what they cost.

locals {
  # The sizes that Fargate has, CPU units and MiB:
  # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
  fargate_sizes = [
    { cpu = 256, memory = [512, 1024, 2048] },
    { cpu = 512, memory = range(1024, 4097, 1024) },
    { cpu = 1024, memory = range(2048, 8193, 1024) },
    { cpu = 2048, memory = range(4096, 16385, 1024) },
    { cpu = 4096, memory = range(8192, 30721, 1024) },
    { cpu = 8192, memory = range(16384, 61441, 4096) },
    { cpu = 16384, memory = range(32768, 122881, 8192) },
  ]
  fargate_units  = local.fargate_sizes[*].cpu
  fargate_memory = { for size in local.fargate_sizes : tostring(size.cpu) => size.memory }

  # Fargate's prices on demand for Linux in us-east-1, in USD an hour: of a vCPU, and of a GiB of memory. As of March 2026
  # on https://aws.amazon.com/fargate/pricing/.
  fargate_cpu_price    = { X86_64 = 0.04048, ARM64 = 0.03238 }
  fargate_memory_price = { X86_64 = 0.004445, ARM64 = 0.00356 }
}

input "desired_count" {
  type        = number
  default     = production ? 2 : 1
  nullable    = false
  stored_in   = "tfvars"
  role        = "desired_count"
  prompt      = "How many tasks?"
  description = "Number of tasks. With autoscaling: of the first deploy"

  validation {
    condition     = desired_count >= 0 && desired_count <= 5000 && floor(desired_count) == desired_count
    error_message = "desired_count is a whole number of tasks, 0 to 5000."
  }
}

input "min_capacity" {
  type        = number
  default     = production ? 2 : 1
  nullable    = false
  stored_in   = "tfvars"
  role        = "min_capacity"
  prompt      = "How many tasks at least?"
  when        = autoscaling
  description = "Fewest tasks that autoscaling keeps; 0 is for schedules only"

  validation {
    condition     = min_capacity >= 1 && floor(min_capacity) == min_capacity
    error_message = "min_capacity is at least 1: a service without tasks has no metrics to grow on."
  }
}

input "max_capacity" {
  type        = number
  default     = null
  stored_in   = "tfvars"
  role        = "max_capacity"
  prompt      = "How many tasks at most?"
  when        = autoscaling
  description = "Most tasks that autoscaling starts; required with autoscaling, as it caps the bill"

  validation {
    condition     = !autoscaling || max_capacity != null
    error_message = "Autoscaling needs max_capacity: the most tasks it may start, such as 10."
  }
  validation {
    condition     = max_capacity == null ? true : max_capacity >= min_capacity && max_capacity <= 5000 && floor(max_capacity) == max_capacity
    error_message = "max_capacity is a whole number, at most 5000 and not below min_capacity."
  }
}

input "cpu" {
  type        = number
  default     = 256
  nullable    = false
  stored_in   = "tfvars"
  role        = "cpu"
  prompt      = "How much CPU has a task?"
  offers      = [for units in local.fargate_units : { value = units, label = "${units / 1024} vCPU" }]
  description = "CPU units of a task; 1024 are one vCPU"

  validation {
    condition     = contains(keys(local.fargate_memory), tostring(cpu))
    error_message = "Fargate has these sizes of CPU: ${join(", ", local.fargate_units)} units."
  }
}

input "memory" {
  type        = number
  default     = 512
  nullable    = false
  stored_in   = "tfvars"
  role        = "memory"
  prompt      = "How much memory has a task?"
  offers      = [for size in lookup(local.fargate_memory, tostring(cpu), []) : { value = size, label = "${size / 1024} GiB" }]
  description = "Memory of a task in MiB"

  validation {
    condition     = contains(lookup(local.fargate_memory, tostring(cpu), [memory]), memory)
    error_message = "With cpu = ${cpu} Fargate has these sizes of memory: ${join(", ", lookup(local.fargate_memory, tostring(cpu), []))} MiB."
  }
}

# 730 hours are a month.
estimate "USD a month" {
  wanted  = (autoscaling ? max(desired_count, min_capacity) : desired_count) * 730 * (cpu * local.fargate_cpu_price[architecture] + memory * local.fargate_memory_price[architecture]) / 1024
  maximum = autoscaling ? max_capacity * 730 * (cpu * local.fargate_cpu_price[architecture] + memory * local.fargate_memory_price[architecture]) / 1024 : null
  note    = "Fargate on demand in us-east-1 at the prices of March 2026, without Spot, load balancer, logs and traffic"
}
