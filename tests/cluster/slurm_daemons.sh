#!/bin/sh
# Sourced by slurm.sh: a Slurm of its own, on loopback and within the folder $work: munged, slurmctld and two slurmd with
# one CPU each, without systemd, cgroups or a change anywhere else. Everything ends by its pid file in stop_slurm.
# $slurm_plugins is where Slurm's plugins are, if not where Debian installs them.
# shellcheck disable=SC2154

# Ports that nobody listens on, below those that the kernel gives to clients.
free_ports() {
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v seed="$$" -v wanted="$1" '
    $4 == "0A" { split($2, address, ":"); taken[address[2]] = 1 }
    END {
      for (port = 20000 + seed % 10000; wanted > 0; port++)
        if (!(sprintf("%04X", port) in taken)) { printf "%d ", port; wanted-- }
    }'
}

# munge's own folders belong to its package: everything is given here. --force, because who owns the folders above
# $work is not for a test to judge.
start_munged() {
  (umask 077 && head -c 1024 /dev/urandom >"$work/munge.key") || return 1
  timeout 20 munged --force --origin=127.0.0.1 --socket="$work/munge.socket" --key-file="$work/munge.key" \
    --pid-file="$work/munged.pid" --log-file="$work/munged.log" --seed-file="$work/munge.seed" >>"$work/munged.log" 2>&1
}

# Whether a machine's name leads to loopback.
is_loopback() {
  case $(getent ahostsv4 "$1" 2>/dev/null) in
    127.*) return 0 ;;
    *) return 1 ;;
  esac
}

# A task that was requeued waits until its old credential has expired: cred_expire, or it would be 120 s.
# With NoInAddrAny and NoCtldInAddrAny each daemon listens only where the machine's own name leads to. If that is not
# loopback (a container's name is its address), it listens everywhere, and munge's key is what keeps strangers out.
write_slurm_conf() {
  # shellcheck disable=SC2046
  set -- $(free_ports 3)
  user=$(id -un)
  cat >"$work/slurm.conf" <<END
ClusterName=finwait
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$1
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket,cred_expire=5
${slurm_plugins:+PluginDir=$slurm_plugins}
$(is_loopback "$(uname -n)" && echo CommunicationParameters=NoCtldInAddrAny,NoInAddrAny)
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/linear
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,sched_min_interval=0,bf_interval=1,batch_sched_delay=0
ReturnToService=2
SlurmdTimeout=5
KillWait=5
MailProg=/bin/true
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool.%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.%n.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.%n.log
TmpFS=$work
NodeName=n1 NodeHostname=localhost NodeAddr=127.0.0.1 Port=$2 CPUs=1 State=UNKNOWN
NodeName=n2 NodeHostname=localhost NodeAddr=127.0.0.1 Port=$3 CPUs=1 State=UNKNOWN
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
END
  # Nothing here uses cgroups, but slurmd would look for the kind that is mounted, and v2 it would change, or fail.
  echo 'CgroupPlugin=cgroup/v1' >"$work/cgroup.conf"
  mkdir -p "$work/state" "$work/spool.n1" "$work/spool.n2"
  export SLURM_CONF="$work/slurm.conf"
}

# Debian calls it slurmctld-wlm until update-alternatives has given it its name.
slurm_command() { command -v "$1" || command -v "$1-wlm"; }

nodes_are_ready() { [ "$(timeout 5 sinfo -h -N -o '%N %t' 2>/dev/null | grep -c ' idle$')" -eq 2 ]; }

start_slurm() {
  start_munged || return 1
  write_slurm_conf
  timeout 20 "$(slurm_command slurmctld)" >>"$work/slurmctld.log" 2>&1 || return 1
  for node in n1 n2; do
    timeout 20 "$(slurm_command slurmd)" -N "$node" -d "$(slurm_command slurmstepd)" >>"$work/slurmd.$node.log" 2>&1 ||
      return 1
  done
  tries=0
  while ! nodes_are_ready; do
    tries=$((tries + 1))
    [ "$tries" -le 100 ] || return 1
    sleep 0.2
  done
}

# Whether a process is there and no zombie: in a container nobody may be there to collect those.
alive() { [ -r "/proc/$1/stat" ] && ! grep -q '^[0-9]* (.*) Z' "/proc/$1/stat"; }

# end_daemons NAME...: asks all of them to end, by their pid files, and after ten seconds makes them.
end_daemons() {
  pids=
  for daemon in "$@"; do
    [ -s "$work/$daemon.pid" ] && read -r pid <"$work/$daemon.pid" && alive "$pid" && pids="$pids $pid"
  done
  for pid in $pids; do kill -TERM "$pid" 2>/dev/null; done
  for pid in $pids; do
    tries=0
    while alive "$pid"; do
      tries=$((tries + 1))
      [ "$tries" -ne 100 ] || { echo "$daemon (process $pid) does not end; killed"; kill -KILL "$pid"; }
      [ "$tries" -le 120 ] || break
      sleep 0.1
    done
  done
}

# Ends the jobs that are left, then what start_slurm started; munged last, for the others need it to the end.
stop_slurm() {
  if [ -s "$work/slurmctld.pid" ] && [ -n "$(timeout 5 squeue -h 2>/dev/null)" ]; then
    timeout 5 scancel --user="$(id -un)" 2>/dev/null
    tries=0
    while [ -n "$(timeout 5 squeue -h 2>/dev/null)" ] && [ "$tries" -le 50 ]; do
      tries=$((tries + 1))
      sleep 0.2
    done
  fi
  end_daemons slurmd.n1 slurmd.n2 slurmctld
  end_daemons munged
}
