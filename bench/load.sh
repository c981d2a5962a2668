#!/usr/bin/env bash
# Starts the service with a fresh folder and verified callers, fills it, calls it as offices would, and prints Markdown.
#   bench/load.sh                    64 callers for 30 s, then 200 calls a second for 30 s
#   bench/load.sh --nodes 3          the same of three nodes over an event store of three servers (the double of the tests)
#   bench/load.sh --callers 0 --rate 100 --soak 10m
#                                    holds a rate and judges whether latency and memory stay level
#   bench/load.sh --at http://node1:5081,http://node2:5081,http://node3:5081 --api-key-file FILE
#                                    calls nodes that run already; their agency is "load", FILE holds an administrator's key of it
# All words: bench/load.sh --help. Everything that was started is stopped and removed at the end, after Ctrl-C as well.
set -euo pipefail
cd "$(dirname "$0")/.."
for project in src/Api/Api.csproj tests/EventStoreDb.Double/EventStoreDb.Double.csproj bench/Load/Load.Bench.csproj; do
  dotnet build "$project" -c Release -m:2 -nologo -v q -clp:ErrorsOnly >&2
done
exec artifacts/bin/Load.Bench/release/BudgetCoaching.Load.Bench "$@"
