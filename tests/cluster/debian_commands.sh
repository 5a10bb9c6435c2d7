#!/bin/sh
# Sourced: commands of Debian packages for a test, without installing them. Slurm's and munge's packages would make users,
# enable services and start a daemon, on the machine of whoever runs the tests; unpacked into a folder they do nothing.

# need_commands FOLDER PACKAGES COMMAND...: puts the commands on PATH, from FOLDER, where the packages are unpacked, if the
# machine lacks one of them; $unpacked is then FOLDER, else nothing. False, with a notice, if they cannot be had.
need_commands() {
  unpacked=$1 packages=$2
  shift 2
  # Debian calls slurmctld so only after update-alternatives; daemons are not on everybody's path.
  PATH=$PATH:/usr/sbin:/sbin
  missing=
  for command in "$@"; do
    command -v "$command" >/dev/null || command -v "$command-wlm" >/dev/null || missing="$missing $command"
  done
  [ -n "$missing" ] || { unpacked= && return; }
  if [ ! -f "$unpacked/.unpacked" ]; then
    echo "unpacking Debian's $packages below $unpacked, for:$missing"
    unpack_packages || { echo "skipped: apt-get could not fetch $packages"; return 1; }
  fi
  PATH=$unpacked/usr/sbin:$unpacked/usr/bin:$PATH
  unpacked_libraries=$(find "$unpacked/usr/lib" -name 'lib*.so*' -exec dirname {} + 2>/dev/null | sort -u | paste -s -d :)
  [ -z "$unpacked_libraries" ] || export LD_LIBRARY_PATH="$unpacked_libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  export PATH
}

# Into a folder beside it first, so that an interrupted one does not count. apt-get is asked what would be installed:
# the packages with those of their dependencies that the machine lacks.
unpack_packages() {
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
  next=$unpacked.next
  rm -rf "$next" && mkdir -p "$next/debs" || return 1
  if ! wanted=$(list_packages) && [ "$(id -u)" -eq 0 ]; then
    timeout 120 apt-get -q update >"$next/log" 2>&1
    wanted=$(list_packages)
  fi
  [ -n "$wanted" ] || return 1
  # Old lists name what is gone.
  if ! download_packages; then
    [ "$(id -u)" -eq 0 ] && timeout 120 apt-get -q update >>"$next/log" 2>&1
    download_packages || { tail -n 5 "$next/log"; return 1; }
  fi
  for package in "$next"/debs/*.deb; do dpkg-deb -x "$package" "$next" || return 1; done
  rm -rf "$next/debs" "$unpacked"
  touch "$next/.unpacked" && mv "$next" "$unpacked"
}

list_packages() {
  # shellcheck disable=SC2086
  found=$(LC_ALL=C apt-get install --simulate --no-install-recommends $packages 2>/dev/null) || return 1
  printf '%s\n' "$found" | sed -n 's/^Inst \([^ ]*\).*/\1/p'
}

download_packages() {
  # shellcheck disable=SC2086
  (cd "$next/debs" && timeout 120 apt-get -q download $wanted) >>"$next/log" 2>&1
}
