#!/bin/sh
# Sourced: whether two databases of results hold the same, to the byte. Only meta may differ, in when and where it was.

# dump_results FINWAIT DATABASE
dump_results() {
  for table in $("$1" sweep query "$2" "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name" | tr -d '\r' |
    tail -n +2); do
    echo "$table"
    case $table in
      meta)
        "$1" sweep query "$2" "SELECT * FROM meta
          WHERE key NOT IN ('machine', 'threads', 'started', 'finished', 'seconds') ORDER BY key" || return 1
        ;;
      *) "$1" sweep query "$2" "SELECT * FROM $table" || return 1 ;;
    esac
  done
}

# same_results FINWAIT FOLDER A B: dumps both into FOLDER and compares; false if there is a difference, or nothing at all.
same_results() {
  dump_results "$1" "$3" >"$2/a.dump" && dump_results "$1" "$4" >"$2/b.dump" || return 1
  grep -q '^metrics$' "$2/a.dump" || return 1
  cmp "$2/a.dump" "$2/b.dump" || { diff "$2/a.dump" "$2/b.dump" | head -n 20; return 1; }
}
