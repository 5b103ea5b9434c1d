#!/usr/bin/env bash
# Installs the one release of scaffold that scaffold.hcl names. No step that runs this has a token.
set -euo pipefail

go install github.com/seed-3f5c2e52/scaffold/cmd/scaffold@v0.1.0

# `go install` puts programs here, which is not on every runner's PATH.
if [[ -n ${GITHUB_PATH:-} ]]; then
  echo "${GOBIN:-${GOPATH:-$HOME/go}/bin}" >>"$GITHUB_PATH"
fi
