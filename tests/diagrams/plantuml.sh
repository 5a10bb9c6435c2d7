#!/bin/sh
# plantuml.sh FINWAIT ROOT WORK: every diagram through PlantUML's own parser, in one Java machine. Exit 77: no PlantUML.
set -u
# shellcheck source=tests/diagrams/draw.sh
. "$(dirname -- "$0")/draw.sh"
if ! command -v plantuml >/dev/null; then
  echo "skipped: PlantUML (Debian package plantuml) is needed to read the plantuml diagrams"
  exit 77
fi
draw "$1" "$2" "$3" plantuml puml sequence state
plantuml -version | head -n 1
# It must say no to what is wrong, or its yes means nothing.
printf '@startuml\na ->> -> b b\n@enduml\n' >"$3/wrong.puml"
if plantuml -charset UTF-8 -checkonly "$3/wrong.puml" >/dev/null 2>&1; then
  echo "this PlantUML takes everything for right"
  exit 1
fi
plantuml -charset UTF-8 -checkonly "$3"/pictures/*.puml && exit
# Which of them.
plantuml -charset UTF-8 -syntax "$3"/pictures/*.puml
exit 1
