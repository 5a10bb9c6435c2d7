#!/bin/sh
# check.sh FINWAIT ROOT WORK: installs playwright-core and axe-core below WORK and runs check.js there. Exit 77: there
# is no node, no Chromium or no npm registry, so nothing was checked.
set -u
finwait=$1 root=$2 work=$3
for command in node npm chromium; do
  if ! command -v $command >/dev/null; then
    echo "skipped: $command is needed to look at the report in a browser"
    exit 77
  fi
done
mkdir -p "$work" || exit 1
if [ ! -d "$work/node_modules/playwright-core" ] || [ ! -d "$work/node_modules/axe-core" ]; then
  # A package.json of its own, or npm would look for one in the folders above.
  echo '{ "private": true }' >"$work/package.json"
  if ! (cd "$work" && timeout 150 npm install --no-audit --no-fund --loglevel=error playwright-core@1 axe-core@4); then
    echo "skipped: npm could not install playwright-core and axe-core"
    exit 77
  fi
fi
CHROMIUM=$(command -v chromium) NODE_PATH=$work/node_modules \
  exec node "$(dirname -- "$0")/check.js" "$finwait" "$root" "$work"
