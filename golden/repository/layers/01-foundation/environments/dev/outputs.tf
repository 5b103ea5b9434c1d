# Other layers read these through remote state: a name here is a promise.

output "vpc_id" {
  description = "The VPC"
  value       = aws_vpc.main.id
}

output "vpc_cidr_block" {
  description = "The VPC's address block"
  value       = aws_vpc.main.cidr_block
}

output "availability_zones" {
  description = "The zones in use, in the order of the subnet lists"
  value       = aws_subnet.private[*].availability_zone
}

output "public_subnet_ids" {
  description = "Subnets with a route to the internet, one a zone: load balancers"
  value       = aws_subnet.public[*].id
}

output "private_subnet_ids" {
  description = "Subnets that reach out through NAT at most, one a zone: tasks"
  value       = aws_subnet.private[*].id
}

output "database_subnet_ids" {
  description = "Subnets without a way out, one a zone: data stores"
  value       = aws_subnet.database[*].id
}

output "private_route_table_ids" {
  description = "Route tables of the private subnets, one a zone: for peering and VPN routes"
  value       = aws_route_table.private[*].id
}

output "alb_security_group_id" {
  description = "Security group of the public load balancers"
  value       = aws_security_group.alb.id
}

output "data_security_group_id" {
  description = "Security group that every data store wears beside its own"
  value       = aws_security_group.data.id
}

output "security_group_app" {
  description = "Security group that every application task wears; data stores admit it"
  value       = aws_security_group.app.id
}

output "nat_public_ips" {
  description = "Addresses that private subnets are seen under: for others' allow lists"
  value       = aws_eip.nat[*].public_ip
}
