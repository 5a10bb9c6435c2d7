#!/bin/sh
# Sourced by slurm-sweep and parallel-sweep: reading their command lines, which are alike, and finding finwait.
# shellcheck disable=SC2034,SC2154

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() {
  code=$1
  shift
  say "$@"
  exit "$code"
}

# A word as the shell reads it back.
quoted() { printf " '%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }
absolute() {
  case $1 in
    /*) printf '%s' "$1" ;;
    *) printf '%s/%s' "$(pwd)" "$1" ;;
  esac
}

# Reads [OPTION OF $scheduler]... SWEEP DIR N [-- OPTION OF finwait sweep run]... into $scheduler_options and
# $finwait_options (to be evaluated), $sweep, $dir and $shards. $usage is what to say if they are not that.
read_arguments() {
  scheduler_options=
  finwait_options=
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help) printf '%s\n' "$usage" && exit 0 ;;
      -*) scheduler_options="$scheduler_options$(quoted "$1")" ;;
      *) break ;;
    esac
    shift
  done
  [ $# -ge 3 ] || die 2 "$usage"
  sweep=$(absolute "$1") dir=$(absolute "$2") shards=$3
  shift 3
  if [ $# -gt 0 ]; then
    [ "$1" = -- ] || die 2 "\"$1\" comes after SWEEP DIR N: options of $scheduler go before them (as --name=value, in \
one word), those of \"finwait sweep run\" after --"
    shift
  fi
  for option in "$@"; do finwait_options="$finwait_options$(quoted "$option")"; done

  [ -f "$sweep" ] || die 2 "there is no file $sweep"
  case $shards in
    '' | *[!0-9]* | 0*) die 2 "\"$shards\" shards; allowed: a whole number from 1" ;;
  esac
}

# Once nothing is left to be refused: a folder is no answer to a wrong command line.
make_folder() { mkdir -p "$dir/log" || die 75 "cannot make the folder $dir/log"; }

# $FINWAIT, or the one in PATH, or that of this source tree, which is built here and now: not by every task at once.
find_finwait() {
  if [ -n "${FINWAIT:-}" ]; then
    finwait=$(command -v "$FINWAIT") || die 2 "FINWAIT is $FINWAIT, which cannot be run"
    finwait=$(absolute "$finwait")
  elif finwait=$(command -v finwait); then
    :
  elif [ -x "$here/../finwait" ]; then
    "$here/../finwait" --version >/dev/null || exit
    finwait=$(readlink -f -- "$here/../../build/release/tools/finwait")
  else
    die 2 "there is no finwait: set FINWAIT to its path, the same on every machine"
  fi
}
