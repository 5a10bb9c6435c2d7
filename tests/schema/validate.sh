#!/bin/sh
# validate.sh FINWAIT ROOT WORK: installs the validator ajv below WORK and runs validate.js. Exit 77: there is no node,
# or no npm registry, so nothing was validated.
set -u
finwait=$1 root=$2 work=$3
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "skipped: node and npm are needed to check the schemas with ajv"
  exit 77
fi
mkdir -p "$work" || exit 1
if [ ! -d "$work/node_modules/ajv" ]; then
  # A package.json of its own, or npm would look for one in the folders above.
  echo '{ "private": true }' >"$work/package.json"
  if ! (cd "$work" && timeout 150 npm install --no-audit --no-fund --loglevel=error ajv@8); then
    echo "skipped: npm could not install ajv"
    exit 77
  fi
fi
NODE_PATH=$work/node_modules exec node "$(dirname -- "$0")/validate.js" "$finwait" "$root"
