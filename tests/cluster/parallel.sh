#!/bin/sh
# parallel.sh FINWAIT ROOT FOLDER SWEEP: tools/cluster/parallel-sweep over four shards, of which one is killed and one
# cannot write at first, gives the bytes of one process; a failure for good is not tried again. GNU parallel is unpacked
# below FOLDER if the machine lacks it. Exit 77: it is not to be had, so nothing was tested.
set -u
finwait=$(readlink -f -- "$1") root=$2 folder=$3 sweep=$4
here=$(dirname -- "$(readlink -f -- "$0")")
# shellcheck source=tests/cluster/debian_commands.sh
. "$here/debian_commands.sh"
# shellcheck source=tests/cluster/same_results.sh
. "$here/same_results.sh"
need_commands "$folder/parallel" parallel parallel || exit 77
parallel --version >/dev/null 2>&1 || { echo "skipped: parallel does not start (it is written in Perl)"; exit 77; }

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
# It keeps files there.
export HOME="$work" PARALLEL_HOME="$work/.parallel"
fail() { echo "failed: $*"; exit 1; }
tries_of() { grep -c -- "--shard $1/" "$work/calls"; }

# finwait, but the first try of shard 1 is killed and that of shard 2 finds no room on the disk.
cat >"$work/finwait" <<END
#!/bin/sh
printf '%s\n' "\$*" >>"$work/calls"
case "\$*" in
  *"--shard 1/"*) [ -e "$work/was1" ] || { touch "$work/was1"; kill -KILL \$\$; } ;;
  *"--shard 2/"*) [ -e "$work/was2" ] || { touch "$work/was2"; exit 75; } ;;
esac
exec "$finwait" "\$@"
END
chmod +x "$work/finwait"
export FINWAIT="$work/finwait"

"$finwait" sweep run "$sweep" -o "$work/one" --threads 1 || fail "one process"
"$root/tools/cluster/parallel-sweep" --jobs=2 "$sweep" "$work/many" 4 -- --threads 1 || fail "parallel-sweep"
same_results "$finwait" "$work" "$work/one/results.sqlite" "$work/many/results.sqlite" || fail "the merged result differs"
tries="$(tries_of 0) $(tries_of 1) $(tries_of 2) $(tries_of 3)"
[ "$tries" = "1 2 2 1" ] || fail "tries of the four shards: $tries"

rm "$work/calls"
"$root/tools/cluster/parallel-sweep" "$sweep" "$work/wrong" 2 -- --repeats none && fail "a wrong option was accepted"
[ "$(wc -l <"$work/calls")" -eq 2 ] || fail "a failure for good was tried again"
[ ! -e "$work/wrong/results.sqlite" ] || fail "something was merged"
