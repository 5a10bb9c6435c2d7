#!/bin/sh
# layers_catches.sh LAYERS.SH: breaks each rule in a small tree of its own and sees that it is found.
set -u
tree=$(mktemp -d) || exit 2
trap 'rm -rf "$tree"' EXIT
mkdir "$tree/core" "$tree/loss_models" "$tree/sim" "$tree/tools" "$tree/tests"
failed=0

# finds FILE TEXT: TEXT in FILE must be a finding, and its absence none.
finds() {
  printf '%s\n' "$2" >"$tree/$1"
  if "$layers" "$tree" >"$tree/out"; then
    echo "not found in $1: $2"
    failed=1
  elif ! grep -q "^$1:" "$tree/out"; then
    echo "found, but not in $1: $(cat "$tree/out")"
    failed=1
  fi
  rm "$tree/$1"
}
accepts() {
  printf '%s\n' "$2" >"$tree/$1"
  if ! "$layers" "$tree" >"$tree/out"; then
    echo "should be accepted: $(cat "$tree/out")"
    failed=1
  fi
  rm "$tree/$1"
}

layers=$1
finds core/a.hpp '#include "loss_models/x.hpp"'
finds core/a.cpp '#include "sim/x.hpp"'
finds core/a.cpp '# include "tests/x.hpp"'
finds loss_models/a.cpp '#include "sim/x.hpp"'
finds sim/a.cpp '#include "tools/x.hpp"'
finds tools/a.cpp '#include "tests/x.hpp"'
finds sim/a.cpp '#include "../core/x.hpp"'
finds sim/a.cpp '#include <iostream>'
finds core/a.cpp '#include <random>'
finds core/a.cpp '#include <nlohmann/json.hpp>'
finds sim/a.cpp 'std::unordered_map<int, int> m;'
finds core/a.cpp 'const double p = 0;'
finds core/a.cpp 'auto t = std::chrono::steady_clock::now();'
finds sim/a.cpp 'throw 1;'
finds tests/a.cpp "$(seq 401)"
accepts sim/a.cpp '#include "core/x.hpp"'
accepts sim/a.cpp '#include <nlohmann/json.hpp>'
accepts core/a.cpp 'x();  // try to double it'
accepts core/a.cpp 'std::string_view s = "double \" throw";'
accepts tools/a.cpp '#include <thread>'
accepts tests/a.cpp "$(seq 400)"
exit $failed
