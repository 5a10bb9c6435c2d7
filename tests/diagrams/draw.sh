#!/bin/sh
# Sourced: draw FINWAIT ROOT WORK FORMAT ENDING DIAGRAM... writes each diagram of every shipped scenario in this format
# to WORK/pictures/NAME.DIAGRAM.ENDING, afresh. Ends with 1 if a scenario cannot be drawn.
draw() {
  finwait=$1 root=$2 work=$3 format=$4 ending=$5
  shift 5
  rm -rf "$work/pictures"
  mkdir -p "$work/pictures" || exit 1
  for scenario in "$root"/scenarios/*.json "$root"/scenarios/links/*.json; do
    case $scenario in *.schema.json) continue ;; esac
    for diagram in "$@"; do
      picture=$work/pictures/$(basename "$scenario" .json).$diagram.$ending
      if ! "$finwait" run "$scenario" --format "$format" --diagram "$diagram" >"$picture"; then
        echo "cannot draw $scenario as $format ($diagram)"
        exit 1
      fi
    done
  done
}
