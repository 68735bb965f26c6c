#!/bin/sh
# enter.sh COMMAND…: runs COMMAND in a mount namespace of its own where /sys/fs/cgroup is cgroup v2
# and the controllers of version 1 are at $LAB_CGROUP1. It execs all the way: the process id stays.
set -eu
if [ "${1-}" != --inside ]; then
  exec unshare --mount --propagation private "$0" --inside "$@"
fi
shift
mkdir -p "$LAB_CGROUP1"
mount -t tmpfs -o mode=755,size=64k tmpfs "$LAB_CGROUP1"
for controller in memory pids cpu; do
  mkdir "$LAB_CGROUP1/$controller"
  mount --bind "/sys/fs/cgroup/$controller" "$LAB_CGROUP1/$controller"
  # Machines whose end nobody saw leave empty groups. A new one is another engine's, being filled.
  find "$LAB_CGROUP1/$controller/socket-activation-lab" -mindepth 1 -maxdepth 1 -type d -mmin +5 \
    -exec rmdir {} + 2>/dev/null || true
done
mount -t cgroup2 cgroup2 /sys/fs/cgroup
exec "$@"
