#!/bin/sh
# traces.sh FINWAIT ROOT: prints the trace of every shipped scenario as it is written, with three seeds and with each side
# under other stacks. Sourced or called by the comparisons beside it.
set -eu
finwait=$1
root=$2
count=0
for scenario in "$root"/scenarios/*.json "$root"/scenarios/links/*.json; do
  case $scenario in *.schema.json) continue ;; esac
  for seed in 1 2 18446744073709551615; do
    "$finwait" run "$scenario" --seed "$seed" --format jsonl
  done
  for format in svg html pcapng csv mermaid plantuml dot; do
    "$finwait" run "$scenario" --format "$format"
  done
  "$finwait" explain "$scenario" --lang zh --width 80
  # A stack that a scenario's own "set" does not suit is an error, and the same error everywhere.
  "$finwait" compare "$scenario" --stacks textbook,rfc9293,linux 2>&1 || true
  count=$((count + 1))
done
[ "$count" -gt 0 ] || { echo "no scenario in $root/scenarios" >&2; exit 1; }
