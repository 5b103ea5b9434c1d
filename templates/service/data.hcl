# Stores of shared-services.

input "database" {
  type        = bool
  default     = false
  nullable    = false
  prompt      = "Does it use the PostgreSQL database?"
  description = "Use shared-services' PostgreSQL: DATABASE_HOST, DATABASE_PORT, DATABASE_NAME and DATABASE_SECRET_ARN. The password rotates: read the secret on connecting"
}
