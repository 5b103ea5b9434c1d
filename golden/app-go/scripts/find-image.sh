#!/usr/bin/env bash
# Was the image of this commit built already, as when a workflow runs again? Hands its digest to GitHub as the output
# "digest", empty when it was not.
#
#   find-image.sh TAG
#
# IMAGE_REPOSITORY is REGISTRY/REPOSITORY.
set -euo pipefail

: "${IMAGE_REPOSITORY:?}"
tag=${1:?usage: find-image.sh TAG}

if ! found=$(aws ecr describe-images --repository-name "${IMAGE_REPOSITORY#*/}" --image-ids "imageTag=$tag" \
  --query 'imageDetails[0].imageDigest' --output text 2>&1); then
  [[ $found == *ImageNotFoundException* ]] || {
    printf '%s\n' "$found" >&2
    exit 1
  }
  found=""
fi
echo "digest=$found" | tee -a "${GITHUB_OUTPUT:-/dev/null}"
