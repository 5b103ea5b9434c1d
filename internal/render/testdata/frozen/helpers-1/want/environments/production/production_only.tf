# aws-u-production
output "U" { value = 3 }
