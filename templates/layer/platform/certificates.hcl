# Certificates for names that *.DOMAIN does not cover.

locals {
  # The names at which services of a load balancer may answer: DNS leads them there, and a certificate covers them.
  hosts = {
    for name in load_balancers : name => concat(
      ["*.${local.lb_domains[name]}"],
      flatten([for certificate in values(certificates) : certificate.names if contains(certificate.load_balancers, name)])
    )
  }
}

input "certificates" {
  type = map(object({
    arn            = string
    names          = list(string)
    load_balancers = optional(list(string), ["main"])
  }))
  default     = {}
  nullable    = false
  description = "Further certificates, made elsewhere, by a name each: the ARN in ACM, the host names that it covers and that services may then take as their host, and the load balancers that get it. Records that lead these names there are made where their zone is"

  validation {
    condition     = alltrue([for name in keys(certificates) : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", name)) && length(name) <= 32])
    error_message = "A certificate is called by lower-case letters, digits and single hyphens, such as shop."
  }
  validation {
    condition     = alltrue([for certificate in values(certificates) : can(regex("^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]+$", certificate.arn))])
    error_message = "A certificate's arn is that of ACM: arn:aws:acm:REGION:ACCOUNT:certificate/ID."
  }
  validation {
    condition     = alltrue([for certificate in values(certificates) : split(":", certificate.arn)[3] == region && (account == "" || split(":", certificate.arn)[4] == account)])
    error_message = "A load balancer takes certificates of its own region and account alone: ${region}${account == "" ? "" : " of ${account}"}."
  }
  validation {
    condition     = alltrue([for certificate in values(certificates) : length(certificate.names) > 0 && alltrue([for name in certificate.names : can(regex(local.domain_pattern, trimprefix(name, "*.")))])])
    error_message = "A certificate's names are those that it covers, in lower case, such as shop.example.org or *.example.org."
  }
  validation {
    condition     = alltrue([for certificate in values(certificates) : length(certificate.load_balancers) > 0 && length(setsubtract(certificate.load_balancers, load_balancers)) == 0])
    error_message = "A certificate's load_balancers are some of those that the platform has: ${join(", ", load_balancers)}."
  }
  validation {
    condition     = length(distinct(flatten([for names in values(local.hosts) : distinct(names)]))) == length(flatten([for names in values(local.hosts) : distinct(names)]))
    error_message = "DNS leads a name to one load balancer: the names of certificates on different load balancers differ."
  }
  validation {
    condition     = alltrue([for name in load_balancers : length([for certificate in values(certificates) : 1 if contains(certificate.load_balancers, name)]) <= 25])
    error_message = "A load balancer takes 25 certificates besides its own."
  }
}

file "environments/*/certificates.tf" {
  when = length(certificates) > 0
}

file "environments/*/tests/certificates.tftest.hcl" {
  when = length(certificates) > 0
}
