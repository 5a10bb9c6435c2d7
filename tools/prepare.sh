#!/bin/sh
# Sourced by tools/finwait, tools/test and tests/bench/run: installs what the build needs and this machine lacks, and
# builds. Everything it says goes to stderr, and it reads nothing from stdin. It needs $root, the top of the source tree.
# shellcheck disable=SC2034,SC2154

say() { printf 'finwait: %s\n' "$*" >&2; }
# die CODE WORD...: ends with one of the command's own exit codes: 3 (it does not build) or 75 (try again).
die() {
  code=$1
  shift
  say "$@"
  exit "$code"
}

# What a build needs, as "package why"; a package counts as there if its command or its header is.
build_packages='g++ the C++20 compiler
cmake the build
ninja-build the build
libcli11-dev command lines
nlohmann-json3-dev reading scenarios
libboost1.81-dev the threads of sweeps (Boost.Asio)
libsqlite3-dev the results of sweeps'
test_packages='catch2 the test framework'
bench_packages='libbenchmark-dev the benchmark framework'
ci_packages='clang the second compiler
clang-format the check of the formatting
clang-tidy the lint'
# Programs of others that read what finwait writes. Without one of them its checks are skipped, and say so.
peer_packages='graphviz the check of the state diagrams in dot
plantuml the check of the PlantUML diagrams
tshark the check of the captures
libclang-rt-dev the fuzzing, with the sanitizers of clang
chromium the check of reports and pictures in a browser
poppler-utils the check of printed reports
fonts-wqy-microhei Chinese in printed reports'

have_package() {
  case $1 in
    g++) command -v "${CXX:-c++}" >/dev/null && return ;;
    ninja-build) command -v ninja >/dev/null && return ;;
    cmake | clang-format | clang-tidy | tshark | chromium) command -v "$1" >/dev/null && return ;;
    clang) command -v clang++ >/dev/null && return ;;
  esac
  command -v dpkg-query >/dev/null || return 1
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# need_packages LIST...: installs those of the lists that are missing, after saying which and what for.
need_packages() {
  missing=
  reasons=
  while read -r package why; do
    if [ -n "$package" ] && ! have_package "$package"; then
      missing="$missing $package"
      reasons="$reasons
  $package: $why"
    fi
  done <<END
$(printf '%s\n' "$@")
END
  [ -z "$missing" ] && return

  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    # No Debian: what has a header only, CMake will find or name.
    for package in $missing; do
      case $package in
        g++ | cmake | ninja-build | clang*) die 75 "this machine lacks $package, and has no apt-get to install it with" ;;
      esac
    done
    return
  fi
  say "building needs packages that this machine lacks:$reasons"
  install_packages
}

# want_packages LIST...: the same for what can be done without.
want_packages() { (need_packages "$@") || say "going on without them"; }

# Installs $missing as root.
install_packages() {
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die 75 "no root rights and no sudo here. As root, run: apt-get install$missing"
    as_root='sudo '
  fi
  apt="${as_root}env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300"
  log=$root/build/apt.log
  say "installing them: ${as_root}apt-get install$missing (once; this takes a minute or so)"
  # shellcheck disable=SC2086
  {
    # A fresh machine may have no package lists at all, and an old one may have lists that name what is gone.
    if ! ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; then $apt update; fi &&
      { $apt install --no-install-recommends $missing || { $apt update && $apt install --no-install-recommends $missing; }; }
  } >"$log" 2>&1 </dev/null && return
  tail -n 15 "$log" >&2
  die 75 "installing failed, see above and $log. As root, run: apt-get install$missing"
}

# One build at a time in this tree: the others wait here and then find the work done. The lock is held on descriptor 9
# until unlock, or until this shell ends.
lock() {
  mkdir -p "$root/build" 2>/dev/null
  [ -w "$root/build" ] || die 75 "cannot write to $root/build, where builds go"
  command -v flock >/dev/null || return 0
  exec 9>"$root/build/.lock"
  flock -n 9 && return
  say "waiting for another build in $root to end"
  flock 9
}
unlock() { exec 9>&-; }

# Whether anything of which the command is made has changed since build/release was last built from it. The stamp says
# where the tree was, for a tree that was moved or copied carries its build folder along.
stamp=$root/build/release/.finwait-built
stale() {
  [ -x "$root/build/release/tools/finwait" ] || return 0
  { read -r built_in <"$stamp"; } 2>/dev/null && [ "$built_in" = "$root" ] || return 0
  [ -n "$(cd "$root" && find core loss_models sim tools cmake CMakeLists.txt CMakePresets.json \
    -newer "$stamp" -print -quit)" ]
}

# Whether build/release is ready to build from this tree.
configured() {
  [ -f "$root/build/release/build.ninja" ] &&
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$root/build/release/CMakeCache.txt"
}

# configure OPTION...: makes build/release ready, unless it is so already with the options (-DNAME=VALUE) as asked.
configure() {
  fresh=--fresh
  if configured; then
    fresh=
    changed=
    for option in "$@"; do
      option=${option#-D}
      grep -qx "${option%%=*}:[A-Z]*=${option#*=}" "$root/build/release/CMakeCache.txt" || changed=yes
    done
    [ -z "$changed" ] && return
  else
    rm -f "$root/build/release/build.ninja"
  fi
  # shellcheck disable=SC2086
  (cd "$root" && cmake --preset release $fresh "$@") >"$root/build/configure.log" 2>&1 </dev/null 9>&- && return
  cat "$root/build/configure.log" >&2
  rm -f "$root/build/release/build.ninja"
  die 3 "cmake could not prepare the build, see above"
}

# Says that a build begins, and how long that takes.
announce() {
  if [ -x "$root/build/release/tools/finwait" ]; then
    say "bringing $root/build/release up to date"
  else
    say "building $root/build/release (once; this takes a minute or two)"
  fi
}

# build TARGET...: progress on a terminal, otherwise only what goes wrong.
build() {
  mkdir -p "$root/build/release"
  printf '%s\n' "$root" >"$stamp.next"
  quiet=--quiet
  [ -t 2 ] && quiet=
  # shellcheck disable=SC2086
  NINJA_STATUS='finwait: building %f/%t ' cmake --build "$root/build/release" --target "$@" -- $quiet >&2 </dev/null 9>&- ||
    die 3 "the build failed, see above"
  # Dated before the build began: what was edited meanwhile is newer.
  mv "$stamp.next" "$stamp"
}
