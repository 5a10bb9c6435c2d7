#!/bin/sh
# calls.sh FINWAIT ROOT: the traces of all scenarios, called in different circumstances, are the same bytes.
set -eu
finwait=$1 root=$2
here=$(dirname -- "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$here/traces.sh" "$finwait" "$root" >"$work/plain"
(cd / && env -i PATH="$PATH" TZ=Pacific/Chatham LC_ALL=tr_TR.UTF-8 COLUMNS=40 "$here/traces.sh" "$finwait" "$root") >"$work/elsewhere"
cmp "$work/plain" "$work/elsewhere"

# The program's own comparison of a run with its repetition, in one process.
for scenario in "$root"/scenarios/*.json; do
  case $scenario in *.schema.json) continue ;; esac
  "$finwait" run "$scenario" --twice --format jsonl >/dev/null
done
echo "$(wc -l <"$work/plain") lines, the same in both circumstances"
