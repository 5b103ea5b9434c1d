# Whose the service is.

locals {
  repository_owner = split("/", repository)[0]
  repository_name  = try(split("/", repository)[1], "")
}

input "owner" {
  type        = string
  default     = "platform"
  nullable    = false
  role        = "owner"
  prompt      = "Which team owns the service?"
  description = "GitHub team that owns the service: reviews its dev and staging folders, and stands in the tag Owner"

  validation {
    condition     = can(regex("^[A-Za-z0-9]([A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$", owner))
    error_message = "owner is a GitHub team's name, such as payments, without @ and organization."
  }
}

input "repository" {
  type        = string
  default     = "${split("/", vcs)[0]}/${unit}"
  nullable    = false
  prompt      = "Which GitHub repository holds its code?"
  description = "GitHub repository of the application, OWNER/NAME: only its deploy workflow may deploy this service"

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+$", repository)) && length(local.repository_owner) <= 39 && length(local.repository_name) <= 100
    error_message = "repository is OWNER/NAME, such as acme/service-a."
  }
}

input "repository_ids" {
  type        = object({ owner = string, repository = string })
  default     = null
  role        = "repository_ids"
  description = "GitHub's numeric IDs of the owner and the repository: with them the deploy role trusts these IDs and no pattern"

  validation {
    condition     = repository_ids == null ? true : alltrue([for id in values(repository_ids) : can(regex("^[0-9]{1,20}$", id))])
    error_message = "repository_ids is { owner = \"1234\", repository = \"5678\" }, as the GitHub API's field id has them."
  }
}

input "tags" {
  type        = map(string)
  default     = {}
  nullable    = false
  description = "Further tags on everything the service has, such as a cost center"

  validation {
    condition     = length(setintersection(keys(tags), ["Environment", "ManagedBy", "Owner", "Repository", "Unit", "desired-count"])) == 0
    error_message = "Environment, ManagedBy, Owner, Repository, Unit and desired-count are set already."
  }
  validation {
    condition     = alltrue([for key, value in tags : can(regex("^[\\p{L}\\p{N} _.:/=+@-]{1,128}$", key)) && !startswith(lower(key), "aws:") && can(regex("^[\\p{L}\\p{N} _.:/=+@-]{0,256}$", value))])
    error_message = "Tags hold letters, digits, spaces and _ . : / = + - @, keys at most 128 of them and values 256, and no key starts with aws:."
  }
}
