#!/usr/bin/env bash
# Compares the protos with the last commit on the main line in which they differed: fields are only ever added.
set -euo pipefail
cd "$(dirname "$0")/.."
for commit in $(git log --first-parent --format=%H -n 20 -- 'protos/*.proto'); do
  git diff --quiet "$commit" -- 'protos/*.proto' && continue
  git cat-file -e "$commit:buf.yaml" 2>/dev/null || break
  echo "against $commit"
  exec "$1" breaking --against ".git#ref=$commit"
done
echo "no earlier contract to compare with"
