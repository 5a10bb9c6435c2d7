#!/bin/sh
# submit.sh FINWAIT ROOT SWEEP: what tools/cluster/slurm-sweep asks of sbatch, with one that only writes down its words.
set -u
finwait=$(readlink -f -- "$1") root=$2 sweep=$3
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
fail() { echo "failed: $*"; cat "$work"/[0-9]* 2>/dev/null; exit 1; }

# Each call is a file of its own, one word a line.
mkdir "$work/bin" "$work/here"
cat >"$work/bin/sbatch" <<END
#!/bin/sh
number=\$((\$(ls "$work" | grep -c '^[0-9]') + 1))
printf '%s\n' "\$@" >"$work/\$number"
echo "\$((100 + number))"
END
printf '#!/bin/sh\nexit 2\n' >"$work/bin/failing"
chmod +x "$work/bin/sbatch" "$work/bin/failing"
PATH=$work/bin:$PATH
export PATH FINWAIT="$finwait"
cp "$sweep" "$work/here/a sweep.json"
cd "$work/here" || exit 1
has() { grep -qxF -e "$2" "$work/$1" || fail "call $1 has no $2"; }
lacks() { grep -q -e "$2" "$work/$1" && fail "call $1 has $2"; }

submit() { "$root/tools/cluster/slurm-sweep" "$@"; }
said=$(submit --dependency=afterok:99 --array=0-3%2 --chdir=/ 'a sweep.json' out 4 -- --repeats 7) || fail "slurm-sweep"
[ "$said" = "101 102" ] || fail "it says $said"
has 1 --array=0-3%2
has 1 --dependency=afterok:99
has 1 --chdir=/
has 2 --dependency=afterany:101
has 2 --chdir=/
lacks 2 afterok
lacks 2 --array=0
[ "$(grep -c -e '^--array' "$work/1")" -eq 1 ] || fail "more than one --array"

# What the merge submits if a part is missing: from another folder it is the same sweep, and nothing to wait for.
sed -n '/slurm-merge$/,$p' "$work/2" | sed 1d >"$work/words"
set --
while read -r word; do set -- "$@" "$word"; done <"$work/words"
shift
(cd / && sh "$root/tools/cluster/slurm-merge" "$work/bin/failing" "$@") >"$work/log" 2>&1
[ $? -eq 2 ] || fail "slurm-merge: $(cat "$work/log")"
# FINWAIT of the second round is the command that failed, as it was of the first.
[ -e "$work/4" ] || fail "nothing was submitted again: $(cat "$work/log")"
has 3 --array=0-3%2
has 3 "$work/here/a sweep.json"
has 3 "$work/here/out"
has 3 --repeats
lacks 3 afterok
has 4 --dependency=afterany:103

rm "$work"/[0-9]
submit --array=%3 'a sweep.json' out 1 >/dev/null || fail "one shard"
has 1 --array=0-0%3
submit --array=1,3 'a sweep.json' refused 4 2>"$work/refused" && fail "other tasks than those of N"
grep -q 'allowed: --array=%M' "$work/refused" || fail "the refusal: $(cat "$work/refused")"
[ ! -e refused ] || fail "a refusal leaves a folder behind"

# Nor where the scheduler is missing, which is found out before anything is made.
mkdir "$work/plain"
for command in sh dirname readlink sed; do ln -s "$(command -v "$command")" "$work/plain"; done
for script in slurm-sweep parallel-sweep; do
  PATH=$work/plain "$root/tools/cluster/$script" 'a sweep.json' refused 4 2>"$work/refused" && fail "$script without a scheduler"
  grep -q 'is not here' "$work/refused" || fail "$script: $(cat "$work/refused")"
  [ ! -e refused ] || fail "$script makes a folder before it looks for its scheduler"
done

# A task uses the cores that it was given, or as many threads as its options say: finwait takes --threads once.
printf '#!/bin/sh\nprintf "%%s\\n" "$@"\n' >"$work/bin/listing"
chmod +x "$work/bin/listing"
task() {
  SLURM_ARRAY_JOB_ID=1 SLURM_ARRAY_TASK_ID=0 SLURM_CPUS_ON_NODE=3 "$root/tools/cluster/slurm-task" \
    "$work/bin/listing" 'a sweep.json' out 0 "$@" >"$work/1" || fail "a task"
}
task --repeats 7
has 1 --threads
has 1 3
for threads in '--threads=4' '--threads 4'; do
  # shellcheck disable=SC2086
  task --repeats 7 $threads
  [ "$(grep -c -e '^--threads' "$work/1")" -eq 1 ] || fail "not one --threads"
  lacks 1 '^3$'
done
exit 0
