// Package proof holds no code, only tests: they prove what scaffold generates
// with the tools that its users have.
//
//   - golden_test.go: the commands of golden/commands.txt make the trees in
//     golden/, byte for byte (`go test ./test/proof -run '^TestGolden$'
//     -update` rewrites them).
//   - terraform_test.go: every root module passes terraform fmt, init, validate
//     and its own offline tests.
//   - mutation_test.go: each property that those tests guard is broken once, and
//     the test that guards it fails.
//   - emulator_test.go: layers and a service are applied to an AWS emulator,
//     deployed, scaled past Terraform and destroyed.
//   - protect_test.go, tfvars_test.go: what offline tests can't see is read from
//     the code: prevent_destroy, and that terraform.tfvars is complete.
//   - workflow_test.go: workflows, scripts, JSON and CODEOWNERS.
//
// terraform, the AWS provider and the emulator come from the machine. The folder
// that holds registry.terraform.io/ is named by SCAFFOLD_TF_MIRROR. A test that
// lacks one of them is skipped with a message that starts with SKIPPED-PROOF:,
// which .ci/run takes for a failure.
package proof
