#!/usr/bin/env bash
# Builds and measures everything, and prints one table: ours, its reference in the same run, the ratio, and what it must be.
#   bench/run.sh          full: read sets of 1,000 households x 1,000 events, 3 rounds
#   bench/run.sh quick    a tenth of it, to see that nothing broke
# --markdown FILE puts the table there too, between its marks; --rounds N; --only append,postgres,grpc,slow,replay,rebuild,query,follow
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build src/Api/Api.csproj -c Release -m:2 -nologo -v q -clp:ErrorsOnly
dotnet build bench/Comparison/Bench.csproj -c Release -m:2 -nologo -v q -clp:ErrorsOnly
mkdir -p artifacts/bench
if command -v gcc >/dev/null; then
  gcc -shared -fPIC -O2 -o artifacts/bench/slow_flush.so bench/Comparison/SlowFlush.c -ldl
fi
if command -v npm >/dev/null; then
  npm install --prefix artifacts/bench/message-db @eventide/message-db@1.3.1 --no-audit --no-fund --loglevel=error >/dev/null || true
fi
exec artifacts/bin/Bench/release/BudgetCoaching.Bench table "$@"
