#!/bin/sh
# shards.sh FINWAIT SWEEP: three shards as three processes at a time, as any scheduler would run them, merge to the
# bytes of one process; a merge of two of them is refused and leaves nothing behind; a shard that ran twice counts once.
set -u
finwait=$1 sweep=$2
# shellcheck source=tests/cluster/same_results.sh
. "$(dirname -- "$0")/same_results.sh"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
fail() { echo "failed: $*"; exit 1; }

"$finwait" sweep run "$sweep" -o "$work/one" --threads 1 || fail "one process"
# Each names its shard as another scheduler does.
env SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_STEP=1 \
  "$finwait" sweep run "$sweep" -o "$work/many" --shard auto --resume &
slurm=$!
env JOB_COMPLETION_INDEX=1 FINWAIT_SHARDS=3 "$finwait" sweep run "$sweep" -o "$work/many" --shard auto --resume &
kubernetes=$!
wait "$slurm" || fail "shard 0"
wait "$kubernetes" || fail "shard 1"

"$finwait" sweep merge "$work/many" -o "$work/merged.sqlite" --expect 3 2>"$work/refused" && fail "merged without shard 2"
grep -q "missing: shard 2 of 3" "$work/refused" || fail "the refusal does not name shard 2: $(cat "$work/refused")"
[ ! -e "$work/merged.sqlite" ] || fail "a refused merge left its file"

for try in first second; do
  env AWS_BATCH_JOB_ARRAY_INDEX=2 AWS_BATCH_JOB_ARRAY_SIZE=3 \
    "$finwait" sweep run "$sweep" -o "$work/many" --shard auto --resume || fail "shard 2, $try time"
done
"$finwait" sweep merge "$work/many" -o "$work/merged.sqlite" --expect 3 || fail "merge"
same_results "$finwait" "$work" "$work/one/results.sqlite" "$work/merged.sqlite" || fail "the merged result differs"
