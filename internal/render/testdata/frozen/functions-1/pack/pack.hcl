# Every function of scaffold 0.1's expressions. Never change this.

pack "frozen" {
  version           = "1.0.0"
  requires_scaffold = ">= 0.1"
}

locals {
  abs            = [abs(-3), abs(2.5)]
  alltrue        = [alltrue([]), alltrue([true, false]), alltrue([true])]
  anytrue        = [anytrue([]), anytrue([true, false])]
  base64         = [base64encode("é\n"), base64decode("w6kK")]
  base64sha      = [base64sha256("a"), base64sha512("a")]
  paths          = [basename("/a/b.c"), basename("/"), dirname("/a/b.c"), dirname("x")]
  can            = [can(regex("^a", "b")), can(1 + 1), can({}.x)]
  rounding       = [ceil(1.2), floor(1.8), ceil(-1.2), floor(-1.8), signum(-7), signum(0)]
  chomp          = [chomp("a\n\n"), chomp("a\r\n"), chomp("a")]
  chunklist      = chunklist(["a", "b", "c"], 2)
  cidr           = [cidrhost("10.0.0.0/8", 5), cidrhost("10.0.0.0/24", -1), cidrhost("fd00::/64", 3), cidrnetmask("172.16.0.0/12"), cidrsubnet("10.0.0.0/16", 8, 2), cidrsubnet("fd00::/56", 8, 162)]
  cidrsubnets    = cidrsubnets("10.1.0.0/16", 4, 4, 8)
  coalesce       = [coalesce("", "b"), coalesce(null, 2)]
  coalescelist   = coalescelist([], ["a"])
  compact        = compact(["a", "", null, "b"])
  concat         = concat(["a"], [], ["b", 1])
  contains       = [contains(["a"], "a"), contains(["1"], 1), contains([], "a")]
  csvdecode      = csvdecode("a,b\n1,\"x, y\"\n")
  distinct       = distinct(["b", "a", "b"])
  element        = [element(["a", "b"], 3), element(["a"], 0)]
  ends           = [endswith("abc", "bc"), endswith("abc", ""), startswith("abc", "ab"), startswith("abc", "b"), strcontains("abc", "b")]
  flatten        = flatten([["a", ["b"]], [], ["c"]])
  format         = [format("%s-%03d-%5.2f-%q-%v", "a", 7, 3.14159, "q\"", { x = [1] }), format("%%|%-4s|%4s|%x", "l", "r", 255), format("%#v", [1, "a"])]
  formatdate     = [formatdate("YYYY-MM-DD'T'hh:mm:ssZ", "2026-01-02T03:04:05Z"), formatdate("EEE, DD MMM YY HH:mm AA ZZZZ", "2026-11-25T20:23:00+02:00")]
  formatlist     = formatlist("%s:%d", ["a", "b"], [1, 2])
  indent         = indent(2, "a\nb\n\nc")
  index          = index(["a", "b"], "b")
  join           = [join(", ", ["a", "b"]), join("-", [])]
  json           = [jsonencode({ b = [1, 2.5, null, true], a = "<&>\u2028" }), jsondecode("{\"a\": [1, {\"b\": null}]}")]
  keys           = [keys({ b = 1, a = 2 }), values({ b = 1, a = 2 })]
  length         = [length("é漢🎉"), length(["a"]), length({ a = 1 })]
  log            = [log(8, 2), log(100, 10)]
  lookup         = [lookup({ a = "x" }, "a", "d"), lookup({ a = "x" }, "b", "d")]
  case           = [lower("AÉß"), upper("aéß"), title("two words"), strrev("aé🎉")]
  matchkeys      = matchkeys(["a", "b", "c"], ["x", "y", "x"], ["x"])
  extremes       = [max(1, 3, 2), min(1, 3, 2), sum([1, 2.5]), pow(2, 10), parseint("ff", 16), parseint("-101", 2)]
  hashes         = [md5("a"), sha1("a"), sha256("a"), sha512("a"), uuidv5("dns", "example.com")]
  merge          = merge({ a = 1, b = { c = 1 } }, { b = { d = 2 } }, null)
  one            = [one(["a"]), one([])]
  range          = [range(3), range(1, 4), range(1, 8, 3), range(3, 0, -1)]
  regex          = [regex("[a-z]+", "1ab2"), regex("(?P<y>\\d+)-(?P<m>\\d+)", "2026-11"), regexall("\\d", "a1b2"), replace("a.b.c", ".", "-"), replace("a1b2", "/\\d/", "<$0>")]
  reverse        = reverse(["a", "b"])
  sets           = [sort(setintersection(["a", "b"], ["b", "c"])), sort(setunion(["a"], ["b"])), sort(setsubtract(["a", "b"], ["b"])), sort(toset(["b", "a", "b"]))]
  setproduct     = setproduct(["a", "b"], ["x", "y"])
  slice          = slice(["a", "b", "c"], 1, 3)
  sort           = sort(["b", "B", "a", "é", "10", "9"])
  split          = [split(",", "a,,b"), split(",", "")]
  substr         = [substr("hello", 1, 3), substr("é漢🎉", 1, -1)]
  time           = [timeadd("2026-01-31T00:00:00Z", "36h10m"), timecmp("2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00")]
  conversions    = [tobool("true"), tonumber("1.5"), tostring(7), tostring(true), tolist(["a", "b"]), tomap({ a = "b" })]
  transpose      = transpose({ a = ["x", "y"], b = ["x"] })
  trim           = [trim("--a-", "-"), trimprefix("abab", "ab"), trimsuffix("abab", "ab"), trimspace(" a\t\n")]
  try            = [try({}.x, "fallback"), try("first", "second")]
  urlencode      = urlencode("a b&c=d/é?+")
  yaml           = [yamlencode({ b = ["x", 1, null, "true"], a = "two\nlines" }), yamldecode("a: [1, two, ~, yes]\nb: {c: 1.5}\n")]
  zipmap         = zipmap(["a", "b"], [1, 2])
  aws_cron       = [aws_cron("cron(0 8 ? * MON-FRI *)"), aws_cron("cron(0 8 * * MON *)"), aws_cron("rate(5 minutes)"), aws_cron("at(2030-01-01T00:00:00)"), aws_cron("0 8 * * *")]
  aws_cron_words = [aws_cron_words("cron(0 8 ? * MON-FRI *)"), aws_cron_words("rate(5 minutes)"), aws_cron_words("cron(0/15 9-17 ? * 2#1 *)")]
  cron_errors    = [aws_cron_error("cron(0 8 ? * MON-FRI *)") == "", aws_cron_error("cron(0 20 * * * *)") == ""]
  collide        = [aws_cron_collide([{ schedule = "cron(0 8 ? * MON *)", timezone = "UTC" }, { schedule = "cron(0 8 ? * MON-FRI *)", timezone = "UTC" }]), aws_cron_collide([{ schedule = "cron(0 8 ? * MON *)", timezone = "UTC" }, { schedule = "cron(0 9 ? * MON *)", timezone = "UTC" }])]
  timezone       = [timezone("Europe/Berlin"), timezone("UTC"), timezone("Mars/Base")]
  operators      = [1 + 2 * 3, 7 / 2, 7 % 3, -(2), !true, 1 < 2 && 2 <= 2 || false, "a" == "a", "1" == 1, true ? "y" : "n"]
  templates      = ["a${1}b", "%{if true}x%{else}y%{endif}", "%{for s in ["a", "b"]}<${s}>%{endfor}", <<-EOT
    heredoc ${upper("x")}
      indented
  EOT
  ]
  comprehensions = [[for s in ["a", "b"] : upper(s) if s != "b"], { for i, s in ["a", "b"] : s => i }, { for s in ["a", "ab"] : substr(s, 0, 1) => s... }, [{ x = 1 }, { x = 2 }][*].x]
}

files "unit" {
  root = "unit"
}
