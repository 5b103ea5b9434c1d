#!/usr/bin/env bash
# Brings an image into the registry of an environment: the same bytes, by the same digest, that ran in the environment
# before it. An image that is there already, such as an older one to roll back to, stays as it is.
#
#   promote.sh DIGEST     sha256:…
#
# IMAGE_REPOSITORY and SOURCE_REPOSITORY are REGISTRY/REPOSITORY, the latter empty for the first environment; TAG is the
# tag that the image gets. Needs docker with buildx, and the AWS CLI with the role of this environment's deploys.
set -euo pipefail

: "${IMAGE_REPOSITORY:?}"
source_repository=${SOURCE_REPOSITORY:-}
digest=${1:?usage: promote.sh DIGEST}

fail() {
  printf '::error title=Promotion failed::%s\n' "$*"
  exit 1
}

[[ $digest =~ ^sha256:[0-9a-f]{64}$ ]] || fail "$digest is no digest: sha256: and 64 hexadecimal digits"
tag=${TAG:-${digest:7:40}}

# ACCOUNT.dkr.ecr.REGION.amazonaws.com → REGION
region() { cut -d . -f 4 <<<"$1"; }

login() {
  local registry=${1%%/*}
  aws ecr get-login-password --region "$(region "$registry")" | docker login --username AWS --password-stdin "$registry" >/dev/null
}

if aws ecr describe-images --region "$(region "$IMAGE_REPOSITORY")" --repository-name "${IMAGE_REPOSITORY#*/}" \
  --image-ids "imageDigest=$digest" >/dev/null 2>&1; then
  echo "$digest is in $IMAGE_REPOSITORY already"
  exit
fi
[[ -n $source_repository ]] || fail "$IMAGE_REPOSITORY has no image $digest; the oldest ones are deleted after a while"

login "$source_repository"
login "$IMAGE_REPOSITORY"
docker buildx imagetools create --prefer-index=false --tag "$IMAGE_REPOSITORY:$tag" "$source_repository@$digest"

copied=$(docker buildx imagetools inspect --format '{{json .Manifest}}' "$IMAGE_REPOSITORY:$tag" | jq -r .digest)
[[ $copied == "$digest" ]] || fail "the copy in $IMAGE_REPOSITORY is $copied, not $digest"
echo "copied $digest to $IMAGE_REPOSITORY:$tag"
