#!/bin/sh
# fuzz_wire.sh ROOT WORK SECONDS: builds wire_fuzz below WORK and runs it for so long. Exit 77: there is no clang++ with
# libFuzzer, so nothing was tried.
set -u
root=$1 work=$2 seconds=$3
flags='-std=c++20 -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all'
if ! command -v clang++ >/dev/null; then
  echo "skipped: clang++ is needed for libFuzzer"
  exit 77
fi
mkdir -p "$work/corpus" || exit 1
echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }' >"$work/probe.cpp"
# shellcheck disable=SC2086
if ! clang++ $flags "$work/probe.cpp" -o "$work/probe" 2>"$work/probe.log"; then
  echo "skipped: clang++ cannot link libFuzzer (package libclang-rt-*-dev)"
  exit 77
fi
# Only what the target needs, with the sanitizers in all of it.
# shellcheck disable=SC2086
clang++ $flags -I"$root" "$root"/core/wire*.cpp "$root/tests/support/wire_samples.cpp" "$root/tests/fuzz/wire_fuzz.cpp" \
  -o "$work/wire_fuzz" || exit 1
# To begin with: a SYN with all its options.
printf '%b' \
  '\0007\0105\0000\0000\0074\0000\0001\0100\0000\0100\0006\0116\0205\0300\0000\0002\0001\0306\0063\0144\0001\0300\0000\0060' \
  '\0071\0001\0002\0003\0004\0000\0000\0000\0000\0240\0002\0372\0360\0052\0112\0000\0000\0002\0004\0005\0264\0004\0002\0010' \
  '\0012\0000\0017\0102\0100\0000\0000\0000\0000\0001\0003\0003\0007' \
  >"$work/corpus/syn"
exec "$work/wire_fuzz" -max_total_time="$seconds" -max_len=200 -seed=1 -print_final_stats=1 \
  -artifact_prefix="$work/" "$work/corpus"
