#!/bin/sh
# embed.sh ROOT BUILD COMPILER WORK: installs BUILD below WORK, looks for what must be there, and builds and runs
# examples/embed with find_package(finwait).
set -eu
root=$1 build=$2 compiler=$3 work=$4
rm -rf "$work"
mkdir -p "$work"
cmake --install "$build" --prefix "$work/prefix" >"$work/install.log"

for file in bin/finwait include/finwait/core/segment.hpp include/finwait/loss_models/loss_model.hpp \
  include/finwait/sim/scenario.hpp share/finwait/scenarios; do
  [ -e "$work/prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done
if [ -e "$root/tools/finwait.1" ] && [ ! -e "$work/prefix/share/man/man1/finwait.1" ]; then
  echo "not installed: the manual"
  exit 1
fi
"$work/prefix/bin/finwait" --version

cmake -G Ninja -S "$root/examples/embed" -B "$work/embed" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_PREFIX_PATH="$work/prefix" >"$work/configure.log"
grep -q "^finwait_DIR:PATH=$work/prefix/" "$work/embed/CMakeCache.txt" || { echo "found some other finwait"; exit 1; }
cmake --build "$work/embed"
"$work/embed/close_test"
