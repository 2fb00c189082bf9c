#!/usr/bin/env bash
# Records what running services expose: deploy/prometheus/record.sh chat-service=http://127.0.0.1:8081 gateway=http://127.0.0.1:9080 ...
# The lists are what dashboards, alerts and docs/metrics.md are checked against.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p metrics
for pair in "$@"; do
  curl -fsS "${pair#*=}/q/metrics" | awk '
    /^# HELP / { name = $3; $1 = $2 = $3 = ""; sub(/^ +/, ""); help[name] = $0; next }
    /^# TYPE / { kind[$3] = $4; base = $3; next }
    /^[a-zA-Z_]/ { name = $1; sub(/\{.*/, "", name); if (!(name in seen)) { seen[name] = 1; print name "\t" kind[base] "\t" help[base] } }
  ' | LC_ALL=C sort >"metrics/${pair%%=*}.tsv"
done
