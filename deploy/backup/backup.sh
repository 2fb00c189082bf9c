#!/usr/bin/env bash
# Dumps every service's database into BACKUP_FOLDER/<time>, with checksums; older folders go. PG* variables say where.
set -euo pipefail

databases=${DATABASES:-identity chat stream archive payment notification}
base=${DB_NAME:-livestream}
folder=${BACKUP_FOLDER:?where to}
keep=${BACKUP_KEEP_DAYS:-14}
time=$(date -u +%Y%m%dT%H%M%SZ)
part=$folder/.$time.part

mkdir -p "$part"
trap 'rm -rf "$part"' EXIT
for database in $databases; do
  pg_dump --format=custom --compress=6 --no-owner --no-privileges --file="$part/$database.dump" "${base}_$database"
  # a dump that can't be listed can't be restored
  pg_restore --list "$part/$database.dump" >/dev/null
done
(cd "$part" && sha256sum ./*.dump >SHA256SUMS)
mv "$part" "$folder/$time"
find "$folder" -mindepth 1 -maxdepth 1 -type d -name '2*Z' -mtime "+$keep" -exec rm -rf {} +
echo "dumped $databases to $folder/$time"
