#!/usr/bin/env bash
# Restores, builds, lints and tests everything; what the README and the gate call. Needs the .NET 10 SDK, Node 20 and git.
#   ./build.sh            everything
#   ./build.sh --no-node  without the Node clients and the lint of the protos
set -euo pipefail
cd "$(dirname "$0")"
node=true
[ "${1:-}" = "--no-node" ] && node=false
configuration=Release
step() { printf '\n== %s\n' "$*"; }

if $node; then
  step "Node packages"
  for folder in . protos tests/Rpc.Tests/node tests/EventStoreDb.Double.Tests/node; do
    stamp="$folder/node_modules/.package-lock.json"
    if [ ! -f "$stamp" ] || [ "$folder/package-lock.json" -nt "$stamp" ]; then
      npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error
    fi
  done

  step "Contract: lint, and breaking changes"
  buf=$(find protos/node_modules/@bufbuild -path '*/bin/buf' | head -n 1)
  "$buf" lint
  ./protos/breaking.sh "$buf"
fi

step "Build"
dotnet build BudgetCoaching.sln -c "$configuration" -m:2 -nologo -clp:ErrorsOnly

step "Tests"
passed=0 failed=0 broken=""
for project in tests/*.Tests/*.csproj; do
  log=$(mktemp)
  dotnet test "$project" -c "$configuration" --no-build -nologo --logger "console;verbosity=normal" >"$log" 2>&1 || broken="$broken $project"
  p=$(grep -oE '^ *Passed: +[0-9]+' "$log" | grep -oE '[0-9]+' | tail -1 || true)
  f=$(grep -oE '^ *Failed: +[0-9]+' "$log" | grep -oE '[0-9]+' | tail -1 || true)
  printf '%-45s %5s passed %3s failed\n' "$(basename "$project" .csproj)" "${p:-0}" "${f:-0}"
  if [ "${f:-0}" != 0 ] || [ -z "${p:-}" ]; then grep -vE '^ *Passed ' "$log" | tail -n 200; fi
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0}))
  rm -f "$log"
done
printf '\n%d passed, %d failed\n' "$passed" "$failed"
[ -z "$broken" ] || { echo "failing:$broken" >&2; exit 1; }
[ "$passed" -gt 0 ] || { echo "no test ran" >&2; exit 1; }
