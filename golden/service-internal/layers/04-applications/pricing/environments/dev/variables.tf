# The numbers people change, in terraform.tfvars. scaffold checks what it writes, these checks what people write.

variable "desired_count" {
  description = "Number of tasks, from the first deploy on"
  type        = number
  nullable    = false

  validation {
    condition     = var.desired_count >= 0 && var.desired_count <= 5000 && floor(var.desired_count) == var.desired_count
    error_message = "desired_count is a whole number of tasks, 0 to 5000."
  }
}

variable "cpu" {
  description = "CPU units of a task; 1024 are one vCPU"
  type        = number
  nullable    = false

  validation {
    condition     = contains(keys(local.fargate_memory), tostring(var.cpu))
    error_message = "Fargate has these sizes of CPU: 256, 512, 1024, 2048, 4096, 8192, 16384 units."
  }
}

variable "memory" {
  description = "Memory of a task in MiB"
  type        = number
  nullable    = false

  validation {
    condition     = contains(lookup(local.fargate_memory, tostring(var.cpu), [var.memory]), var.memory)
    error_message = "With cpu = ${var.cpu} Fargate has these sizes of memory: ${join(", ", lookup(local.fargate_memory, tostring(var.cpu), []))} MiB."
  }
}

# Autoscaling is off, so nothing reads these two; terraform.tfvars may hold them for the day it is on.

# tflint-ignore: terraform_unused_declarations # autoscaling is off
variable "min_capacity" {
  description = "Fewest tasks that autoscaling would keep"
  type        = number
  default     = null

  validation {
    condition     = try(var.min_capacity >= 1 && floor(var.min_capacity) == var.min_capacity, true)
    error_message = "min_capacity is at least 1: a service without tasks has no metrics to grow on."
  }
}

# tflint-ignore: terraform_unused_declarations # autoscaling is off
variable "max_capacity" {
  description = "Most tasks that autoscaling would start"
  type        = number
  default     = null

  validation {
    condition     = try(var.max_capacity >= var.min_capacity && var.max_capacity <= 5000 && floor(var.max_capacity) == var.max_capacity, true)
    error_message = "max_capacity is a whole number, at most 5000 and not below min_capacity."
  }
}

variable "placeholder_image" {
  description = "Stands in the image parameter until the first deploy. Never change it: a service is live when its parameter differs"
  type        = string
  default     = "public.ecr.aws/docker/library/hello-world:latest"
  nullable    = false
}

locals {
  # Memory in MiB that Fargate has, by CPU units.
  fargate_memory = {
    "256"   = [512, 1024, 2048]
    "512"   = [1024, 2048, 3072, 4096]
    "1024"  = [2048, 3072, 4096, 5120, 6144, 7168, 8192]
    "2048"  = [4096, 5120, 6144, 7168, 8192, 9216, 10240, 11264, 12288, 13312, 14336, 15360, 16384]
    "4096"  = [8192, 9216, 10240, 11264, 12288, 13312, 14336, 15360, 16384, 17408, 18432, 19456, 20480, 21504, 22528, 23552, 24576, 25600, 26624, 27648, 28672, 29696, 30720]
    "8192"  = [16384, 20480, 24576, 28672, 32768, 36864, 40960, 45056, 49152, 53248, 57344, 61440]
    "16384" = [32768, 40960, 49152, 57344, 65536, 73728, 81920, 90112, 98304, 106496, 114688, 122880]
  }
}
