#!/bin/sh
# slurm.sh FINWAIT ROOT FOLDER SWEEP: tools/cluster/slurm-sweep on a real Slurm of two nodes. Eight tasks, of which one is
# killed, one is queued again by the operator and one is asked to end, give the bytes of one process; and so they do
# when a part is lost and only the merge is submitted. Packages that the machine lacks are unpacked below FOLDER.
# Exit 77: there is no Slurm to be had, so nothing was tested.
set -u
finwait=$1 root=$2 folder=$3 sweep=$4
repeats=65000
here=$(dirname -- "$(readlink -f -- "$0")")
# shellcheck source=tests/cluster/debian_commands.sh
. "$here/debian_commands.sh"
# shellcheck source=tests/cluster/slurm_daemons.sh
. "$here/slurm_daemons.sh"
# shellcheck source=tests/cluster/same_results.sh
. "$here/same_results.sh"

[ "$(id -u)" -eq 0 ] || { echo "skipped: only root can start slurmd"; exit 77; }
is_loopback localhost || { echo "skipped: Slurm resolves no name on a machine without a network"; exit 77; }
# The daemons listen where the machine's name leads to, so they get a name of their own, if this root may give them one.
if [ -z "${FINWAIT_NAMED:-}" ] && ! is_loopback "$(uname -n)" && unshare --uts true 2>/dev/null; then
  # shellcheck disable=SC2016
  FINWAIT_NAMED=yes exec unshare --uts sh -c 'echo localhost >/proc/sys/kernel/hostname; exec "$0" "$@"' "$0" "$@"
fi
need_commands "$folder/slurm" 'slurm-wlm munge' munged slurmctld slurmd slurmstepd sbatch squeue scontrol || exit 77
slurm_plugins=${unpacked:+$(find "$unpacked/usr/lib" -name slurm-wlm -type d)}

# Below /tmp, for the path of a socket must be short.
work=$(mktemp -d /tmp/finwait-slurm.XXXXXX) || exit 1
finish() {
  code=$?
  trap - EXIT
  [ "$code" -eq 0 ] || tail -n 20 "$work"/*.log "$work"/many/log/*.log 2>/dev/null
  stop_slurm
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP
fail() { echo "failed: $*"; exit 1; }

start_slurm || fail "Slurm does not start"
FINWAIT=$(readlink -f -- "$finwait")
export FINWAIT

# The process of finwait that runs a task of this Slurm, if there is one now that has begun: it catches SIGTERM.
process_of() {
  grep -lzxF -e "SLURM_ARRAY_TASK_ID=$1" /proc/[0-9]*/environ 2>/dev/null | while read -r environment; do
    process=${environment%/environ}
    [ "$(readlink "$process/exe" 2>/dev/null)" = "$FINWAIT" ] || continue
    grep -q '^SigCgt:.*[4-7c-f]...$' "$process/status" 2>/dev/null || continue
    grep -qzxF -e "SLURM_CONF=$SLURM_CONF" "$environment" 2>/dev/null && echo "${process#/proc/}" && break
  done
}

# wait_for SECONDS WHAT COMMAND...: until the command says something; $said is what.
wait_for() {
  deadline=$(($(date +%s) + $1)) what=$2
  shift 2
  while said=$("$@"); [ -z "$said" ]; do
    [ "$(date +%s)" -lt "$deadline" ] || fail "waited too long for $what: $(squeue 2>&1)"
    sleep 0.05
  done
}
queue_is_empty() { [ -n "$(squeue -h 2>&1)" ] || echo yes; }
log_has() { grep -q -- "$2" "$work/many/log/$1" || fail "log/$1 does not say \"$2\""; }

echo "one process"
"$FINWAIT" sweep run "$sweep" -o "$work/one" --repeats "$repeats" || fail "one process"

echo "eight tasks"
jobs=$("$root/tools/cluster/slurm-sweep" --time=5 "$sweep" "$work/many" 8 -- --repeats "$repeats") || fail "slurm-sweep"
array=${jobs% *}
wait_for 60 "task 0" process_of 0
kill -KILL "$said" || fail "task 0 ended before it could be killed"
wait_for 90 "task 3" process_of 3
scontrol requeue "${array}_3" || fail "task 3 ended before it could be queued again"
# The last task has the job number of the whole array.
wait_for 90 "task 7" process_of 7
kill -TERM "$said" || fail "task 7 ended before it could be asked to end"
wait_for 150 "the end of all tasks and of the merge" queue_is_empty
log_has task-0.log 'finwait ended with 137'
log_has task-7.log 'runs are kept'
log_has task-7.log 'finwait ended with 75'
for task in 0 1 2 3 4 5 6 7; do lives="${lives:-}$(grep -c ' life ' "$work/many/log/task-$task.log")"; done
[ "$lives" = 21121112 ] || fail "lives of the eight tasks: $lives"
same_results "$FINWAIT" "$work" "$work/one/results.sqlite" "$work/many/results.sqlite" || fail "the merged result differs"

echo "a part is lost, and the merge alone comes again"
rm "$work/many/results.sqlite" "$work"/many/part-00003-of-*
sbatch --output="$work/many/log/merge-again.log" "$root/tools/cluster/slurm-merge" "$FINWAIT" "$work/many" 8 0 1 \
  "$root/tools/cluster/slurm-sweep" "$sweep" "$work/many" 8 -- --repeats "$repeats" || fail "sbatch"
wait_for 150 "the end of what was submitted again" queue_is_empty
log_has merge-again.log 'submitting the sweep again'
same_results "$FINWAIT" "$work" "$work/one/results.sqlite" "$work/many/results.sqlite" || fail "the merged result differs"
