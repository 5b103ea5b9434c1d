// Package proof holds no code, only tests: they prove what scaffold generates
// with the tools that its users have.
//
//   - golden_test.go: the commands of golden/commands.txt make the trees in
//     golden/, byte for byte (`go test ./test/proof -run '^TestGolden$'
//     -update` rewrites them).
//   - left_out_test.go: what of them golden/ leaves out is there as digests.
//   - terraform_test.go: every root module passes terraform fmt, init, validate
//     and its own offline tests.
//   - mutation_test.go: each property that those tests guard is broken once, and
//     the test that guards it fails.
//   - emulator_test.go: layers and a service are applied to an AWS emulator,
//     deployed, scaled past Terraform and destroyed.
//   - plan_role_test.go: what plans asked the emulator for, the role that plans may.
//   - roles_test.go, versions_test.go: every role is bounded, every provider pinned.
//   - protect_test.go, tfvars_test.go: what offline tests can't see is read from
//     the code: prevent_destroy, and that terraform.tfvars is complete.
//   - workflow_test.go: workflows, scripts, JSON and CODEOWNERS.
//   - app_run_test.go: applications of every runtime are linted, tested, built
//     and run.
//
// terraform commands attach to a provider that runs (provider_test.go), which
// describes only the types that templates/ names (schema_test.go): starting one
// for each command and reading all its types took three quarters of the time.
// Parallel tests all begin at once, and what computes waits for a place
// (compute in main_test.go), so that what waits does so beside it.
//
// `make test` proves a choice of the combinations, `make proof` all of them:
// where a test asks for *full, its comment says which.
//
// terraform, the AWS provider and the emulator come from the machine. The folder
// that holds registry.terraform.io/ is named by SCAFFOLD_TF_MIRROR. A test that
// lacks one of them is skipped with a message that starts with SKIPPED-PROOF:,
// which .ci/run takes for a failure.
package proof
