#!/bin/sh
# layers.sh ROOT: fails on an include against core <- loss_models <- sim <- tools, on what the three libraries must not
# use, and on a source file of more than 400 lines. Each finding is a line "file:line: what is wrong".
set -u
cd "$1" || exit 2
found=$(mktemp) || exit 2
trap 'rm -f "$found"' EXIT

# report WHAT: appends grep's "file:line:text" lines as findings.
report() { sed "s|^\([^:]*:[0-9]*\):\(.*\)|\1: $1:\2|" >>"$found"; }
sources() { find "$@" -name '*.hpp' -o -name '*.cpp' 2>/dev/null; }
# grep -n over the folders' sources, with strings and comments blanked: they may speak of anything.
search_code() {
  pattern=$1
  shift
  for file in $(sources "$@"); do
    sed -E -e "s#'\"'##g" -e 's#"([^"\\]|\\.)*"#""#g' -e 's#//.*##' "$file" | grep -nE "$pattern" | sed "s|^|$file:|"
  done
}
search_includes() {
  pattern=$1
  shift
  for file in $(sources "$@"); do
    grep -nE "^ *# *include *[<\"]($pattern)" "$file" | sed "s|^|$file:|"
  done
}

search_includes '(loss_models|sim|tools|tests)/' core | report 'core must not know its users'
search_includes '(sim|tools|tests)/' loss_models | report 'loss_models must know core only'
search_includes '(tools|tests)/' sim | report 'sim must not know tools'
search_includes 'tests/' tools | report 'tools must not know the tests'
search_includes '\.\./' core loss_models sim tools | report 'includes start at the top of the tree'
search_includes '(iostream|fstream|sstream|ostream|istream|filesystem|thread|mutex|future|condition_variable|random)>' \
  core loss_models sim | report 'not in core, loss_models or sim'
search_includes '(nlohmann|CLI|boost)/' core loss_models | report 'the standard library only'
search_code '\b(system_clock|steady_clock|high_resolution_clock|getenv|unordered_(map|set|multimap|multiset))\b' \
  core loss_models sim | report 'not the same on every run'
search_code '\b(float|double)\b' core loss_models sim | report 'times and probabilities are integers'
search_code '\b(try|catch|throw|dynamic_cast|typeid)\b' core loss_models sim | report 'errors are values here'
for file in $(sources core loss_models sim tools tests); do
  lines=$(wc -l <"$file")
  [ "$lines" -le 400 ] || echo "$file:$lines: more than 400 lines" >>"$found"
done

[ -s "$found" ] || exit 0
cat "$found"
exit 1
