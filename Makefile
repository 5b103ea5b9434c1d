# What a contributor runs. `make demo` and `make test` are the two to start with.

GO      ?= go
BIN     ?= bin/scaffold
PKG     := github.com/seed-3f5c2e52/scaffold
VERSION ?= $(shell git describe --tags --match 'v*' --dirty 2>/dev/null || echo 0.1.0-dev)
COMMIT  ?= $(shell git rev-parse HEAD 2>/dev/null)
LDFLAGS := -s -w -X $(PKG)/internal/cli.version=$(VERSION) -X $(PKG)/internal/cli.commit=$(COMMIT)
# The proofs begin first: they wait for an emulator while others compute.
PACKAGES ?= ./test/proof ./...
# The proofs run terraform and an AWS emulator; a package of them takes minutes.
TIMEOUT ?= 60m
# Packages with goroutines of their own, for the race detector.
RACY    := ./internal/pack ./internal/repo ./internal/plan ./internal/render ./internal/expr ./internal/cron ./internal/workspace ./internal/tfc

.PHONY: help build install test proof race golden golden-check demo docs fmt lint bench clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

build: ## one static binary, bin/scaffold
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/scaffold

install: ## the same binary into Go's bin folder
	CGO_ENABLED=0 $(GO) install -trimpath -ldflags '$(LDFLAGS)' ./cmd/scaffold

# make lint vets all code, so the tests need not.
test: ## every test, with what it needs set up; a proof that lacks a tool prints SKIPPED-PROOF
	@.ci/setup $(GO) run ./internal/tools/testrun -vet=off -timeout $(TIMEOUT) $(PACKAGES)

proof: ## the proofs in every combination, not the choice that make test has
	@.ci/setup $(GO) run ./internal/tools/testrun -timeout $(TIMEOUT) ./test/proof -full

race: ## the race detector on the packages with goroutines
	$(GO) test -race -short $(RACY)

golden: ## make the trees in golden/ again
	$(GO) test -count 1 ./test/proof -run '^TestGolden$$' -update

golden-check: ## fail if golden/ is not what the code makes, in bytes or modes
	$(GO) test -count 1 ./test/proof -run '^TestGolden'

demo: build ## a complete demo in a temporary folder
	@SCAFFOLD='$(abspath $(BIN))' sh docs/demo.sh

docs: ## make docs/reference/ and the sessions in the documents again
	$(GO) run ./internal/tools/docgen
	$(GO) test -count 1 ./test/docs -run '^TestShownSessionsAreReal$$' -update
	UPDATE=1 $(GO) test -count 1 ./internal/cli -run '^TestShownQuestions$$'

fmt: ## format all Go code
	$(GO) tool gofumpt -w $$(git ls-files -co --exclude-standard '*.go')

lint: ## formatting, vet, staticcheck, dead code, tidy modules, paths, docs
	@GO='$(GO)' sh .ci/lint

bench: ## the benchmarks: ratios to a peer, measured in the same run
	$(GO) test -run '^$$' -bench . -benchtime 1x -timeout $(TIMEOUT) ./internal/tools/bench/
	$(GO) test -run '^$$' -bench BenchmarkCommit -benchtime 10x ./internal/gitops/

clean: ## remove what build made
	rm -rf bin dist
