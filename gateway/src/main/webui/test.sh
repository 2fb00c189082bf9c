#!/usr/bin/env sh
# The web UI's unit tests within the Maven build; without Node.js it is built, and so tested, elsewhere.
set -u
cd "$(dirname "$0")"

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo 'Web UI tests skipped: Node.js and npm are missing. Install Node.js 22 or newer to run them.'
  exit 0
fi

log=${1:-webui-tests.log}
mkdir -p "$(dirname "$log")"

# What Quinoa installs serves here too, whichever comes first.
if [ ! -d node_modules ] && ! npm ci --no-audit --no-fund >"$log" 2>&1; then
  cat "$log"
  echo 'Web UI tests failed: npm ci could not install what they need.'
  exit 1
fi

if NO_COLOR=1 npm run --silent check >"$log" 2>&1; then
  echo 'Web UI tests:'
  grep -E '^ *(Test Files|Tests|Duration) ' "$log"
else
  cat "$log"
  echo 'Web UI tests failed.'
  exit 1
fi
