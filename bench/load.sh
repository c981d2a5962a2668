#!/usr/bin/env bash
# Starts the service with a fresh folder and verified callers, fills it, calls it as offices would, and prints Markdown.
#   bench/load.sh                    64 callers for 30 s, then 200 calls a second for 30 s
#   bench/load.sh --rate 300 --soak 10m
#   bench/load.sh --at http://node1:5081,http://node2:5081,http://node3:5081 --api-key-file FILE
#                                    calls nodes that run already; their agency is "load", FILE holds an administrator's key of it
# The other words: dotnet run -c Release --project bench/Load
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build bench/Load/Load.Bench.csproj -c Release -m:2 -nologo -v q -clp:ErrorsOnly
load=artifacts/bin/Load.Bench/release/BudgetCoaching.Load.Bench
case " $* " in
  *" --at "*) exec "$load" "$@" ;;
esac
dotnet build src/Api/Api.csproj -c Release -m:2 -nologo -v q -clp:ErrorsOnly
mkdir -p artifacts/bench
folder=$(mktemp -d artifacts/bench/load-XXXXXX)
artifacts/bin/Api/release/BudgetCoaching.Api --data "$folder/books" \
  --BudgetCoaching:Grpc:Port 0 --BudgetCoaching:Web:Port 0 \
  --BudgetCoaching:Access:ApiKeys true --BudgetCoaching:Access:FirstAgency load \
  --BudgetCoaching:Limits:CallsPerSecond 0 --BudgetCoaching:Limits:CallsAtOnce 0 >"$folder/service.log" 2>&1 &
service=$!
trap 'kill -TERM $service 2>/dev/null; wait $service 2>/dev/null || true; rm -rf "$folder"' EXIT
address=""
for _ in $(seq 600); do
  address=$(sed -n 's/^gRPC .*: \(http:.*\)$/\1/p' "$folder/service.log")
  [ -n "$address" ] && [ -f "$folder/books/administrator.key" ] && break
  kill -0 $service || { cat "$folder/service.log" >&2; exit 1; }
  sleep 0.1
done
echo "$(nproc) cores ($(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)), load average before: $(cut -d' ' -f1-3 /proc/loadavg)"
echo
"$load" --at "$address" --api-key-file "$folder/books/administrator.key" --process $service "$@"
