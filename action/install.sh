#!/usr/bin/env bash
# Installs the scaffold that SCAFFOLD_VERSION names, and puts it on the PATH of the steps that follow.
set -euo pipefail

die() {
  printf '::error::%s\n' "$1"
  exit 1
}

version=${SCAFFOLD_VERSION:-latest}
releases=${SCAFFOLD_RELEASES%/}

# Downloads come by TLS alone; tests have a server on this machine.
protocols='=https'
if [[ $releases == http://127.0.0.1:* ]]; then
  protocols='=http'
fi
fetch() { curl --proto "$protocols" --proto-redir "$protocols" --fail --silent --show-error --location --retry 3 "$@"; }

if [[ $version == latest && $SCAFFOLD_FROM == release ]]; then
  # The address of the newest release is where this one leads to.
  version=$(fetch --head --output /dev/null --write-out '%{url_effective}' "$releases/latest") || die "the newest release was not found at $releases"
  version=${version##*/}
fi
if [[ $version != latest && ! $version =~ ^v[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; then
  die "the version is no release such as v1.2.0"
fi

work=$(mktemp -d "${RUNNER_TEMP:?}/scaffold-XXXXXX")
mkdir "$work/bin"

# from_release downloads an archive and unpacks it, if its checksum is the one that stands in the release's list.
from_release() {
  local os arch name sum format=tar.gz
  case ${RUNNER_OS:?} in
    Linux) os=linux ;;
    macOS) os=darwin ;;
    Windows) os=windows format=zip ;;
    *) die "there is no release for $RUNNER_OS" ;;
  esac
  case ${RUNNER_ARCH:?} in
    X64) arch=amd64 ;;
    ARM64) arch=arm64 ;;
    *) die "there is no release for $RUNNER_ARCH" ;;
  esac
  name=scaffold_${version#v}_${os}_$arch.$format
  fetch --output "$work/checksums.txt" "$releases/download/$version/checksums.txt" || die "$version has no checksums at $releases"
  fetch --output "$work/$name" "$releases/download/$version/$name" || die "$version has no $name at $releases"
  sum=$(awk -v name="$name" '$2 == name { print $1 }' "$work/checksums.txt")
  if [[ ! $sum =~ ^[0-9a-f]{64}$ ]]; then
    die "checksums.txt does not list $name once"
  fi
  if [[ $(digest "$work/$name") != "$sum" ]]; then
    die "$name is not what its checksum says; nothing of it was unpacked"
  fi
  if [[ $format == zip ]]; then
    unzip -q -d "$work/bin" "$work/$name" scaffold.exe
  else
    tar -xzf "$work/$name" -C "$work/bin" scaffold
  fi
}

digest() {
  if command -v sha256sum >/dev/null; then
    sha256sum "$1"
  else
    shasum -a 256 "$1" # macOS
  fi | cut -d ' ' -f 1
}

case $SCAFFOLD_FROM in
  release) from_release ;;
  source) GOBIN=$work/bin go install "github.com/seed-3f5c2e52/scaffold/cmd/scaffold@$version" ;; # checked by Go's checksum database
  *) die "from is neither release nor source" ;;
esac

"$work/bin/scaffold" version
echo "$work/bin" >>"$GITHUB_PATH"
echo "version=$version" >>"$GITHUB_OUTPUT"
