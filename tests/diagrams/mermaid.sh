#!/bin/sh
# mermaid.sh FINWAIT ROOT WORK: installs mermaid and jsdom (the page that its parser wants) below WORK and reads every
# diagram with mermaid's own parser. Exit 77: there is no node, or no npm registry, so nothing was read.
set -u
# shellcheck source=tests/diagrams/draw.sh
. "$(dirname -- "$0")/draw.sh"
work=$3
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "skipped: node and npm are needed to read the mermaid diagrams"
  exit 77
fi
mkdir -p "$work" || exit 1
if [ ! -d "$work/node_modules/mermaid" ] || [ ! -d "$work/node_modules/jsdom" ]; then
  # A package.json of its own, or npm would look for one in the folders above.
  echo '{ "private": true }' >"$work/package.json"
  if ! (cd "$work" && timeout 250 npm install --no-audit --no-fund --loglevel=error mermaid@11 jsdom@26); then
    echo "skipped: npm could not install mermaid and jsdom"
    exit 77
  fi
fi
draw "$1" "$2" "$work" mermaid mmd sequence state
# Modules are looked for from the place of the script on.
cp "$(dirname -- "$0")/mermaid.mjs" "$work/mermaid.mjs" || exit 1
exec node "$work/mermaid.mjs" "$work"/pictures/*.mmd
