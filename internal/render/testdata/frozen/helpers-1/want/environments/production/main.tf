locals {
  a      = 1
  longer = "say \"hi\""
  text   = "$${var.x} %%{if}/production" # line break
  # eu-west-1 pro
  list    = ["service-a", "b", "Data_Lake-2", "UPPER"]
  numbers = [0, 1, -1, 7, 8080, 123456789012, -9007199254740991]
  anything = {
    empty = []
    half  = 0.5
    list  = ["a", "b\nc", "d"]
    mixed = [
      1,
      "two",
      true,
      null,
      {
        three = 3
      },
    ]
    nested = {
      "1"       = "digit"
      "quote\"" = "q"
      "with space" = {
        deep = [1, [2, [3]]]
      }
      "é" = "accent"
    }
    no     = false
    none   = null
    number = 42
    text   = "a \"b\" $${c}"
    void   = {}
    yes    = true
  }
  account = ""
}

resource "aws_x" "u" {
  name = "u-0bfe93"
  tag {
    key              = "Zeta"
    value_of_the_tag = "z"
  }
  tag {
    key              = "alpha"
    value_of_the_tag = "a"
  }
  tag {
    key              = "aws:x"
    value_of_the_tag = "y"
  }
  tag {
    key              = "with space"
    value_of_the_tag = "s"
  }
  protected = true
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["service-a", "b", "Data_Lake-2", "UPPER"], Resource = "*" }]
  })
  text = <<-EOT
    two words
      indented
  EOT
}
