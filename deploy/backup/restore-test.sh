#!/usr/bin/env bash
# Restores the newest dump into scratch databases and compares its tables and rows with what the dump holds; drops them.
set -euo pipefail
export PGOPTIONS='-c client_min_messages=warning'

databases=${DATABASES:-identity chat stream archive payment notification}
folder=${BACKUP_FOLDER:?where from}
age_max=${BACKUP_AGE_MAX_HOURS:-26}
newest=$(find "$folder" -mindepth 1 -maxdepth 1 -type d -name '2*Z' | sort | tail -n 1)
[ -n "$newest" ] || { echo "no dump in $folder" >&2; exit 1; }
[ -z "$(find "$newest" -maxdepth 0 -mmin "+$((age_max * 60))")" ] || { echo "the newest dump is old: $newest" >&2; exit 1; }
(cd "$newest" && sha256sum --check --quiet SHA256SUMS)

for database in $databases; do
  scratch=restore_test_$database
  dropdb --if-exists --force "$scratch"
  createdb "$scratch"
  trap 'dropdb --if-exists --force "$scratch"' EXIT
  pg_restore --exit-on-error --no-owner --no-privileges --dbname="$scratch" "$newest/$database.dump"
  dumped=$(pg_restore --list "$newest/$database.dump" | grep -c ' TABLE DATA ' || true)
  restored=$(psql -XAtq -d "$scratch" -c "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')")
  if [ "$dumped" != "$restored" ] || [ "$restored" = 0 ]; then
    echo "$database: $dumped tables dumped, $restored restored" >&2
    exit 1
  fi
  rows=$(psql -XAtq -d "$scratch" -c 'analyze' -c "select coalesce(sum(c.reltuples::bigint), 0) from pg_class c
    join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')")
  dropdb --force "$scratch"
  trap - EXIT
  echo "$database: $restored tables, about $rows rows restored"
done
