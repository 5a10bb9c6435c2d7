#!/bin/sh
# dot.sh FINWAIT ROOT WORK: every state diagram through Graphviz. A warning counts as a failure. Exit 77: no Graphviz.
set -u
# shellcheck source=tests/diagrams/draw.sh
. "$(dirname -- "$0")/draw.sh"
if ! command -v dot >/dev/null; then
  echo "skipped: Graphviz (Debian package graphviz) is needed to read the dot diagrams"
  exit 77
fi
draw "$1" "$2" "$3" dot dot state
failed=0
for picture in "$3"/pictures/*.dot; do
  said=$(dot -Tsvg -o /dev/null "$picture" 2>&1) && [ -z "$said" ] && continue
  echo "$picture: $said"
  failed=1
done
dot -V
exit "$failed"
