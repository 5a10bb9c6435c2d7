#!/bin/sh
# build_preset.sh ROOT PRESET: builds a preset as a person would, and says nothing if it works.
set -u
cd "$1" || exit 2
# Once is enough for: every public header compiles alone.
headers=
targets=all
[ "$2" = clang ] && headers=all_verify_interface_header_sets
# The linter reads the command line's library anew for each of its files, which takes longer than all the rest.
[ "$2" = tidy ] && targets=finwait_sim
# Nobody debugs this build: lines are enough for what a sanitizer says, and a quarter of the time.
lines=
[ "$2" = dev ] && lines='-DCMAKE_CXX_FLAGS_DEBUG=-O1 -g1'
cmake --preset "$2" -DCMAKE_VERIFY_INTERFACE_HEADER_SETS=ON -DFINWAIT_CI=OFF ${lines:+"$lines"} || exit 1
# shellcheck disable=SC2086
cmake --build "build/$2" --target $targets $headers -- -k 0 --quiet
