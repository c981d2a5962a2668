#!/usr/bin/env bash
# Compares the protos with the last commit on the main line in which they differed: fields are only ever added.
set -euo pipefail
cd "$(dirname "$0")/.."
now=$(git ls-files -s protos | git hash-object --stdin)
for commit in $(git log --first-parent --format=%H -n 20 -- protos); do
  git cat-file -e "$commit:buf.yaml" 2>/dev/null || break
  then=$(git ls-tree -r "$commit" protos | awk '{print $1, $3, 0 "\t" $4}' | git hash-object --stdin)
  if [ "$then" != "$now" ] || ! git diff --quiet "$commit" -- protos; then
    echo "against $commit"
    exec npx --no-install buf breaking protos --against ".git#ref=$commit,subdir=protos"
  fi
done
echo "no earlier contract to compare with"
