# DynamoDB tables of the service's own.

locals {
  tables     = { for name, table in tables : name => table if table.enabled }
  old_tables = sort(setsubtract(keys(tables), keys(local.tables)))

  # A table declares the attributes that are keys, its own and those of its indexes, and no others.
  table_attributes = {
    for name, table in tables : name => {
      for attribute in distinct(compact(flatten([table.partition_key, table.sort_key, [for index in values(table.indexes) : [index.partition_key, index.sort_key]]]))) :
      attribute => lookup(table.types, attribute, "S")
    }
  }
}

input "tables" {
  type = map(object({
    enabled       = optional(bool, true)
    partition_key = optional(string, "id")
    sort_key      = optional(string)
    types         = optional(map(string), {})
    ttl           = optional(string)
    indexes       = optional(map(object({ partition_key = string, sort_key = optional(string) })), {})
  }))
  default     = {}
  nullable    = false
  description = "DynamoDB tables of the service's own, paid by request: each gives TABLE_NAME. Keys are text unless types says N or B; ttl names the attribute that holds when an item ends; indexes are global and hold all attributes. enabled = false lets go of a table and destroys nothing; an entry that is simply deleted would destroy its table, which is refused, and so is the next plan after a key of the table itself changed"

  validation {
    condition     = alltrue([for name in keys(tables) : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", name)) && length(name) <= 60])
    error_message = "A table is named with at most 60 lower-case letters, digits and single hyphens, a letter first, such as orders. Its name in DynamoDB begins with the service's."
  }
  validation {
    condition     = alltrue([for table in values(tables) : table != null && try(table.enabled != null && table.types != null && table.indexes != null, false)])
    error_message = "A table with nothing to say is written {}, and so are its types and indexes; its enabled is true or false."
  }
  validation {
    condition     = alltrue(flatten([for table in values(tables) : [for key in concat([table.partition_key], compact([table.sort_key, table.ttl]), flatten([for index in values(table.indexes) : concat([index.partition_key], compact([index.sort_key]))])) : can(regex("^[A-Za-z_][A-Za-z0-9_.-]{0,254}$", key))]]))
    error_message = "Keys of tables are attributes such as id or created_at: letters, digits and _ . -, no digit first."
  }
  validation {
    condition     = alltrue(flatten([for table in values(tables) : concat([table.partition_key != table.sort_key], [for index in values(table.indexes) : index.partition_key != index.sort_key])]))
    error_message = "partition_key and sort_key are two attributes."
  }
  validation {
    condition     = alltrue([for table in values(tables) : alltrue([for type in values(table.types) : contains(["S", "N", "B"], type)])])
    error_message = "types of a table are S (text), N (number) or B (binary), by attribute."
  }
  validation {
    condition     = alltrue([for name, table in tables : length(setsubtract(keys(table.types), keys(local.table_attributes[name]))) == 0])
    error_message = "types of a table says what its keys are; other attributes have no type."
  }
  validation {
    condition     = alltrue([for table in values(tables) : length(table.indexes) <= 20 && alltrue([for name in keys(table.indexes) : can(regex("^[A-Za-z0-9_.-]{3,255}$", name))])])
    error_message = "A table has at most 20 indexes, with names of 3 to 255 letters, digits and _ . -."
  }
}

file "environments/*/tables.tf" {
  when = length(tables) > 0
}

file "environments/*/tests/tables.tftest.hcl" {
  when = length(local.tables) > 0
}

notice {
  when    = anytrue([for name, table in tables : try(previous.tables[name].enabled && !table.enabled, false)])
  message = "${environment}: switched off: ${join(", ", [for name, table in tables : "table ${name}" if try(previous.tables[name].enabled && !table.enabled, false)])}. The next apply takes it from the application, forgets it and destroys nothing: its items stay and cost."
}

notice {
  when    = anytrue([for name, table in tables : try(!previous.tables[name].enabled && table.enabled, false)])
  message = "${environment}: tables are switched on again. ${local.stores_import_how}\n\n${join("\n", [for name, table in tables : "import {\n  to = aws_dynamodb_table.${replace(name, "-", "_")}\n  id = \"${unit}-${environment}-${name}\"\n}\n" if try(!previous.tables[name].enabled && table.enabled, false)])}"
}

notice {
  when    = anytrue([for name, table in tables : try(previous.tables[name].partition_key != table.partition_key || previous.tables[name].sort_key != table.sort_key, false)])
  message = "${environment}: the keys of a table changed. Terraform refuses the plan (prevent_destroy), because it would replace the table and its items. Make a table of another name and move the items first."
}
