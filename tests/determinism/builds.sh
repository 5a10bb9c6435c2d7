#!/bin/sh
# builds.sh ROOT FINWAIT...: every build of finwait prints the same bytes for all scenarios.
set -eu
root=$1
shift
here=$(dirname -- "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for finwait in "$@"; do
  [ -x "$finwait" ] || { echo "not built: $finwait"; exit 1; }
  "$here/traces.sh" "$finwait" "$root" >"$work/next"
  [ -e "$work/first" ] || cp "$work/next" "$work/first"
  if ! cmp "$work/first" "$work/next"; then
    echo "$1 and $finwait differ; the first lines that do:"
    diff "$work/first" "$work/next" | head -n 6
    exit 1
  fi
done
echo "$(wc -l <"$work/first") lines, $(sha256sum <"$work/first" | cut -c1-16), the same from $# builds"
