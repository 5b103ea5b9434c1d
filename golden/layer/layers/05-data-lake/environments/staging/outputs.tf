# Other units read these through remote state: a name here is a promise.

output "name" {
  description = "The beginning of every name in this layer"
  value       = local.name
}
